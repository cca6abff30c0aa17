// The fast half of disguise.cc: bytes at which a disguise may begin, 64 bytes at a time. Private to
// the text layer.
#ifndef IMPRIMATUR_TEXT_SUSPECTS_H_
#define IMPRIMATUR_TEXT_SUSPECTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace imprimatur {

// 64 bytes from `block` on; bit i of `bits` is set if text[block + i] needs the careful look.
struct Suspects {
  std::size_t block = 0;
  std::uint64_t bits = 0;
};

// The next block at or after `block` (a multiple of 64) with a suspect; block >= text.size() if
// there is none.
[[nodiscard]] Suspects next_suspects(std::string_view text, std::size_t block);

// The same one block at a time and byte by byte: for the edges, other machines, and as the measure
// of the fast one in tests.
[[nodiscard]] std::uint64_t plain_suspects(std::string_view text, std::size_t block);

// The careful look. `at` is the first byte of a character.
[[nodiscard]] bool confirm_disguise(std::string_view text, std::size_t at);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_SUSPECTS_H_
