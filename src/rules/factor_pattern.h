// Alternatives with a common beginning share it: PCRE2 tries the alternatives of a group one after
// the other, and word lists have hundreds. Pure; thread-safe. Private to the rules layer.
#ifndef IMPRIMATUR_RULES_FACTOR_PATTERN_H_
#define IMPRIMATUR_RULES_FACTOR_PATTERN_H_

#include <string>
#include <string_view>

namespace imprimatur {

// A pattern that matches what `pattern` matches, with the same groups: the order in which
// alternatives are preferred is kept. "(?:copies|reprint|copied)" becomes
// "(?:copie(?:s|d)|reprint)". `pattern` is what fold_pattern gives.
[[nodiscard]] std::string factor_pattern(std::string_view pattern);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_FACTOR_PATTERN_H_
