// How deep the elements of a page are nested at most, and how many attributes one has, estimated
// from its tags before it is parsed: a parser's time grows with either, so that a page made to be
// slow must not reach it.
// Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_HTML_DEPTH_H_
#define IMPRIMATUR_FORMATS_HTML_DEPTH_H_

#include <cstddef>
#include <string_view>

namespace imprimatur {

struct HtmlEstimate {
  std::size_t depth = 0;       // never less by more than a few; more where end tags are missing
  std::size_t attributes = 0;  // of the element with the most
};
[[nodiscard]] HtmlEstimate estimate_html(std::string_view html);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_DEPTH_H_
