// NITF 2.x and 3.x (IPTC News Industry Text Format): one document, with the zones of its elements
// and the rights of its head and body (formats/news_markup.h).
#ifndef IMPRIMATUR_FORMATS_NITF_H_
#define IMPRIMATUR_FORMATS_NITF_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_nitf_reader();

[[nodiscard]] bool is_nitf(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_NITF_H_
