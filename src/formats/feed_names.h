// The vocabularies of feeds: one short name for each element, whatever the prefix, version or
// spelling of its namespace. Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_FEED_NAMES_H_
#define IMPRIMATUR_FORMATS_FEED_NAMES_H_

#include "formats/xml_events.h"

#include <string>
#include <string_view>

namespace imprimatur {

// "title" (RSS of any version), "atom:entry", "dc:rights", "media:credit", "wp:post_type".
// A prefix that is not declared is believed.
[[nodiscard]] std::string feed_name(const XmlElement& element);

// What an element means for an item.
struct FeedElement {
  enum class Kind : unsigned char {
    nothing,
    headline,
    body,     // HTML or text
    caption,  // of a picture or film: not the item's own
    id,       // of the item
    link,     // of the item
    rights,   // the name of Field is in `field`
    entry,    // an item begins
    source,   // the feed that an entry was taken from
    type,     // of a WordPress item
    hidden,   // nothing inside is the item's
  };
  Kind kind = Kind::nothing;
  std::string_view field = {};
  bool media = false;  // of a picture or film
};
[[nodiscard]] FeedElement feed_element(std::string_view name);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_FEED_NAMES_H_
