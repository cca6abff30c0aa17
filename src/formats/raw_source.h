// The source of formats that are ASCII with other text escaped in it (mail, RTF). Private to the
// formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_RAW_SOURCE_H_
#define IMPRIMATUR_FORMATS_RAW_SOURCE_H_

#include "text/decode.h"

#include <string>
#include <string_view>

namespace imprimatur {

// UTF-8 of the same length, so that offsets stay: bytes of another charset, sent as they are, have
// no character here but keep their place.
[[nodiscard]] inline std::string as_raw_source(std::string_view bytes) {
  std::string text(bytes);
  if (!is_valid_utf8(bytes)) {
    for (char& c : text) {
      c = static_cast<unsigned char>(c) < 0x80 ? c : '?';
    }
  }
  return text;
}

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_RAW_SOURCE_H_
