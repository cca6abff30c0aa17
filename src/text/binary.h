// Tells binary data from text. Private to the text layer.
#ifndef IMPRIMATUR_TEXT_BINARY_H_
#define IMPRIMATUR_TEXT_BINARY_H_

#include <string_view>

namespace imprimatur {

// What kind of file the bytes begin like ("PNG image"), else empty.
[[nodiscard]] std::string_view recognise_magic(std::string_view bytes);

// "binary data" if the bytes are no text, else empty. Expects that UTF-16 and UTF-32 were ruled
// out, as NUL bytes count as binary.
[[nodiscard]] std::string_view recognise_binary(std::string_view bytes);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_BINARY_H_
