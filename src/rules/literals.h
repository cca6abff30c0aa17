// What a pattern must contain: the literals from which the prefilter is made, and the proof that
// it cannot miss. Understands the subset of PCRE2 syntax that rules may use and refuses the rest.
// Follows the idea of RE2's prefilter (conjunctions of alternatives). Pure; thread-safe.
#ifndef IMPRIMATUR_RULES_LITERALS_H_
#define IMPRIMATUR_RULES_LITERALS_H_

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Each element is a set of literals of which every match contains at least one, as a substring,
// word characters only (no blanks, quotes, dashes). Several elements: all of them hold.
using RequiredLiterals = std::vector<std::vector<std::string>>;

// Literals of which every match contains one, and how far behind the match's beginning that one
// ends at most, in characters.
struct PlacedSet {
  static constexpr std::uint32_t kAnywhere = 0xFFFFFFFF;
  std::vector<std::string> literals;
  std::uint32_t before = kAnywhere;
  friend bool operator==(const PlacedSet&, const PlacedSet&) = default;
};

// What every match of a pattern has.
struct Requirements {
  RequiredLiterals literals;
  // Sets of phrases of which every match in shadow text contains one each (a blank in a phrase may
  // be a line break there), the most telling first: asked before a match is tried. May be empty.
  std::vector<std::vector<std::string>> phrases;
  // All sets of phrases and, behind them, `literals` as they stand in shadow text; each with its
  // place.
  std::vector<PlacedSet> placed;
};

// `pattern` is expanded (no macros) and unfolded. Errors: rules (syntax outside the subset,
// unbounded repeats nested in repeats, a repeat without upper bound of a multi-character group).
[[nodiscard]] Result<Requirements> requirements_of(std::string_view pattern);

// Parts of it, for those who need no more.
[[nodiscard]] Result<RequiredLiterals> required_literals(std::string_view pattern);
[[nodiscard]] Result<std::vector<std::vector<std::string>>> required_phrases(
    std::string_view pattern);

// The best set for a byte search: rare and long beats common and short. Empty if none is usable
// (no literal of at least three bytes in each alternative).
[[nodiscard]] std::vector<std::string> choose_anchors(const RequiredLiterals& required);

// True if whoever has seen one of `seen` has seen one of `set`.
[[nodiscard]] bool implied(const std::vector<std::string>& set,
                           const std::vector<std::string>& seen);

// True if every match must contain one of `anchors`: some required set exists in which each
// literal contains an anchor (compared folded).
[[nodiscard]] bool anchors_suffice(const RequiredLiterals& required,
                                   const std::vector<std::string>& anchors);

// The pattern as PCRE2 gets it: literals folded like shadow text, a blank matches a blank or a
// line break, \w is a combining mark too and \b minds them, other escapes and group names
// untouched.
[[nodiscard]] std::string fold_pattern(std::string_view pattern);

// How \b is written for PCRE2 in `pattern`, a valid UTF-8 one: longer if its script has vowel
// signs.
[[nodiscard]] std::string_view word_boundary(std::string_view pattern);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_LITERALS_H_
