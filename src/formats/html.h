// HTML pages (WHATWG HTML; the parser and why: src/design/0012-html-parser.md): visible text with
// the zones and scopes that elements, roles and class names tell, and machine-readable rights.
#ifndef IMPRIMATUR_FORMATS_HTML_H_
#define IMPRIMATUR_FORMATS_HTML_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_html_reader();

// Strict: a text that shows or quotes some tags is no page.
[[nodiscard]] bool is_html(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_H_
