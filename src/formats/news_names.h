// What the elements of NewsML-G2, NewsML 1 and AP's APPL mean; the three share most names.
// Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_NEWS_NAMES_H_
#define IMPRIMATUR_FORMATS_NEWS_NAMES_H_

#include "base/terms.h"

#include <optional>
#include <string_view>

namespace imprimatur {

struct NewsElement {
  enum class Kind : unsigned char {
    nothing,
    item,         // a document begins
    other_item,   // of concepts, events, catalogues: no news
    hidden,       // nothing inside belongs to the item
    text,         // of `zone`
    description,  // a caption or summary, by its role
    field,        // of that name
    markup,       // NITF, XHTML, or text in one piece
    rights,       // whose parts may be limited to parts of the item
    part,         // metadata of a part
    component,    // of NewsML 1: a story, or a picture beside it
    media,        // what kind a component is
    picture,      // content that is a picture or film
    change,       // of the status, in the future
    policy,       // a rights expression
  };
  Kind kind = Kind::nothing;
  std::string_view field = {};
  std::optional<Zone> zone = std::nullopt;
};

// `name`: lower case, without prefix.
[[nodiscard]] NewsElement news_element(std::string_view name);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_NEWS_NAMES_H_
