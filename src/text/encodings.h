// Encoding labels and legacy converters. Private to the text layer; the only user of ICU's
// converters and of uchardet.
#ifndef IMPRIMATUR_TEXT_ENCODINGS_H_
#define IMPRIMATUR_TEXT_ENCODINGS_H_

#include "base/result.h"
#include "text/decode.h"

#include <array>
#include <string>
#include <string_view>

namespace imprimatur {

// Best guess for bytes that are not UTF-8: a WHATWG name.
[[nodiscard]] std::string guess_encoding(std::string_view bytes);

// The code point of each byte in a single-byte encoding; U+FFFD where it has none.
using ByteTable = std::array<char32_t, 256>;
[[nodiscard]] ByteTable byte_table(const std::string& encoding);

// Fills text, storage, map and the invalid counts of `out` from bytes in `encoding`, a WHATWG name
// other than utf-8 and utf-16. Errors: encoding (no converter for it).
[[nodiscard]] Result<void> convert_legacy(std::string_view bytes,
                                          const std::string& encoding,
                                          Decoded& out);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_ENCODINGS_H_
