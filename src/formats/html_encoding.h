// The encoding that a page declares for itself (WHATWG HTML, "prescan a byte stream").
// Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_HTML_ENCODING_H_
#define IMPRIMATUR_FORMATS_HTML_ENCODING_H_

#include <string>
#include <string_view>

namespace imprimatur {

// The label in <meta charset>, <meta http-equiv> or an XML declaration; empty if there is none, or
// if it cannot be true: UTF-16 in a page whose bytes show it in ASCII, or another encoding in one
// that is well-formed UTF-8 beyond ASCII (pages that were converted keep the old label).
[[nodiscard]] std::string declared_html_encoding(std::string_view bytes);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_ENCODING_H_
