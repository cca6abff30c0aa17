#include "text/suspects.h"

#include <algorithm>

namespace imprimatur {

namespace {

bool is_ascii_letter(unsigned c) {
  return (c | 0x20U) - 'a' < 26U;
}

// Lead bytes of Greek, Cyrillic and Armenian.
bool leads_look_alike(unsigned c) {
  return c >= 0xCD && c <= 0xD6;
}

bool is_suspect(std::string_view text, std::size_t at, bool latin_near) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned c = byte(at);
  const unsigned next = byte(at + 1);
  const unsigned third = byte(at + 2);
  if (c < 0x80) {
    return c == '&' || c == '*' || c == '`' ||
           ((c == '\n' || c == '\r') && at > 0 && byte(at - 1) == '-');
  }
  if (leads_look_alike(c)) {
    return latin_near || c == 0xCD;
  }
  switch (c) {
    case 0xC2:
      return next == 0xAD;
    case 0xC3:
      return next == 0x83 || next == 0x84 || next == 0x85;
    case 0xCC:
      return true;
    case 0xD9:
      return next == 0x80;
    case 0xE1:
      return next >= 0x8E && (next <= 0x8F || next == 0xA0 || next >= 0xAA);
    case 0xE2:
      return (next == 0x80 && (third <= 0x90 || (third >= 0xAA && third <= 0xAE))) ||
             (next == 0x81 && third >= 0xA0) || next == 0x83 || next == 0x84 || next == 0x85 ||
             (next == 0x92 && third == 0xB8) || (next == 0x93 && third == 0x92);
    case 0xE3:
      return next == 0x82 && (third == 0x99 || third == 0x9A);
    case 0xEA:
      return next == 0x93;
    case 0xEF:
      return next >= 0xAD && !(next == 0xBC && third < 0xA1) && !(next == 0xBD && third < 0x81);
    case 0xF0:
      return next == 0x9D;
    case 0xF3:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::uint64_t find_suspects(std::string_view text, std::size_t block) {
  const std::size_t end = std::min(block + 64, text.size());
  bool latin_near = false;
  for (std::size_t at = block < 64 ? 0 : block - 64; at < std::min(end + 64, text.size()); ++at) {
    latin_near = latin_near || is_ascii_letter(static_cast<unsigned char>(text[at]));
  }
  std::uint64_t bits = 0;
  for (std::size_t at = block; at < end; ++at) {
    if (is_suspect(text, at, latin_near)) {
      bits |= std::uint64_t{1} << (at - block);
    }
  }
  return bits;
}

}  // namespace imprimatur
