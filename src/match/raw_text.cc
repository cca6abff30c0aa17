#include "match/raw_text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace imprimatur {

std::size_t block_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kFar = 4096;
  if (at >= text.size()) {
    return text.size();
  }
  for (std::size_t end = at; end + kFar > at && end > 0; --end) {
    if (text[end - 1] == ' ' || text[end - 1] == '\n') {
      return end;
    }
  }
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
    --at;
  }
  return at;
}

bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  std::uint64_t high = 0;
  std::size_t at = 0;
  for (; at + sizeof high <= text.size(); at += sizeof high) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    high |= word;
  }
  return (high & kHigh) == 0 &&
         std::none_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), [](char c) {
           return (static_cast<unsigned char>(c) & 0x80U) != 0;
         });
}

std::size_t last_line_break(std::string_view text, Span range) {
  for (std::size_t i = range.end; i > range.begin; --i) {
    const auto byte = static_cast<unsigned char>(text[i - 1]);
    const auto next = i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    if (byte == '\n' || byte == '\r' || byte == '&' || byte == '#' || byte == 0xC2 ||
        byte == 0xE2 || (byte == 0xC3 && (next == 0xA2 || (next >= 0x82 && next <= 0x85)))) {
      return i - 1;
    }
  }
  return std::string_view::npos;
}

}  // namespace imprimatur
