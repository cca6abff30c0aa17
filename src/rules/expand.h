// Macros in patterns: {name}, {use}, {gap}, {agency} and the like become regular expressions
// (src/design/0004-rule-format.md). Pure; thread-safe. Private to the rules layer.
#ifndef IMPRIMATUR_RULES_EXPAND_H_
#define IMPRIMATUR_RULES_EXPAND_H_

#include "base/result.h"
#include "rules/rule.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Where macros find their words. The languages outlive it.
struct MacroWords {
  std::vector<const Language*> order;  // asked in turn: the rule's own, then "und"
  std::vector<const Language*> all;    // for {*name}
};

// Errors: rules (unknown macro, with the nearest known one; a macro that contains itself).
[[nodiscard]] Result<std::string> expand_macros(std::string_view pattern, const MacroWords& words);

// The pattern with every macro replaced by something of its shape, so that its syntax can be
// checked before the words are known.
[[nodiscard]] std::string blank_macros(std::string_view pattern);

// "(?:a|b|c)", the longest first; "(?!)" if there are none.
[[nodiscard]] std::string alternatives(std::vector<std::string> fragments);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_EXPAND_H_
