#include "meaning/party.h"

#include "meaning/party_name.h"
#include "text/fold.h"

#include <algorithm>

namespace imprimatur {
namespace {

// Known names count when they begin this close to where the name should stand.
constexpr std::size_t kKnownReach = 48;
// Lines longer than this are not wrapped by hand.
constexpr std::size_t kLineReach = 160;
// Between the names of one notice stands no more than this: ", distributed by the ".
constexpr std::size_t kBetweenNames = 20;

// "Harrow Guardian" is not the Guardian: a newspaper's name of one word, with another in front.
bool is_namesake(const NameHit& hit, std::string_view shadow, const std::string& folded) {
  const bool press = hit.holder->kind == HolderKind::newspaper ||
                     hit.holder->kind == HolderKind::publisher ||
                     hit.holder->kind == HolderKind::other;
  const std::string_view known = shadow.substr(hit.span.begin, hit.span.size());
  const std::size_t at = folded.find(known);
  return press && known.find(' ') == std::string_view::npos && at != std::string::npos && at > 0 &&
         folded.substr(0, at) != "the ";
}

// Known names, and an unknown one in front of them.
void add_known(Parties& parties,
               const std::vector<NameHit>& hits,
               std::string_view shadow,
               Span range,
               const UnknownNames& unknown) {
  const Span first = hits.front().span;
  // "Associated Press" in "Freitech and Associated Press" does not make the latter the owner.
  const std::string name = unknown.names.empty() ? std::string() : unknown.names.front();
  const std::string folded = fold(name);
  const bool inside = folded.find(shadow.substr(first.begin, first.size())) != std::string::npos;
  const bool starts = first.begin <= range.begin + 5;
  std::size_t end = first.begin;
  if (!name.empty() && !inside && !starts && first.begin > range.begin + folded.size()) {
    for (const std::string& each : unknown.names) {
      parties.holders.push_back({"", each});
    }
    parties.end = end = std::min(first.begin, range.begin + folded.size());
  }
  for (const NameHit& hit : hits) {
    const std::string_view gap = shadow.substr(end, hit.span.begin - std::min(end, hit.span.begin));
    if (!parties.holders.empty() && hit.span.begin > end &&
        (gap.size() > kBetweenNames || gap.find_first_of(".!?;\n") != std::string_view::npos)) {
      break;  // another sentence's
    }
    HolderRef ref{hit.holder->id, hit.holder->name};
    if (std::find(parties.holders.begin(), parties.holders.end(), ref) == parties.holders.end()) {
      parties.holders.push_back(std::move(ref));
      parties.known.push_back(hit.holder);
    }
    parties.end = end = hit.span.end;
  }
}

}  // namespace

Parties find_parties(const Lexicon& lexicon,
                     const Shadow& shadow,
                     std::string_view text,
                     Span range) {
  Parties parties;
  std::vector<NameHit> hits;
  // The full stop behind the range may be that of "Inc."
  const bool stop = range.end < shadow.text().size() && shadow.text()[range.end] == '.';
  lexicon.find_all(shadow, text, {range.begin, range.end + (stop ? 1U : 0U)}, true, hits);
  // Known names may begin with a bracket; in front of others it is no part of the name.
  while (!range.empty() &&
         std::string_view(" (-:*.,[").find(shadow.text()[range.begin]) != std::string_view::npos) {
    ++range.begin;
  }
  parties.end = range.begin;
  const Span source = shadow.to_text(range);
  const std::string_view written = text.substr(source.begin, source.size());
  const Span window = shadow.to_text({0, shadow.text().size()});
  const std::size_t reach = std::min(source.begin, kLineReach);
  const std::size_t line = text.substr(source.begin - reach, reach).rfind('\n');
  const std::size_t column = line == std::string_view::npos ? reach : reach - line - 1;
  const UnknownNames unknown =
      names_at_start(written, {!has_capitals(text.substr(window.begin, window.size())), column});
  const bool known_first = !hits.empty() && hits.front().span.begin <= range.begin + kKnownReach;
  const bool namesake = known_first && !unknown.names.empty() &&
                        is_namesake(hits.front(), shadow.text(), fold(unknown.names.front()));
  if (known_first && !namesake) {
    add_known(parties, hits, shadow.text(), range, unknown);
    return parties;
  }
  if (!unknown.names.empty()) {
    parties.end = shadow.from_text(source.begin + unknown.end);
    for (const std::string& name : unknown.names) {
      parties.holders.push_back({"", name});
    }
  }
  return parties;
}

}  // namespace imprimatur
