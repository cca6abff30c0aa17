// The first element of an XML document, for detection by content. Private to the formats layer.
// Pure.
#ifndef IMPRIMATUR_FORMATS_XML_SNIFF_H_
#define IMPRIMATUR_FORMATS_XML_SNIFF_H_

#include <string>
#include <string_view>

namespace imprimatur {

// The root's start tag as written (NULs of UTF-16 left out), without "<"; cut where `head` is.
// Empty: what begins here is no XML.
[[nodiscard]] std::string xml_root(std::string_view head);

// The name in `root`, without prefix.
[[nodiscard]] std::string_view xml_root_name(std::string_view root);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_XML_SNIFF_H_
