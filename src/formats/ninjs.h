// News in JSON: ninjs 1.x to 3.x (IPTC) and AP's media API: a document for each item, alone, in a
// list or inside of an answer. Associated pictures and renditions speak of themselves. In other
// JSON an article (a title and a text) is an item, and where there is none, any object with a
// running text.
#ifndef IMPRIMATUR_FORMATS_NINJS_H_
#define IMPRIMATUR_FORMATS_NINJS_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_ninjs_reader();

[[nodiscard]] bool is_ninjs(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_NINJS_H_
