// A zlib stream (RFC 1950) in memory, as PNG and ID3 pack their texts. Private to the formats
// layer. Pure; thread-safe.
#ifndef IMPRIMATUR_FORMATS_INFLATE_H_
#define IMPRIMATUR_FORMATS_INFLATE_H_

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace imprimatur {

// Errors: unreadable (damaged or cut short), limit (it holds more than `most` bytes).
[[nodiscard]] Result<std::string> inflate_text(std::string_view packed, std::size_t most);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_INFLATE_H_
