// Sets of strings that parts of a pattern match, and the ends of those that are too many to be told
// apart, so that phrases reach from one part into the next. Pure; thread-safe. Private to the rules
// layer.
#ifndef IMPRIMATUR_RULES_PHRASE_ENDS_H_
#define IMPRIMATUR_RULES_PHRASE_ENDS_H_

#include <cstddef>
#include <string>
#include <vector>

namespace imprimatur {

inline constexpr std::size_t kMaxExact = 200;   // strings kept apart while pieces are joined
inline constexpr std::size_t kShortPhrase = 3;  // bytes

enum class End { head, tail };

// Sorted, each once.
void tidy(std::vector<std::string>& strings);

// Each of `a` with each of `b` behind it.
[[nodiscard]] std::vector<std::string> cross(const std::vector<std::string>& a,
                                             const std::vector<std::string>& b);

// Of which each of `texts` has one as its beginning or end; empty if they are too many however
// short.
[[nodiscard]] std::vector<std::string> few_ends(const std::vector<std::string>& texts, End end);

// The ends of one part with the beginnings of the next, cut as far as that keeps them few. `whole`:
// the beginnings stay as they are. Empty if they are too many.
[[nodiscard]] std::vector<std::string> joined(const std::vector<std::string>& tails,
                                              const std::vector<std::string>& heads,
                                              bool whole);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_PHRASE_ENDS_H_
