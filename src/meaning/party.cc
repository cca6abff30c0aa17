#include "meaning/party.h"

#include "meaning/date.h"
#include "meaning/name_word.h"
#include "meaning/party_name.h"
#include "text/fold.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

// Known names count when they begin this close to where the name should stand.
constexpr std::size_t kKnownReach = 48;
// Lines longer than this are not wrapped by hand.
constexpr std::size_t kLineReach = 160;
// Between the names of one notice stands no more than this: ", distributed by the ".
constexpr std::size_t kBetweenNames = 20;

// "A.A. Milne", "A.P.A. Verlag": what looks like an agency's code are a person's initials, or
// those of a firm, if the name goes on behind them.
bool is_initials_of_person(const NameWords& words, std::string_view known, std::string_view rest) {
  if (known.find('.') == std::string_view::npos || known.find(' ') != std::string_view::npos) {
    return false;
  }
  rest.remove_prefix(std::min(rest.find_first_not_of(". "), rest.size()));
  const std::string_view next = rest.substr(0, rest.find_first_of(" ,"));
  return !next.empty() && !words.form.has(std::string(next));
}

// "Harrow Guardian" is not the Guardian: a newspaper's name of one word, with another in front. Nor
// is "Global Times of Ness" the Global Times. "Luigi Lavazza SPA" is a company, not the agency SPA.
bool is_namesake(const NameWords& words,
                 const NameHit& hit,
                 std::string_view shadow,
                 const std::string& folded) {
  const bool press = hit.holder->kind == HolderKind::newspaper ||
                     hit.holder->kind == HolderKind::publisher ||
                     hit.holder->kind == HolderKind::other;
  const std::string_view known = shadow.substr(hit.span.begin, hit.span.size());
  const std::size_t at = folded.find(known);
  if (hit.code && words.form.has(std::string(known)) && at != std::string::npos && at > 0) {
    return true;
  }
  if (at == 0 &&
      is_initials_of_person(words, known, std::string_view(folded).substr(known.size()))) {
    return true;
  }
  if (!press || at == std::string::npos) {
    return false;
  }
  const bool first = at == 0 || folded.substr(0, at) == "the ";
  if (!first) {
    return known.find(' ') == std::string_view::npos;
  }
  // "Global Times of Ness", "Il Giornale di Vicenza".
  std::string_view rest = std::string_view(folded).substr(at + known.size());
  if (!rest.starts_with(' ')) {
    return false;
  }
  rest.remove_prefix(1);
  constexpr std::array<std::string_view, 8> kPlaces = {
      "of ", "di ", "de ", "del ", "della ", "van ", "do ", "da "};
  return std::any_of(kPlaces.begin(), kPlaces.end(), [&](std::string_view word) {
    return rest.starts_with(word);
  });
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

std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.size());
}

// Bytes of a date with its year in front of a name: "12 March 2023, ", "jan. 5, 2024 ".
std::size_t date_at_start(const Months& months, std::string_view shadow) {
  constexpr std::string_view kBetween = " ,./-";
  constexpr int kMostTokens = 3;
  bool day = false;
  bool month = false;
  std::size_t at = 0;
  for (int tokens = 0; tokens < kMostTokens; ++tokens) {
    const std::size_t end = std::min(shadow.find_first_of(kBetween, at), shadow.size());
    const std::string_view word = shadow.substr(at, end - at);
    const bool number = !word.empty() && word.find_first_not_of("0123456789") == word.npos;
    at = std::min(shadow.find_first_not_of(kBetween, end), shadow.size());
    if (number && word.size() == 4 && day && month) {
      return at;
    }
    if (number && word.size() <= 2) {
      day = true;
    } else if (!month && months.find(word)) {
      month = true;
    } else {
      return 0;
    }
  }
  return 0;
}

// Bytes of a year of another calendar in front of a name in another script: the Buddhist one of
// Thailand, the solar and the lunar Hijri ones.
std::size_t foreign_year_at_start(std::string_view shadow) {
  constexpr std::size_t kDigits = 4;
  if (shadow.size() <= kDigits || shadow.find_first_not_of("0123456789") != kDigits) {
    return 0;
  }
  const std::string_view year = shadow.substr(0, kDigits);
  std::size_t next = shadow.find_first_not_of(" ,.-", kDigits);
  // "2568 - 2569"
  if (next != std::string_view::npos &&
      shadow.find_first_not_of("0123456789", next) == next + kDigits) {
    next = shadow.find_first_not_of(" ,.-", next + kDigits);
  }
  const bool known = (year >= "1300" && year < "1500") || (year >= "2500" && year < "2600");
  return known && next != std::string_view::npos && next > kDigits &&
                 (static_cast<unsigned char>(shadow[next]) & 0x80U) != 0
             ? next
             : 0;
}

// "1999\(en2002 X": bytes of what troff writes for a dash, and of the year behind it.
std::size_t rest_of_years(std::string_view shadow) {
  constexpr std::string_view kDash = "\\(en";
  constexpr std::size_t kDigits = 4;
  const std::size_t end = kDash.size() + kDigits;
  return shadow.starts_with(kDash) && shadow.size() > end && shadow[end] == ' ' &&
                 shadow.substr(kDash.size(), kDigits).find_first_not_of("0123456789") ==
                     std::string_view::npos
             ? end + 1
             : 0;
}

// "(\uC8FC)X", "(\u682A)X": the form of a company, one letter in brackets.
bool opens_form(std::string_view text) {
  std::size_t at = 1;
  if (!text.starts_with('(') || text.size() < 2) {
    return false;
  }
  const char32_t form = next_code_point(text, at);
  return form >= 0x3400 && is_letter(form) && text.substr(at).starts_with(')');
}

// ".SH COPYRIGHT", ".br": a line of troff that is no text. `at`: behind its full stop.
bool is_request(std::string_view shadow, std::size_t at) {
  const auto letter = [&](std::size_t i) { return shadow[i] >= 'a' && shadow[i] <= 'z'; };
  const bool line = at > 0 && shadow[at - 1] == '.' && (at == 1 || shadow[at - 2] == '\n');
  return line && at + 2 < shadow.size() && letter(at) && letter(at + 1) &&
         (shadow[at + 2] == ' ' || shadow[at + 2] == '\n');
}

// "rights lie with the ESL": bytes of an article in front of the name, behind a word of whose they
// are; and of "the authors and " in front of who is named.
std::size_t article_at_start(const NameWords& words,
                             std::string_view before,
                             std::string_view written) {
  const auto word_at = [&](std::size_t at) {
    const std::size_t end = std::min(written.find_first_of(" \n", at), written.size());
    return written.substr(at, end - at);
  };
  const std::string_view first = word_at(0);
  const std::size_t second = first.size() + 1;
  if (second >= written.size()) {
    return 0;
  }
  constexpr std::string_view kJoint = "and the ";
  if (words.unnamed.begins(first) && written.substr(second).starts_with(kJoint)) {
    return second + kJoint.size();
  }
  if (!words.article.has(first)) {
    return 0;
  }
  const std::string_view next = word_at(second);
  const std::size_t third = second + next.size() + 1;
  if (third < written.size() && words.unnamed.begins(next) && word_at(third) == "and") {
    const std::size_t name = third + 4;
    const std::size_t the =
        written.substr(std::min(name, written.size())).starts_with("the ") ? 4 : 0;
    return std::min(name + the, written.size());
  }
  before = before.substr(0, before.find_last_not_of(" \n") + 1);
  const std::string_view last = before.substr(before.find_last_of(" \n") + 1);
  return words.of.has(fold(last)) && first != "the" && has_capitals(next) ? second : 0;
}

// "(c) 2022 by X", and the like in other languages: bytes of the small words in front of the name.
// What is written with a capital is a part of it.
std::size_t lead_at_start(const NameWords& words, std::string_view written) {
  std::size_t at = 0;
  constexpr int kMostWords = 3;
  for (int i = 0; i < kMostWords; ++i) {
    const std::size_t end = written.find_first_of(" \n", at);
    if (end == std::string_view::npos || end + 1 >= written.size()) {
      break;
    }
    const std::string_view word = written.substr(at, end - at);
    std::size_t letter = 0;
    const std::string folded = fold(word);
    const bool small = words.lead.has(folded) || (i == 0 && words.still.has(folded));
    if (word.empty() || is_upper(next_code_point(word, letter)) || !small) {
      break;
    }
    at = end + 1;
  }
  return at;
}

// In front of the name stands a letter of a script that has no capitals: a name in another may be
// written small.
bool follows_uncased(std::string_view before) {
  before = before.substr(0, before.find_last_not_of(" \n") + 1);
  std::size_t at = before.empty() ? 0 : before.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(before[at]) & 0xC0U) == 0x80U) {
    --at;
  }
  if (at >= before.size()) {
    return false;
  }
  const char32_t last = next_code_point(before, at);
  constexpr char32_t kTatweel = 0x0640;  // joins a short word to what follows it
  return last == kTatweel || (is_letter(last) && !is_upper(last) && !is_lower(last));
}

// "whatsapp-bot": one word that begins with a small letter.
UnknownNames handle_at_start(const NameWords& words, std::string_view written) {
  constexpr std::size_t kFewestLetters = 3;
  std::size_t at = 0;
  const NameWord word = next_word(written, at, false, 0);
  const std::string folded = fold(word.text);
  const bool small = !word.text.empty() && word.text.front() >= 'a' && word.text.front() <= 'z';
  if (!small || letters_in(word.text) < kFewestLetters || words.end.has(folded) ||
      words.not_first.has(folded) || words.inner.has(folded) || words.nobody.has(folded)) {
    return {};
  }
  return {{word.text}, word.end};
}

// "(c) the authors of X", as other languages have it: a small word for many people and whose they
// are.
UnknownNames people_at_start(const NameWords& words, std::string_view written) {
  const std::size_t blank = written.find(' ');
  if (blank == std::string_view::npos || !words.many.has(fold(written.substr(0, blank)))) {
    return {};
  }
  UnknownName name = name_at_start(words, written.substr(blank + 1));
  if (name.text.empty()) {
    return {};
  }
  return {{std::string(written.substr(0, blank + 1)) + name.text}, blank + 1 + name.end};
}

// A name that is written small between a sign and the next claim, in a text that has capitals.
UnknownNames small_name(const NameWords& words, std::string_view written, std::size_t column) {
  UnknownNames small = names_at_start(words, written, {true, column});
  std::string_view rest = written.substr(std::min(small.end, written.size()));
  constexpr std::string_view kMarks = " \n.,;:|-";
  bool fills = true;  // with nothing but marks and a legal form: "bay weekly , inc ."
  while (fills && !rest.empty()) {
    rest.remove_prefix(std::min(rest.find_first_not_of(kMarks), rest.size()));
    for (const std::string_view mark :
         {"\xC2\xB7", "\xE2\x80\xA2", "\xE2\x80\x93", "\xE2\x80\x94"}) {  // dots, dashes
      if (rest.starts_with(mark)) {
        rest.remove_prefix(mark.size());
        rest.remove_prefix(std::min(rest.find_first_not_of(kMarks), rest.size()));
      }
    }
    const std::string_view word = rest.substr(0, rest.find_first_of(kMarks));
    fills = word.empty() || words.form.has(fold(word));
    rest.remove_prefix(word.size());
  }
  const bool nobody = small.names.size() != 1 || words.unnamed.begins(fold(small.names.front()));
  return fills && !nobody ? small : UnknownNames{};
}

}  // namespace

bool is_part_of_word(std::string_view shadow,
                     const std::vector<NameHit>& hits,
                     const NameHit& hit) {
  const std::size_t at = hit.span.begin;
  std::size_t before = at < 2 ? 0 : at - 2;
  while (before > 0 && (static_cast<unsigned char>(shadow[before]) & 0xC0U) == 0x80U) {
    --before;
  }
  return hit.code && at >= 2 && shadow[at - 1] == '-' &&
         is_letter(next_code_point(shadow, before)) &&
         std::none_of(hits.begin(), hits.end(), [&](const NameHit& other) {
           return other.span.end + 1 == at;
         });
}

Parties find_parties(const NameSources& sources,
                     const Shadow& shadow,
                     std::string_view text,
                     NameRange place) {
  Parties parties;
  Span range = place.span;
  std::vector<NameHit> hits;
  // The full stop behind the range may be that of "Inc."
  const bool stop = range.end < shadow.text().size() && shadow.text()[range.end] == '.';
  sources.lexicon.find_all(shadow, text, {range.begin, range.end + (stop ? 1U : 0U)}, true, hits);
  // Scripts without capitals write an agency's code like a word: it is one where the name begins.
  std::erase_if(hits, [&, all = hits](const NameHit& hit) {
    const Span at = shadow.to_text(hit.span);
    const bool word = hit.code && hit.span.begin > range.begin + 2 &&
                      !has_cased(text.substr(at.begin, at.size()));
    return word || is_part_of_word(shadow.text(), all, hit);
  });
  for (NameHit& hit : hits) {
    hit.holder = sources.lexicon.told_apart(hit, shadow.text(), sources.language);
  }
  // Known names may begin with a bracket; in front of others it is no part of the name.
  while (!range.empty() &&
         std::string_view(" (-:*.,[").find(shadow.text()[range.begin]) != std::string_view::npos &&
         !opens_form(shadow.text().substr(range.begin))) {
    ++range.begin;
  }
  for (const std::string_view lead : {"https://", "http://"}) {
    range.begin += slice(shadow.text(), range).starts_with(lead) ? lead.size() : 0;
  }
  range.begin += date_at_start(sources.words.months, slice(shadow.text(), range));
  range.begin += foreign_year_at_start(slice(shadow.text(), range));
  range.begin += rest_of_years(slice(shadow.text(), range));
  parties.end = range.begin;
  while (is_request(shadow.text(), range.begin)) {
    const std::size_t line = shadow.text().substr(0, range.end).find('\n', range.begin);
    range.begin = line == std::string_view::npos ? range.end : line + 1;
    range.begin += slice(shadow.text(), range).starts_with('.') ? 1U : 0U;
    parties.end = range.begin;
  }
  Span source = shadow.to_text(range);
  constexpr std::size_t kWordBefore = 24;
  source.begin += article_at_start(sources.words,
                                   text.substr(source.begin - std::min(source.begin, kWordBefore),
                                               std::min(source.begin, kWordBefore)),
                                   text.substr(source.begin, source.size()));
  source.begin += lead_at_start(sources.words, text.substr(source.begin, source.size()));
  const std::string_view written = text.substr(source.begin, source.size());
  const Span window = shadow.to_text({0, shadow.text().size()});
  const std::size_t reach = std::min(source.begin, kLineReach);
  const std::size_t line = text.substr(source.begin - reach, reach).rfind('\n');
  const std::size_t column = line == std::string_view::npos ? reach : reach - line - 1;
  const bool lower_case = !has_capitals(text.substr(window.begin, window.size()));
  UnknownNames unknown = names_at_start(
      sources.words, written, {lower_case, column, text.substr(source.end), sources.language});
  if (unknown.names.empty() && place.closed) {
    unknown = small_name(sources.words, written, column);
  }
  if (unknown.names.empty() && place.signed_name) {
    // All that stands behind the sign in its line or its part of a footer.
    const std::size_t end = std::min(written.find_first_of("\n|<"), written.size());
    const bool whole =
        end < written.size() || source.end >= text.size() || text[source.end] == '\n';
    unknown = whole ? small_name(sources.words, written.substr(0, end), column) : UnknownNames{};
  }
  if (unknown.names.empty() && follows_uncased(text.substr(0, source.begin))) {
    unknown = handle_at_start(sources.words, written);
  }
  if (unknown.names.empty()) {
    unknown = people_at_start(sources.words, written);
  }
  const bool known_first = !hits.empty() && hits.front().span.begin <= range.begin + kKnownReach;
  const bool namesake =
      known_first && !unknown.names.empty() &&
      is_namesake(sources.words, hits.front(), shadow.text(), fold(unknown.names.front()));
  if (known_first && !namesake) {
    add_known(parties, hits, shadow.text(), range, unknown);
    return parties;
  }
  if (!unknown.names.empty()) {
    // The pattern has taken the article of "The Maple Leaf".
    if (text.substr(0, source.begin).ends_with("The ")) {
      unknown.names.front().insert(0, "The ");
    }
    parties.end = shadow.from_text(source.begin + unknown.end);
    for (const std::string& name : unknown.names) {
      if (const Holder* holder = sources.lexicon.at_site(name)) {
        parties.holders.push_back({holder->id, holder->name});
        parties.known.push_back(holder);
      } else {
        parties.holders.push_back({"", name});
      }
    }
  }
  return parties;
}

}  // namespace imprimatur
