// Rich Text Format (Microsoft, version 1.9.1): visible text with headers and footers as zones;
// Unicode escapes and code pages by font; hidden and deleted text and all that is no text is left
// out. Custom properties are fields. Positions count bytes of the file.
#ifndef IMPRIMATUR_FORMATS_RTF_H_
#define IMPRIMATUR_FORMATS_RTF_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_rtf_reader();
[[nodiscard]] bool is_rtf(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_RTF_H_
