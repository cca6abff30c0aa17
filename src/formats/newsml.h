// News messages: NewsML-G2 (news and package items; items of concepts, events and catalogues hold
// no news), NewsML 1.x and AP's APPL: a document for each item, its text with zones, its rights as
// fields.
#ifndef IMPRIMATUR_FORMATS_NEWSML_H_
#define IMPRIMATUR_FORMATS_NEWSML_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_newsml_g2_reader();
[[nodiscard]] std::unique_ptr<Reader> make_newsml_reader();
[[nodiscard]] std::unique_ptr<Reader> make_appl_reader();

[[nodiscard]] bool is_newsml_g2(std::string_view head);
[[nodiscard]] bool is_newsml(std::string_view head);
[[nodiscard]] bool is_appl(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_NEWSML_H_
