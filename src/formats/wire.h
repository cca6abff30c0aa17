// Wire messages as desks receive them: IPTC 7901 and ANPA 1312. SOH begins a header, STX the text,
// ETX ends it, EOT the message. A document for each message; its header is metadata, what only
// machines read (controls, ANPA's "^", "<" and "=") is left out.
#ifndef IMPRIMATUR_FORMATS_WIRE_H_
#define IMPRIMATUR_FORMATS_WIRE_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_wire_reader();

[[nodiscard]] bool is_wire(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_WIRE_H_
