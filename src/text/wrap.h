// Tells a line break that only wraps running text from one that ends a line for good.
// Pure; thread-safe.
#ifndef IMPRIMATUR_TEXT_WRAP_H_
#define IMPRIMATUR_TEXT_WRAP_H_

#include <cstddef>
#include <string_view>

namespace imprimatur {

// `at`: of a '\n' in `text` (valid UTF-8). Judged by the lines on either side alone, in a time that
// does not grow with the text. A credit, a byline or a notice below a paragraph is a line of its
// own even where the paragraph lacks its full stop.
[[nodiscard]] bool is_wrap(std::string_view text, std::size_t at);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_WRAP_H_
