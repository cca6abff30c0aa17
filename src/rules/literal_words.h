// The words of a piece of a pattern, as literals of the prefilter. Pure; thread-safe. Private to
// the rules layer.
#ifndef IMPRIMATUR_RULES_LITERAL_WORDS_H_
#define IMPRIMATUR_RULES_LITERAL_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Signs and blanks end a word; the sign of copyright is one.
[[nodiscard]] std::vector<std::string> words_of(const std::string& text);

// Appends the word as texts may have it: "(AA" also with full-width brackets.
void add_spellings(const std::string& word, std::vector<std::string>& out);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_LITERAL_WORDS_H_
