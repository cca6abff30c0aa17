// Characters written as something else: references (&copy; &#169; &amp;copy;), their broken tails
// ("amp;#39;"), escapes ("\\(co", "\\copyright", "\\u00a9"), and mojibake (UTF-8 read as
// windows-1252). Private to the text layer.
#ifndef IMPRIMATUR_TEXT_REFERENCES_H_
#define IMPRIMATUR_TEXT_REFERENCES_H_

#include <cstddef>
#include <string_view>

namespace imprimatur {

struct Reference {
  char32_t c = 0;
  std::size_t length = 0;  // bytes of the text that stand for `c`; 0: no reference here
};

// At an '&'. "&amp;" may be repeated before the name, as feeds escape twice.
[[nodiscard]] Reference read_reference(std::string_view text, std::size_t at);

// At a '#', or at a letter that begins a word: a reference that lost its '&'.
[[nodiscard]] Reference read_reference_tail(std::string_view text, std::size_t at);

// At a '\\': the copyright sign of troff and TeX, or a character beyond ASCII as JSON escapes it.
[[nodiscard]] Reference read_escape(std::string_view text, std::size_t at);

// At one of the letters U+00C2 to U+00C5, U+00C3 or U+00E2 that begin mojibake.
[[nodiscard]] Reference read_mojibake(std::string_view text, std::size_t at);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_REFERENCES_H_
