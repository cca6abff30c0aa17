// The subset of PCRE2 syntax that rules may use, as a tree (src/design/0004-rule-format.md).
// Whatever parses here compiles under PCRE2. Pure; thread-safe. Private to the rules layer.
#ifndef IMPRIMATUR_RULES_REGEX_H_
#define IMPRIMATUR_RULES_REGEX_H_

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

struct RegexNode {
  enum class Kind : std::uint8_t {
    empty,      // matches nothing, takes part in a sequence
    character,  // `c`
    set,        // one character: [...], \d, \w, \p{..}
    any,        // .
    assertion,  // ^ $ \b \B
    sequence,
    choice,
    repeat,  // of children[0], `min` to `max` times
    group,   // children[0]; `name` may be empty
    look,    // look-ahead or look-behind: children[0] takes no room
  };
  using Range = std::pair<char32_t, char32_t>;

  Kind kind = Kind::empty;
  char32_t c = 0;             // assertion: 'b' for a \b in a script with vowel signs
  std::vector<Range> ranges;  // set: the characters written out
  bool open = false;          // set: negated, or more than `ranges` says (\w and the like)
  int min = 0;                // look: 1 if its content has to follow
  int max = 0;                // kUnbounded: without bound
  std::string name;           // group
  std::vector<RegexNode> children;

  static constexpr int kUnbounded = -1;
};

// How many characters a match has.
struct RegexWidth {
  int min = 0;
  int max = 0;  // RegexNode::kUnbounded
};

// `pattern` is valid UTF-8 without macros. Errors: rules, with the place in quotes.
[[nodiscard]] Result<RegexNode> parse_regex(std::string_view pattern);

[[nodiscard]] RegexWidth width_of(const RegexNode& node);

// How many characters a match takes and looks at, kUnbounded if there is no bound.
[[nodiscard]] int sight_of(const RegexNode& node);

// A character written in a pattern at `at` as itself or by an escape (\. \x{201c} \n \t), inside or
// outside a class. Moves `at` behind it; returns false, without moving, if it is something else.
[[nodiscard]] bool read_regex_character(std::string_view pattern, std::size_t& at, char32_t& c);

// The length of "{2}", "{2,}" or "{2,5}" at `at`, 0 if there is no such repeat.
[[nodiscard]] std::size_t counted_repeat_size(std::string_view pattern, std::size_t at);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_REGEX_H_
