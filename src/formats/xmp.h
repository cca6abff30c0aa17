// XMP packets (ISO 16684-1): the rights properties of Dublin Core, Photoshop, XMP Rights, IPTC
// Extension, PLUS and Creative Commons as fields, in a packet inside another file or by itself (a
// sidecar, .xmp). Values are what the packet says, in every language it says it.
#ifndef IMPRIMATUR_FORMATS_XMP_H_
#define IMPRIMATUR_FORMATS_XMP_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

// `packet`: valid UTF-8; `base`: where it begins in the document's source.
[[nodiscard]] Result<void> read_xmp(std::string_view packet, std::size_t base, Document& document);

[[nodiscard]] std::unique_ptr<Reader> make_xmp_reader();
[[nodiscard]] bool is_xmp(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_XMP_H_
