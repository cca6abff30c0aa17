// Steps over UTF-8 that may be invalid. Private to the text layer.
#ifndef IMPRIMATUR_TEXT_UTF8_H_
#define IMPRIMATUR_TEXT_UTF8_H_

#include <cstddef>
#include <string_view>

namespace imprimatur {

// One character, or one maximal subpart of an ill-formed sequence (Unicode 3.9, U+FFFD practice).
struct Utf8Step {
  std::size_t length = 1;
  bool valid = false;
};
[[nodiscard]] Utf8Step utf8_step(std::string_view bytes, std::size_t at);

// Number of bytes before the first one that is not ASCII.
[[nodiscard]] std::size_t ascii_prefix(std::string_view bytes);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_UTF8_H_
