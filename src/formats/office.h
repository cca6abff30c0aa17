// Office files: Word and PowerPoint (ISO 29500, .docx, .pptx) and OpenDocument (ISO 26300, .odt and
// its kin). Visible text with headings, captions, quotations, headers and footers as zones; deleted
// and hidden text and comments are left out; the properties of the package are fields. Offsets
// count bytes of the XML members, the main text first (src/design/0015-containers.md).
#ifndef IMPRIMATUR_FORMATS_OFFICE_H_
#define IMPRIMATUR_FORMATS_OFFICE_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_office_open_reader();
[[nodiscard]] std::unique_ptr<Reader> make_open_document_reader();

[[nodiscard]] bool is_office_open(std::string_view head);
[[nodiscard]] bool is_open_document(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_OFFICE_H_
