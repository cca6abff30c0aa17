// How deep the elements of a page are nested at most, estimated from its tags before it is parsed:
// a parser's time grows with the depth, so that a page made to be deep must not reach it.
// Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_HTML_DEPTH_H_
#define IMPRIMATUR_FORMATS_HTML_DEPTH_H_

#include <cstddef>
#include <string_view>

namespace imprimatur {

// Never less than the real depth by more than a few; more where end tags are missing.
[[nodiscard]] std::size_t estimate_html_depth(std::string_view html);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_DEPTH_H_
