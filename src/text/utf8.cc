// is_valid_utf8() where AVX2 is missing or not worth it: skips ASCII in large steps and checks the
// rest by byte ranges (Unicode, table 3-7).
#include "text/utf8.h"

#include "text/decode.h"
#include "text/utf8_avx2.h"

#include <cstdint>
#include <cstring>

namespace imprimatur {

std::size_t ascii_prefix(std::string_view bytes) {
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    std::uint64_t words[4];
    std::memcpy(words, bytes.data() + at, sizeof words);
    if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080U) != 0) {
      break;
    }
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) {
    ++at;
  }
  return at;
}

Utf8Step utf8_step(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  const unsigned lead = byte(at);
  if (lead < 0x80) {
    return {1, true};
  }
  if (lead < 0xC2 || lead > 0xF4) {
    return {1, false};
  }
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : low;
  high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : high;
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned b = byte(at + i);
    if (b < low || b > high) {
      return {i, false};
    }
    low = 0x80;
    high = 0xBF;
  }
  return {length, true};
}

bool is_valid_utf8(std::string_view bytes) {
  if (bytes.size() >= 64 && has_fast_utf8()) {
    return is_valid_utf8_fast(bytes);
  }
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      at += ascii_prefix(bytes.substr(at));
      continue;
    }
    const Utf8Step step = utf8_step(bytes, at);
    if (!step.valid) {
      return false;
    }
    at += step.length;
  }
  return true;
}

}  // namespace imprimatur
