// Pages that stand in a page themselves: in an attribute (srcdoc) or in an address that holds its
// content (data:, RFC 2397). Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_HTML_FRAME_H_
#define IMPRIMATUR_FORMATS_HTML_FRAME_H_

#include "base/result.h"
#include "formats/html_parser.h"
#include "text/span.h"

#include <cstddef>
#include <string>
#include <vector>

namespace imprimatur {

struct FrameWords {
  std::string text;
  Span at;             // in the inner page's markup
  bool block = false;  // begins one
};

struct HtmlFrame {
  const HtmlAttribute* page = nullptr;  // that holds it, of the element; null: there is none
  bool plain = false;                   // the attribute's value is the markup
  std::vector<FrameWords> words;
};

// `depth`: how deep the frame stands, 1-based. Errors: limit (frames in frames), unreadable (a
// document of a type that is not read), those of the parser.
[[nodiscard]] Result<HtmlFrame> read_html_frame(const HtmlElement& element, std::size_t depth);

// The frame's page is not elsewhere.
[[nodiscard]] bool holds_its_page(const HtmlElement& element);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_FRAME_H_
