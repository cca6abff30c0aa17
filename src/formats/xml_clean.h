// What real XML holds and the standard forbids, taken out before the parser sees it, byte for byte,
// so that places stay true. Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_XML_CLEAN_H_
#define IMPRIMATUR_FORMATS_XML_CLEAN_H_

#include "text/span.h"

#include <string>
#include <string_view>

namespace imprimatur {

// Stands for an "&" that begins no reference of XML. No other character of cleaned text is it.
inline constexpr char kLooseAmpersand = '\x7F';

// `utf8` itself, or its cleaned copy in `storage`, of the same length.
[[nodiscard]] std::string_view clean_xml(std::string_view utf8, std::string& storage);

struct XmlReference {
  std::string value;  // empty: it is an "&" and nothing more
  std::size_t length = 1;
};
// At a loose "&": HTML's named references and numbers that XML does not know.
[[nodiscard]] XmlReference read_loose_ampersand(std::string_view text, std::size_t at);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_XML_CLEAN_H_
