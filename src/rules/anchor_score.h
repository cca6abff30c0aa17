// How much a literal is worth to the prefilter: rare and long beats common and short.
// Pure; thread-safe. Private to the rules layer.
#ifndef IMPRIMATUR_RULES_ANCHOR_SCORE_H_
#define IMPRIMATUR_RULES_ANCHOR_SCORE_H_

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// A literal below this is one that most texts contain.
inline constexpr double kGoodAnchor = 4.0;

// 0 if the literal cannot be used: fewer than three characters, or two in Han, kana or Hangul.
[[nodiscard]] double anchor_score(std::string_view literal);

// Of the whole set: its worst literal, less for every doubling of the set. 0 if unusable.
[[nodiscard]] double anchor_score(const std::vector<std::string>& literals);

// A word so frequent in running text of its language that it announces nothing.
[[nodiscard]] bool is_common_word(std::string_view literal);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_ANCHOR_SCORE_H_
