// Eight places at once: their bytes are shuffled into lanes, hashed, and the map is gathered from.
#include "text/literal_keys.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <array>
#include <bit>

#define IMPRIMATUR_AVX2 __attribute__((target("avx2,popcnt")))

namespace imprimatur {
namespace {

constexpr std::size_t kLanes = 8;

// For each set of lanes their numbers, one a byte, the lowest first.
constexpr std::array<std::uint64_t, 256> make_numbers() {
  std::array<std::uint64_t, 256> numbers{};
  for (std::size_t lanes = 0; lanes < numbers.size(); ++lanes) {
    unsigned shift = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if ((lanes >> lane & 1U) != 0) {
        numbers[lanes] |= std::uint64_t{lane} << shift;
        shift += 8;
      }
    }
  }
  return numbers;
}
constexpr std::array<std::uint64_t, 256> kNumbers = make_numbers();

// Where the bytes of four words stand that begin at `first` and at every second byte behind it.
constexpr std::array<std::uint8_t, 16> make_words(std::size_t first) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(first + kKeyStride * (i / 4) + i % 4);
  }
  return bytes;
}

template <std::size_t KeyBytes>
IMPRIMATUR_AVX2 std::size_t find_keys(const char* text,
                                      std::size_t size,
                                      const std::uint64_t* map,
                                      unsigned shift,
                                      std::uint16_t* places) {
  const auto load = [&](std::size_t at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at));
  };
  const auto lanes_of = [](const std::array<std::uint8_t, 16>& bytes) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data()));
  };
  constexpr auto kFirst = make_words(0);
  constexpr auto kLast = make_words(KeyBytes > 4 ? KeyBytes - 4 : 0);
  const __m256i first_words = _mm256_broadcastsi128_si256(lanes_of(kFirst));
  const __m256i last_words = _mm256_broadcastsi128_si256(lanes_of(kLast));
  const __m256i mask = _mm256_set1_epi32(static_cast<int>(key_mask(KeyBytes)));
  const __m256i first_multiplier = _mm256_set1_epi32(static_cast<int>(kFirstMultiplier));
  const __m256i last_multiplier = _mm256_set1_epi32(static_cast<int>(kLastMultiplier));
  const __m128i shifts = _mm_cvtsi32_si128(static_cast<int>(shift));
  std::size_t found = 0;
  for (std::size_t at = 0; at + kKeyBlock <= size; at += kKeyBlock) {
    const __m256i bytes = _mm256_set_m128i(load(at + kKeyBlock / 2), load(at));
    const __m256i first = _mm256_and_si256(_mm256_shuffle_epi8(bytes, first_words), mask);
    __m256i hash = _mm256_mullo_epi32(first, first_multiplier);
    if constexpr (KeyBytes > 4) {
      hash = _mm256_add_epi32(
          hash, _mm256_mullo_epi32(_mm256_shuffle_epi8(bytes, last_words), last_multiplier));
    }
    const __m256i bit = _mm256_srl_epi32(hash, shifts);
    const __m256i words = _mm256_i32gather_epi32(
        reinterpret_cast<const int*>(map), _mm256_srli_epi32(bit, 5), sizeof(int));
    const __m256i there = _mm256_srlv_epi32(words, _mm256_and_si256(bit, _mm256_set1_epi32(31)));
    const auto lanes = static_cast<unsigned>(
        _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_slli_epi32(there, 31))));
    const __m128i numbers =
        _mm_cvtepu8_epi16(_mm_cvtsi64_si128(static_cast<long long>(kNumbers[lanes])));
    const __m128i offsets =
        _mm_add_epi16(_mm_slli_epi16(numbers, 1), _mm_set1_epi16(static_cast<short>(at)));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(places + found), offsets);
    found += static_cast<std::size_t>(__builtin_popcount(lanes));
  }
  return found;
}

}  // namespace

bool has_fast_keys() {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("popcnt") != 0;
}

std::size_t find_keys_fast(const char* text,
                           std::size_t size,
                           std::size_t key_bytes,
                           const std::uint64_t* map,
                           unsigned shift,
                           std::uint16_t* places) {
  switch (key_bytes) {
    case 6:
      return find_keys<6>(text, size, map, shift, places);
    case 4:
      return find_keys<4>(text, size, map, shift, places);
    case 3:
      return find_keys<3>(text, size, map, shift, places);
    default:
      return find_keys<2>(text, size, map, shift, places);
  }
}

}  // namespace imprimatur

#else

namespace imprimatur {

bool has_fast_keys() {
  return false;
}

std::size_t find_keys_fast(
    const char*, std::size_t, std::size_t, const std::uint64_t*, unsigned, std::uint16_t*) {
  return 0;
}

}  // namespace imprimatur

#endif
