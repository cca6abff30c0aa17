// A gram: a piece of three bytes of shadow text as a number of twelve bits, by which a text and a
// phrase are compared without the phrase being searched for. Pure.
#ifndef IMPRIMATUR_TEXT_GRAM_H_
#define IMPRIMATUR_TEXT_GRAM_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace imprimatur {

inline constexpr std::size_t kGram = 3;          // bytes
inline constexpr std::size_t kGramCount = 4096;  // different numbers

// `bytes`: three, the first one lowest; what stands above them does not count. Of blanks and line
// breaks, which are the same to phrases, the caller makes blanks.
constexpr std::uint32_t gram_of(std::uint32_t bytes) {
  constexpr std::uint32_t kMultiplier = 0x9E3779B1U;
  constexpr unsigned kShift = 32 - 12;
  return ((bytes & 0xFFFFFFU) * kMultiplier) >> kShift;
}

// The four bytes at `at`, the first one lowest.
inline std::uint32_t little_word(const char* at) {
  std::uint32_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return std::endian::native == std::endian::little ? word : __builtin_bswap32(word);
}

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_GRAM_H_
