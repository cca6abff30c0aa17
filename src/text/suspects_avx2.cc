#include "text/suspects_avx2.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define IMPRIMATUR_AVX2 __attribute__((target("avx2")))
#define IMPRIMATUR_AVX2_INLINE __attribute__((target("avx2"), always_inline)) inline

namespace imprimatur {

namespace {

using Bytes = __m256i;

IMPRIMATUR_AVX2_INLINE Bytes all(unsigned byte) {
  return _mm256_set1_epi8(static_cast<char>(byte));
}

IMPRIMATUR_AVX2_INLINE Bytes load(const char* at) {
  Bytes bytes;
  __builtin_memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

IMPRIMATUR_AVX2_INLINE Bytes is(Bytes v, unsigned byte) {
  return _mm256_cmpeq_epi8(v, all(byte));
}

IMPRIMATUR_AVX2_INLINE Bytes in(Bytes v, unsigned first, unsigned last) {
  const Bytes from_first = _mm256_sub_epi8(v, all(first));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(from_first, all(last - first)), from_first);
}

IMPRIMATUR_AVX2_INLINE Bytes both(Bytes a, Bytes b) {
  return _mm256_and_si256(a, b);
}
IMPRIMATUR_AVX2_INLINE Bytes any(Bytes a, Bytes b) {
  return _mm256_or_si256(a, b);
}

IMPRIMATUR_AVX2_INLINE std::uint32_t mask(Bytes v) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(v));
}

IMPRIMATUR_AVX2_INLINE Bytes letters(Bytes v) {
  return in(any(v, all(0x20)), 'a', 'z');
}

IMPRIMATUR_AVX2_INLINE bool has_letters(const char* block) {
  return mask(any(letters(load(block)), letters(load(block + 32)))) != 0;
}

IMPRIMATUR_AVX2_INLINE Bytes ascii_suspects(const char* at, Bytes v) {
  const Bytes line_end = any(is(v, '\n'), is(v, '\r'));
  const Bytes broken = both(line_end, is(load(at - 1), '-'));
  return any(any(is(v, '&'), is(v, '*')), any(is(v, '`'), broken));
}

// Characters led by E2 and EF: frequent in honest text too, so judged by all three bytes.
IMPRIMATUR_AVX2_INLINE Bytes triples(Bytes v, Bytes next, Bytes third) {
  const Bytes punctuation = both(is(next, 0x80), any(in(third, 0x8B, 0x90), in(third, 0xAA, 0xAE)));
  const Bytes joiners = both(is(next, 0x81), in(third, 0xA0, 0xBF));
  const Bytes signs =
      any(both(is(next, 0x92), is(third, 0xB8)), both(is(next, 0x93), is(third, 0x92)));
  const Bytes e2 = any(any(punctuation, joiners), any(in(next, 0x83, 0x85), signs));
  const Bytes wide =
      any(both(is(next, 0xBC), in(third, 0xA1, 0xBF)), both(is(next, 0xBD), in(third, 0x81, 0xBF)));
  const Bytes ef = any(any(in(next, 0xAD, 0xBB), is(next, 0xBE)), wide);
  return any(both(is(v, 0xE2), e2), both(is(v, 0xEF), ef));
}

// Non-zero at the leads that triples() and others() look for, but for C3, E1 and E3, which are
// common letters of some languages: most blocks of Cyrillic or Arabic have none.
IMPRIMATUR_AVX2_INLINE Bytes rare_leads(Bytes v) {
  // By high nibble: C 1, D 2, E 4, F 8; by low nibble: the leads of each.
  const Bytes by_high = _mm256_setr_epi8(0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         1,
                                         2,
                                         4,
                                         8,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         0,
                                         1,
                                         2,
                                         4,
                                         8);
  const Bytes by_low = _mm256_setr_epi8(8,
                                        0,
                                        5,
                                        8,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        2,
                                        4,
                                        0,
                                        1,
                                        1,
                                        0,
                                        4,
                                        8,
                                        0,
                                        5,
                                        8,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        2,
                                        4,
                                        0,
                                        1,
                                        1,
                                        0,
                                        4);
  const Bytes high = both(_mm256_srli_epi16(v, 4), all(0x0F));
  return both(_mm256_shuffle_epi8(by_high, high), _mm256_shuffle_epi8(by_low, both(v, all(0x0F))));
}

// C3, E1 and E3 before the bytes that make them suspects.
IMPRIMATUR_AVX2_INLINE Bytes common_leads(Bytes v, Bytes next, Bytes third) {
  const Bytes e1 = any(any(in(next, 0x8E, 0x8F), in(next, 0xAA, 0xAB)),
                       any(any(is(next, 0xA0), is(next, 0xB4)), is(next, 0xB7)));
  const Bytes voicing = both(both(is(v, 0xE3), is(next, 0x82)), in(third, 0x99, 0x9A));
  return any(any(both(is(v, 0xC3), in(next, 0x83, 0x85)), both(is(v, 0xE1), e1)), voicing);
}

// The other leads: rare, or rare in front of such a byte.
IMPRIMATUR_AVX2_INLINE Bytes others(Bytes v, Bytes next) {
  const Bytes combining = any(in(v, 0xCC, 0xCD), is(v, 0xF3));
  const Bytes hyphen = both(is(v, 0xC2), is(next, 0xAD));
  const Bytes tatweel = both(is(v, 0xD9), is(next, 0x80));
  const Bytes rest = any(both(is(v, 0xEA), is(next, 0x93)), both(is(v, 0xF0), is(next, 0x9D)));
  return any(any(combining, hyphen), any(tatweel, rest));
}

// 32 bytes; `near` has all bits set if Latin letters are near.
IMPRIMATUR_AVX2_INLINE std::uint32_t half(const char* at, bool latin_near) {
  const Bytes v = load(at);
  const Bytes previous = load(at - 1);
  const Bytes next = load(at + 1);
  const Bytes third = load(at + 2);
  Bytes suspects = any(common_leads(v, next, third), ascii_suspects(at, v));
  const Bytes rare = rare_leads(v);
  if (_mm256_testz_si256(rare, rare) == 0) {
    suspects = any(suspects, any(triples(v, next, third), others(v, next)));
  }
  std::uint32_t bits = mask(suspects);
  if (latin_near) {
    const Bytes look_alike = in(v, 0xCE, 0xD6);
    const std::uint32_t after_ascii = ~mask(previous);
    const Bytes behind = both(letters(v), in(load(at - 2), 0xCE, 0xD6));
    bits |= (mask(look_alike) & after_ascii) | (mask(behind) & ~after_ascii);
  }
  return bits;
}

}  // namespace

bool has_fast_suspects() {
  return __builtin_cpu_supports("avx2") != 0;
}

IMPRIMATUR_AVX2 Suspects fast_suspects(std::string_view text, std::size_t block) {
  for (; block + 130 <= text.size(); block += 64) {
    const char* at = text.data() + block;
    const Bytes low = load(at);
    const Bytes high = load(at + 32);
    std::uint64_t bits = 0;
    if (mask(any(low, high)) == 0) {
      const Bytes low_suspects = ascii_suspects(at, low);
      const Bytes high_suspects = ascii_suspects(at + 32, high);
      if (mask(any(low_suspects, high_suspects)) != 0) {
        bits = mask(low_suspects) | std::uint64_t{mask(high_suspects)} << 32;
      }
      // A look-alike may stand just before the block.
      const auto before = static_cast<unsigned char>(at[-2]);
      const bool behind = before >= 0xCE && before <= 0xD6;
      bits |= behind && ((at[0] | 0x20) >= 'a' && (at[0] | 0x20) <= 'z') ? 1U : 0U;
    } else {
      const bool latin_near = mask(any(in(low, 0xCE, 0xD6), in(high, 0xCE, 0xD6))) != 0 ||
                                      static_cast<unsigned char>(at[-2]) >= 0x80
                                  ? has_letters(at) || has_letters(at - 64) || has_letters(at + 64)
                                  : false;
      bits = half(at, latin_near) | std::uint64_t{half(at + 32, latin_near)} << 32;
    }
    if (bits != 0) {
      return {block, bits};
    }
  }
  return {block, 0};
}

}  // namespace imprimatur

#else

namespace imprimatur {

bool has_fast_suspects() {
  return false;
}
Suspects fast_suspects(std::string_view, std::size_t block) {
  return {block, 0};
}

}  // namespace imprimatur

#endif
