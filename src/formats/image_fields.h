// ImageFields: what the blocks of metadata inside an image say about rights. Every reader takes a
// block by where it stands in the file and leaves what does not fit into it. Private to the formats
// layer.
#ifndef IMPRIMATUR_FORMATS_IMAGE_FIELDS_H_
#define IMPRIMATUR_FORMATS_IMAGE_FIELDS_H_

#include "formats/document.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace imprimatur {

class ImageFields {
 public:
  explicit ImageFields(std::string_view file, Document& document)
      : file_(file), document_(document) {}

  // Text in any encoding, as of PNG's tEXt and JPEG's comment.
  void add(std::string_view name, Span value);
  void read_xmp_packet(Span block);
  // An IPTC IIM record stream.
  void read_iim(Span block);
  // Photoshop's image resources ("8BIM").
  void read_photoshop(Span block);
  // A TIFF header with its directory, as in Exif.
  void read_tiff(Span block);
  // A C2PA manifest: the entries of its training and mining assertion, as written.
  void read_c2pa(Span block);

  void damaged(std::string what);

  // Numbers of 2 or 4 bytes; 0 outside the file.
  [[nodiscard]] std::size_t number(std::size_t at, std::size_t size, bool little) const;

 private:
  std::string_view file_;
  Document& document_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_IMAGE_FIELDS_H_
