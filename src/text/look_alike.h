// Words written with letters of another script: what each word of a text really says. Private to
// the text layer; shadow_builder.h rewrites such words.
#ifndef IMPRIMATUR_TEXT_LOOK_ALIKE_H_
#define IMPRIMATUR_TEXT_LOOK_ALIKE_H_

#include "text/span.h"

#include <cstddef>
#include <string_view>

namespace imprimatur {

// Small Cyrillic letter that looks like this Latin one (as written: 'B', not 'b'), or 0 if none.
[[nodiscard]] char32_t confusable_cyrillic(char32_t c);

// What a character is to a word.
enum class LetterKind : unsigned char {
  none,        // ends the word
  silent,      // digit, mark, or dropped by folding
  latin,       // Latin letter
  shared,      // Latin letter that looks like a Cyrillic one
  look_alike,  // letter of another script that looks Latin
  other,
};
[[nodiscard]] LetterKind letter_kind(char32_t c);

enum class Spelling : unsigned char {
  honest,       // the word is what it seems
  to_latin,     // Latin word with look-alikes in it: read confusable_latin() for them
  to_cyrillic,  // Cyrillic word with Latin look-alikes in it: read confusable_cyrillic()
};

struct WordReading {
  Span word;  // the whole word around the place asked for, bytes of the text
  Spelling spelling = Spelling::honest;
};

// Judges the word that holds the character at `at`. Words beyond 64 letters are honest. A word
// wholly of look-alikes is disguised only between Latin words ("NEW YORK (AP) The").
[[nodiscard]] WordReading read_word(std::string_view text, std::size_t at);

// The end of the word round the look-alike at `at`, of two bytes, if it is plain to see that the
// word is honest: of letters of other scripts alone, not all of them look-alikes. 0: ask
// read_word().
[[nodiscard]] std::size_t honest_end(std::string_view text, std::size_t at);

// The code point that ends before `at`; 0 at the beginning.
[[nodiscard]] char32_t code_point_before(std::string_view utf8, std::size_t at);
// The code point at `at`; 0 at the end.
[[nodiscard]] char32_t code_point_at(std::string_view utf8, std::size_t at);
// Start of the code point that ends before `at` (> 0).
[[nodiscard]] std::size_t step_back(std::string_view utf8, std::size_t at);

// Letters of formulas, which stand for others in disguised words.
[[nodiscard]] inline bool is_math_letter(char32_t c) {
  return c >= 0x1D400 && c < 0x1D800;
}
[[nodiscard]] bool is_latin(char32_t c);
// Scripts in which a zero-width character inside a word has no honest use.
[[nodiscard]] bool is_european(char32_t c);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_LOOK_ALIKE_H_
