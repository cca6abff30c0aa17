// Validation by table lookup, after J. Keiser and D. Lemire, "Validating UTF-8 in less than one
// instruction per byte" (2021): three tables, indexed by the nibbles of two neighbouring bytes,
// give the errors that each nibble allows; what all three allow is an error.
#include "text/utf8_avx2.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <array>
#include <cstdint>

#define IMPRIMATUR_AVX2 __attribute__((target("avx2")))
#define IMPRIMATUR_AVX2_INLINE __attribute__((target("avx2"), always_inline)) inline

namespace imprimatur {

namespace {

using Bytes = __m256i;
using Table = std::array<std::uint8_t, 16>;

constexpr std::uint8_t kTooShort = 1 << 0;      // lead without continuation
constexpr std::uint8_t kTooLong = 1 << 1;       // continuation behind ASCII
constexpr std::uint8_t kOverlong3 = 1 << 2;     // E0 80-9F
constexpr std::uint8_t kTooLarge = 1 << 3;      // F4 90-BF, F5 and on
constexpr std::uint8_t kSurrogate = 1 << 4;     // ED A0-BF
constexpr std::uint8_t kOverlong2 = 1 << 5;     // C0, C1
constexpr std::uint8_t kTooLarge1000 = 1 << 6;  // F5-FF 80-8F
constexpr std::uint8_t kOverlong4 = 1 << 6;     // F0 80-8F
constexpr std::uint8_t kTwoContinuations = 1 << 7;
constexpr std::uint8_t kCarry = kTooShort | kTooLong | kTwoContinuations;

constexpr Table kFirstHigh = {kTooLong,
                              kTooLong,
                              kTooLong,
                              kTooLong,
                              kTooLong,
                              kTooLong,
                              kTooLong,
                              kTooLong,
                              kTwoContinuations,
                              kTwoContinuations,
                              kTwoContinuations,
                              kTwoContinuations,
                              kTooShort | kOverlong2,
                              kTooShort,
                              kTooShort | kOverlong3 | kSurrogate,
                              kTooShort | kTooLarge | kTooLarge1000 | kOverlong4};

constexpr std::uint8_t kLarge = kCarry | kTooLarge | kTooLarge1000;
constexpr Table kFirstLow = {kCarry | kOverlong3 | kOverlong2 | kOverlong4,
                             kCarry | kOverlong2,
                             kCarry,
                             kCarry,
                             kCarry | kTooLarge,
                             kLarge,
                             kLarge,
                             kLarge,
                             kLarge,
                             kLarge,
                             kLarge,
                             kLarge,
                             kLarge,
                             kLarge | kSurrogate,
                             kLarge,
                             kLarge};

constexpr std::uint8_t kSecond = kTooLong | kOverlong2 | kTwoContinuations;
constexpr Table kSecondHigh = {kTooShort,
                               kTooShort,
                               kTooShort,
                               kTooShort,
                               kTooShort,
                               kTooShort,
                               kTooShort,
                               kTooShort,
                               kSecond | kOverlong3 | kTooLarge1000 | kOverlong4,
                               kSecond | kOverlong3 | kTooLarge,
                               kSecond | kSurrogate | kTooLarge,
                               kSecond | kSurrogate | kTooLarge,
                               kTooShort,
                               kTooShort,
                               kTooShort,
                               kTooShort};

IMPRIMATUR_AVX2_INLINE Bytes load(const char* at) {
  Bytes bytes;
  __builtin_memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

IMPRIMATUR_AVX2_INLINE Bytes load_table(const Table& table) {
  __m128i half;
  __builtin_memcpy(&half, table.data(), sizeof half);
  return _mm256_broadcastsi128_si256(half);
}

IMPRIMATUR_AVX2_INLINE Bytes all(unsigned byte) {
  return _mm256_set1_epi8(static_cast<char>(byte));
}

IMPRIMATUR_AVX2_INLINE Bytes high_nibbles(Bytes v) {
  return _mm256_and_si256(_mm256_srli_epi16(v, 4), all(0x0F));
}

struct Tables {
  Bytes first_high;
  Bytes first_low;
  Bytes second_high;
};

// `v` and the 32 bytes before it: non-zero bytes are errors.
IMPRIMATUR_AVX2_INLINE Bytes errors(Bytes v, Bytes before, const Tables& tables) {
  const Bytes joint = _mm256_permute2x128_si256(before, v, 0x21);
  const Bytes one_back = _mm256_alignr_epi8(v, joint, 15);
  const Bytes two_back = _mm256_alignr_epi8(v, joint, 14);
  const Bytes three_back = _mm256_alignr_epi8(v, joint, 13);
  const Bytes low = _mm256_and_si256(one_back, all(0x0F));
  const Bytes special = _mm256_and_si256(
      _mm256_and_si256(_mm256_shuffle_epi8(tables.first_high, high_nibbles(one_back)),
                       _mm256_shuffle_epi8(tables.first_low, low)),
      _mm256_shuffle_epi8(tables.second_high, high_nibbles(v)));
  // The third and fourth bytes of a character must follow a continuation, no others may.
  const Bytes third = _mm256_subs_epu8(two_back, all(0xE0 - 0x80));
  const Bytes fourth = _mm256_subs_epu8(three_back, all(0xF0 - 0x80));
  const Bytes must = _mm256_and_si256(_mm256_or_si256(third, fourth), all(0x80));
  return _mm256_xor_si256(must, special);
}

IMPRIMATUR_AVX2_INLINE bool is_ascii(Bytes v) {
  return _mm256_movemask_epi8(v) == 0;
}

}  // namespace

bool has_fast_utf8() {
  return __builtin_cpu_supports("avx2") != 0;
}

IMPRIMATUR_AVX2 bool is_valid_utf8_fast(std::string_view bytes) {
  const Tables tables{load_table(kFirstHigh), load_table(kFirstLow), load_table(kSecondHigh)};
  Bytes error = _mm256_setzero_si256();
  Bytes before = _mm256_setzero_si256();
  std::size_t at = 0;
  for (; at + 64 <= bytes.size(); at += 64) {
    const Bytes low = load(bytes.data() + at);
    const Bytes high = load(bytes.data() + at + 32);
    if (is_ascii(_mm256_or_si256(low, _mm256_or_si256(high, before)))) {
      before = high;
      continue;
    }
    error = _mm256_or_si256(error, errors(low, before, tables));
    error = _mm256_or_si256(error, errors(high, low, tables));
    before = high;
    if ((at & 0xFFFF) == 0 && _mm256_testz_si256(error, error) == 0) {
      return false;
    }
  }
  // The rest, followed by NULs, which show a character that is cut off.
  std::array<char, 96> rest{};
  const std::string_view tail = bytes.substr(at);
  __builtin_memcpy(rest.data(), tail.data(), tail.size());
  for (std::size_t i = 0; i < rest.size(); i += 32) {
    const Bytes v = load(rest.data() + i);
    error = _mm256_or_si256(error, errors(v, before, tables));
    before = v;
  }
  return _mm256_testz_si256(error, error) != 0;
}

}  // namespace imprimatur

#else

namespace imprimatur {

bool has_fast_utf8() {
  return false;
}
bool is_valid_utf8_fast(std::string_view) {
  return false;
}

}  // namespace imprimatur

#endif
