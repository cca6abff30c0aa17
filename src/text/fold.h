// Character folding for matching: one notion of "the same letter" for rules and for texts.
// Locale-free: İ I ı i fold together; case, Latin/Greek/Cyrillic(ё, й stay letters of their own)
// diacritics, full-width forms, Arabic/Persian letter variants, digits of all scripts, dashes and
// quotes are unified. Folding maps one code point to one, so that lengths stay predictable.
// Pure; thread-safe.
#ifndef IMPRIMATUR_TEXT_FOLD_H_
#define IMPRIMATUR_TEXT_FOLD_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Result of folding one code point.
inline constexpr char32_t kFoldDrop =
    0xFFFFFFFF;  // zero-width, soft hyphen, tatweel, harakat, bidi mark
inline constexpr char32_t kFoldSpace = 0x20;  // every kind of blank
[[nodiscard]] char32_t fold(char32_t c);

// Folds a UTF-8 string character by character (no white-space collapsing).
[[nodiscard]] std::string fold(std::string_view utf8);

// Latin letter that looks like this Cyrillic/Greek/other letter (U+0410 -> 'a'), or 0 if none.
[[nodiscard]] char32_t confusable_latin(char32_t c);

// Decodes the code point at `at` (valid UTF-8) and moves `at` behind it.
[[nodiscard]] char32_t next_code_point(std::string_view utf8, std::size_t& at);
void append_utf8(std::string& out, char32_t c);

[[nodiscard]] bool is_letter(char32_t c);  // any script, incl. combining vowel signs
[[nodiscard]] bool is_upper(char32_t c);
[[nodiscard]] bool is_lower(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);  // decimal digit of any script
[[nodiscard]] bool is_cjk(
    char32_t c);  // script written without spaces: Han, kana, Hangul is NOT, Thai is
[[nodiscard]] bool is_word(char32_t c);  // letter, digit or mark

// Columns a terminal uses for this code point: 0, 1 or 2 (UAX #11).
[[nodiscard]] int display_width(char32_t c);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_FOLD_H_
