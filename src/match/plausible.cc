#include "match/plausible.h"

#include "text/fold.h"

#include <algorithm>

namespace imprimatur {
namespace {

bool starts_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n';
}

// Punctuation and blanks may stand between a whole-line match and the line's end.
bool ends_line(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '\n') {
    if (std::string_view(" .,;|)]\"*").find(text[at]) == std::string_view::npos) {
      return false;
    }
    ++at;
  }
  return true;
}

// "Pakistan Tehreek-e-Insaf (PTI) -": the words in front explain the letters, so they are no place.
// "ALTOONA, Pa. (AP) -" is one: no comma stands within a name.
bool spells(std::string_view words, std::string_view code) {
  words.remove_prefix(std::min(words.rfind(',') + 1, words.size()));
  std::string initials;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool letter = words[i] >= 'a' && words[i] <= 'z';
    const bool inside = i > 0 && words[i - 1] != ' ' && words[i - 1] != '-' && words[i - 1] != '\n';
    if (letter && !inside) {
      initials += words[i];
    }
  }
  return code.size() >= 2 && initials.ends_with(code);
}

// "- Search: prefer availability (AP) - …": an item of a list is no lead.
bool is_list_item(std::string_view text, std::size_t at) {
  const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  const std::string_view head = text.substr(line, at - std::min(at, line));
  const std::size_t mark = head.find_first_not_of(' ');
  return mark != std::string_view::npos && mark + 1 < head.size() && head[mark + 1] == ' ' &&
         std::string_view("-*+").find(head[mark]) != std::string_view::npos;
}

}  // namespace

bool in_place(Place place, std::string_view shadow, Span span) {
  switch (place) {
    case Place::anywhere:
      return true;
    case Place::line_start:
      return starts_line(shadow, span.begin);
    case Place::whole_line:
    case Place::edge:
      return starts_line(shadow, span.begin) && ends_line(shadow, span.end);
  }
  return true;
}

bool plausible(const Rule& rule,
               const RuleMatch& match,
               const Shadow& shadow,
               std::string_view text) {
  if (match.agencies.empty()) {
    return false;
  }
  const std::string_view folded = shadow.text();
  const Span first = match.agencies.front().span;
  if (rule.role == Role::dateline) {
    // A place begins with a capital letter, where the script has them.
    std::size_t at = shadow.to_text(match.span).begin;
    const bool lower = is_lower(next_code_point(text, at));
    const std::string_view words = folded.substr(match.span.begin, first.begin - match.span.begin);
    if (is_list_item(text, at)) {
      return false;
    }
    return (!lower || first.begin == match.span.begin) &&
           !spells(words, folded.substr(first.begin, first.size()));
  }
  if (rule.place == Place::edge && rule.role == Role::credit) {
    // The whole of it is names: "Reuters wins a prize" is a headline.
    const auto blank = [&](std::size_t begin, std::size_t end) {
      return folded.substr(begin, end - begin).find_first_not_of(" /,-+&|.") ==
             std::string_view::npos;
    };
    return blank(match.agency.begin, first.begin) &&
           blank(match.agencies.back().span.end, match.agency.end);
  }
  return true;
}

}  // namespace imprimatur
