// The keys of a LiteralTable: how a few bytes are hashed, and which places of a text the map of
// hashes lets through. Private to the text layer.
#ifndef IMPRIMATUR_TEXT_LITERAL_KEYS_H_
#define IMPRIMATUR_TEXT_LITERAL_KEYS_H_

#include <cstddef>
#include <cstdint>

namespace imprimatur {

// The text is asked at every second byte.
inline constexpr std::size_t kKeyStride = 2;
inline constexpr std::uint32_t kFirstMultiplier = 0x9E3779B1U;
inline constexpr std::uint32_t kLastMultiplier = 0x85EBCA77U;

// What is hashed of a key of at most four bytes, or of the first four of a longer one.
constexpr std::uint32_t key_mask(std::size_t key_bytes) {
  return key_bytes >= 4 ? ~std::uint32_t{0} : (std::uint32_t{1} << (8 * key_bytes)) - 1;
}

// Of the first bytes of `word`, the first one lowest. The highest bits are the best ones.
constexpr std::uint32_t key_hash(std::uint64_t word, std::size_t key_bytes) {
  const auto first = static_cast<std::uint32_t>(word) & key_mask(key_bytes);
  const std::uint32_t hash = first * kFirstMultiplier;
  return key_bytes <= 4
             ? hash
             : hash + static_cast<std::uint32_t>(word >> (8 * (key_bytes - 4))) * kLastMultiplier;
}

[[nodiscard]] bool has_fast_keys();
// Writes the places in `text`, counted from it, at which `map` has the hash, and returns how many
// they are: of `size` bytes, of which the last ones that do not fill a block of kKeyBlock are left
// out. So many bytes behind them are read, and so many places more are written to.
inline constexpr std::size_t kKeyBlock = 16;
inline constexpr std::size_t kKeyRoom = 8;
// Only if has_fast_keys(). `shift`: of a hash to a bit of the map.
[[nodiscard]] std::size_t find_keys_fast(const char* text,
                                         std::size_t size,
                                         std::size_t key_bytes,
                                         const std::uint64_t* map,
                                         unsigned shift,
                                         std::uint16_t* places);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_LITERAL_KEYS_H_
