#include "text/suspects.h"

#include "text/suspects_avx2.h"

#include <algorithm>

namespace imprimatur {

namespace {

bool is_ascii_letter(unsigned c) {
  return (c | 0x20U) - 'a' < 26U;
}

// Lead bytes of Greek, Cyrillic and Armenian.
bool leads_look_alike(unsigned c) {
  return c >= 0xCE && c <= 0xD6;
}

bool has_latin(std::string_view text, std::size_t block) {
  const std::string_view piece = text.substr(std::min(block, text.size()), 64);
  return std::any_of(piece.begin(), piece.end(), [](char c) {
    return is_ascii_letter(static_cast<unsigned char>(c));
  });
}

// Three-byte characters: zero-width, combining and full-width ones, small capitals, symbols.
bool is_suspect_triple(unsigned c, unsigned next, unsigned third) {
  switch (c) {
    case 0xE1:
      return next == 0x8E || next == 0x8F || next == 0xA0 || next == 0xAA || next == 0xAB ||
             next == 0xB4 || next == 0xB7;
    case 0xE2:
      return (next == 0x80 &&
              ((third >= 0x8B && third <= 0x90) || (third >= 0xAA && third <= 0xAE))) ||
             (next == 0x81 && third >= 0xA0) || (next >= 0x83 && next <= 0x85) ||
             (next == 0x92 && third == 0xB8) || (next == 0x93 && third == 0x92);
    case 0xE3:
      return next == 0x82 && (third == 0x99 || third == 0x9A);
    case 0xEA:
      return next == 0x93;
    case 0xEF:
      return (next >= 0xAD && next <= 0xBB) || (next == 0xBC && third >= 0xA1) ||
             (next == 0xBD && third >= 0x81) || next == 0xBE;
    default:
      return false;
  }
}

bool is_suspect(std::string_view text, std::size_t at, bool latin_near) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned c = byte(at);
  const unsigned previous = at > 0 ? byte(at - 1) : 0U;
  if (c < 0x80) {
    const bool behind_look_alike =
        is_ascii_letter(c) && previous >= 0x80 && at > 1 && leads_look_alike(byte(at - 2));
    return c == '&' || c == '*' || c == '`' || behind_look_alike ||
           ((c == '\n' || c == '\r') && previous == '-');
  }
  if (leads_look_alike(c)) {
    return is_ascii_letter(previous) || (latin_near && previous < 0x80);
  }
  const unsigned next = byte(at + 1);
  switch (c) {
    case 0xC2:
      return next == 0xAD;
    case 0xC3:
      return next >= 0x83 && next <= 0x85;
    case 0xCC:
    case 0xCD:
    case 0xF3:
      return true;
    case 0xD9:
      return next == 0x80;
    case 0xF0:
      return next == 0x9D;
    default:
      return is_suspect_triple(c, next, byte(at + 2));
  }
}

}  // namespace

std::uint64_t plain_suspects(std::string_view text, std::size_t block) {
  const bool latin_near = has_latin(text, block) || has_latin(text, block + 64) ||
                          (block >= 64 && has_latin(text, block - 64));
  const std::size_t end = std::min(block + 64, text.size());
  std::uint64_t bits = 0;
  for (std::size_t at = block; at < end; ++at) {
    if (is_suspect(text, at, latin_near)) {
      bits |= std::uint64_t{1} << (at - block);
    }
  }
  return bits;
}

Suspects next_suspects(std::string_view text, std::size_t block) {
  for (; block < text.size(); block += 64) {
    if (block >= 64 && has_fast_suspects()) {
      const Suspects found = fast_suspects(text, block);
      if (found.bits != 0) {
        return found;
      }
      block = found.block;
    }
    if (block < text.size()) {
      if (const std::uint64_t bits = plain_suspects(text, block); bits != 0) {
        return {block, bits};
      }
    }
  }
  return {block, 0};
}

}  // namespace imprimatur
