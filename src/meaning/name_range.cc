#include "meaning/name_range.h"

#include "meaning/sentence.h"
#include "text/fold.h"

#include <algorithm>

namespace imprimatur {
namespace {

// A name is looked for this far behind the place where a notice has it.
constexpr std::size_t kNameReach = 120;

std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.size());
}

// The sentence that a name begins in. "Uniwersytet im. Adama Mickiewicza": the full stop of an
// abbreviation does not end it.
Span name_sentence(const NameWords& names, std::string_view shadow, const RuleMatch& match) {
  Span sentence = sentence_around(shadow, {match.span.begin, match.holder.begin + 1});
  const std::size_t most = match.holder.begin + kNameReach;
  while (sentence.end > match.holder.begin && sentence.end + 2 < std::min(most, shadow.size())) {
    const std::size_t word = shadow.find_last_of(" \n", sentence.end - 1) + 1;
    if (word > sentence.end || !names.dotted.has(fold(slice(shadow, {word, sentence.end})))) {
      break;
    }
    sentence.end = sentence_around(shadow, {sentence.end + 1, sentence.end + 2}).end;
  }
  return sentence;
}

}  // namespace

bool is_claim(Role role) {
  return role == Role::notice || role == Role::reservation || role == Role::restriction ||
         role == Role::permission || role == Role::duty || role == Role::licence;
}

bool open_name(const RuleMatch& match) {
  return !match.holder.empty() && match.holder.end == match.span.end;
}

NameRange name_range(const NameWords& names,
                     const RuleSet& rules,
                     const ScanWindow& window,
                     const RuleMatch& match) {
  const std::string_view shadow = window.shadow.text();
  Span range = match.holder;
  const bool open = open_name(match);
  bool closed = false;
  if (open) {
    range.end = std::min(shadow.size(), std::max(range.end, range.begin + kNameReach));
    const Span sentence = name_sentence(names, shadow, match);
    if (sentence.end > range.begin + 8) {
      // The full stop of "Inc." may end the sentence too early: names see a little further.
      range.end = std::min(range.end, std::max(sentence.end, range.begin + 12) + 24);
    }
  }
  for (const RuleMatch& other : window.matches) {
    const Role role = rules.rules()[other.rule].rule->role;
    // "Editorial content copyright 2024": a notice within the room of a closed name leaves words.
    if (!is_claim(role) || other.rule == match.rule || other.span.begin >= range.end ||
        (!open && role == Role::notice)) {
      continue;
    }
    // "\u00A9 2024 All rights reserved": no name stands between the two.
    const bool at_start =
        other.span.begin + 1 >= range.begin && role != Role::notice && other.span.end > range.begin;
    // A rule that reads a line's beginning as a name may have taken a wrapped part of this one.
    const bool wrapped = other.holder.begin == other.span.begin && !other.holder.empty() &&
                         other.span.begin > 0 && shadow[other.span.begin - 1] == '\n';
    if ((other.span.begin > range.begin + 1 && !wrapped) || at_start) {
      range.end = std::max(range.begin, std::min(range.end, other.span.begin));
      closed = true;
    }
  }
  return {range, closed};
}

std::vector<Span> rooms_at_sign(const RuleSet& rules,
                                const ScanWindow& window,
                                const RuleMatch& match,
                                Span range) {
  const std::string_view shadow = window.shadow.text();
  std::vector<Span> rooms;
  const auto line_at = [&](std::size_t end) {
    const std::size_t line = shadow.substr(0, end).rfind('\n');
    return line == std::string_view::npos ? 0 : line + 1;
  };
  const std::size_t line = line_at(match.holder.end);
  std::size_t behind = line;
  bool taken = false;  // another notice reads the name
  for (const RuleMatch& other : window.matches) {
    const Role role = rules.rules()[other.rule].rule->role;
    if (!is_claim(role) || other.rule == match.rule || other.span.begin < line) {
      continue;
    }
    // "MIT License\nCopyright (c) 2020 Jane Doe": the sign is another notice's.
    const bool announced = open_name(other) && other.holder.begin > other.span.begin;
    if (announced && other.span.begin <= line + 1 && line > match.holder.begin) {
      return {};
    }
    if (role != Role::notice && other.span.end < match.holder.end) {
      behind = std::max(behind, other.span.end);
    }
    taken = taken || (!other.holder.empty() && other.holder.begin < match.holder.end);
  }
  if (behind > line && !taken) {
    rooms.push_back({behind, match.holder.end});
  }
  if (const std::size_t begin = line_at(range.end); begin > range.begin && begin < range.end) {
    rooms.push_back({begin, range.end});
  }
  return rooms;
}

}  // namespace imprimatur
