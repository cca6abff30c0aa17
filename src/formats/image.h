// Images: the rights that their metadata state, as fields; no picture is decoded. JPEG (segments of
// Exif, XMP, IPTC IIM in Photoshop resources, comments, C2PA), PNG (text, eXIf), WebP and TIFF. An
// image without any is an empty document; met by chance it is unsupported. Offsets count bytes of
// the file. Specifications: ISO 10918-1, PNG 1.2, RIFF/WebP, TIFF 6.0, Exif 2.32, IPTC IIM 4.2.
#ifndef IMPRIMATUR_FORMATS_IMAGE_H_
#define IMPRIMATUR_FORMATS_IMAGE_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_jpeg_reader();
[[nodiscard]] std::unique_ptr<Reader> make_png_reader();
[[nodiscard]] std::unique_ptr<Reader> make_webp_reader();
[[nodiscard]] std::unique_ptr<Reader> make_tiff_reader();

[[nodiscard]] bool is_jpeg(std::string_view head);
[[nodiscard]] bool is_png(std::string_view head);
[[nodiscard]] bool is_webp(std::string_view head);
[[nodiscard]] bool is_tiff(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_IMAGE_H_
