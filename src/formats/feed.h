// Feeds: RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287), with Media RSS, Dublin Core, the Creative Commons
// modules, and WordPress' export (WXR): a document for each item, with the rights that the feed as
// a whole claims where the item has none of its own (RFC 4287, section 4.2.10).
#ifndef IMPRIMATUR_FORMATS_FEED_H_
#define IMPRIMATUR_FORMATS_FEED_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_feed_reader();

[[nodiscard]] bool is_feed(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_FEED_H_
