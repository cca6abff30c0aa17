// The fast half of disguise.cc: bytes at which a disguise may begin, 64 bytes at a time. Private to
// the text layer.
#ifndef IMPRIMATUR_TEXT_SUSPECTS_H_
#define IMPRIMATUR_TEXT_SUSPECTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace imprimatur {

// Bit i is set if text[block + i] needs the careful look; too many bits cost time, too few miss.
[[nodiscard]] std::uint64_t find_suspects(std::string_view text, std::size_t block);

// The careful look. `at` may be inside a character.
[[nodiscard]] bool confirm_disguise(std::string_view text, std::size_t at);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_SUSPECTS_H_
