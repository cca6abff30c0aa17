// Spreadsheets (ISO 29500, .xlsx): the words in cells, text boxes, printed headers and footers, and
// the properties of the package. Offsets count bytes of the XML members, the texts that cells share
// first (src/design/0015-containers.md).
#ifndef IMPRIMATUR_FORMATS_SPREADSHEET_H_
#define IMPRIMATUR_FORMATS_SPREADSHEET_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_spreadsheet_reader();

[[nodiscard]] bool is_spreadsheet(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_SPREADSHEET_H_
