// ImageFields: what the blocks of metadata inside an image or audio file say about rights. Every
// reader takes a block by where it stands in the file and leaves what does not fit into it. Private
// to the formats layer.
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
  // The same for a text that is not written as it is (packed, or in another encoding); `written`:
  // all that stands for it.
  void add(std::string_view name, std::string_view text, Span written);
  void read_xmp_packet(Span block);
  // XML with rights in it, XMP or RSL by itself, that is not written as it is.
  void read_xml(std::string_view text, Span written);
  // RSL that stands in a text by itself; false: the text is none.
  [[nodiscard]] static bool is_rsl(std::string_view text);
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
