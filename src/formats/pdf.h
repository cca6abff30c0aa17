// PDF (ISO 32000) by poppler's pdftotext, which the caller lets run (ReadOptions::program): text in
// reading order, pages one behind the other. XMP that stands unpacked in the file gives fields. The
// document's source is that text, with the XMP behind it: a PDF's bytes cannot be pointed into.
#ifndef IMPRIMATUR_FORMATS_PDF_H_
#define IMPRIMATUR_FORMATS_PDF_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_pdf_reader();
[[nodiscard]] bool is_pdf(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_PDF_H_
