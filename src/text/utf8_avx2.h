// is_valid_utf8() with AVX2, where the machine has it. Private to the text layer.
#ifndef IMPRIMATUR_TEXT_UTF8_AVX2_H_
#define IMPRIMATUR_TEXT_UTF8_AVX2_H_

#include <string_view>

namespace imprimatur {

[[nodiscard]] bool has_fast_utf8();
// Only if has_fast_utf8().
[[nodiscard]] bool is_valid_utf8_fast(std::string_view bytes);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_UTF8_AVX2_H_
