#include "formats/xml_clean.h"

#include "formats/ascii.h"
#include "text/fold.h"
#include "text/references.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

namespace imprimatur {
namespace {

constexpr std::size_t kLongestNumber = 12;
constexpr std::size_t kLongestName = 64;

bool is_name_character(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
         c == '-' || c == '.' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

// Entities that the text declares for itself.
std::set<std::string, std::less<>> declared_entities(std::string_view utf8) {
  std::set<std::string, std::less<>> names;
  const std::size_t doctype = utf8.find("<!DOCTYPE");
  if (doctype == std::string_view::npos) {
    return names;
  }
  constexpr std::string_view kDeclaration = "<!ENTITY";
  for (std::size_t at = utf8.find(kDeclaration, doctype); at != std::string_view::npos;
       at = utf8.find(kDeclaration, at)) {
    at = std::min(utf8.find_first_not_of(" \t\r\n", at + kDeclaration.size()), utf8.size());
    std::size_t end = at;
    while (end < utf8.size() && is_name_character(utf8[end])) {
      ++end;
    }
    names.emplace(utf8.substr(at, end - at));
  }
  return names;
}

// Those from 0x80 to 0x9F are allowed, but who writes them means windows-1252.
bool is_character(std::uint32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0x7F) ||
         (c >= 0xA0 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

// "&#169;", "&#xA9;" of a character that XML allows.
bool is_number(std::string_view rest) {
  const bool hex = rest.size() > 2 && rest[2] == 'x';
  std::uint32_t value = 0;
  std::size_t at = hex ? 3 : 2;
  const std::size_t first = at;
  for (; at < rest.size() && at < first + kLongestNumber; ++at) {
    const char c = rest[at];
    if (c >= '0' && c <= '9') {
      value = value * (hex ? 16 : 10) + static_cast<std::uint32_t>(c - '0');
    } else if (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      value = value * 16 + static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
    } else {
      break;
    }
    if (value > 0x10FFFF) {
      return false;
    }
  }
  return at > first && at < rest.size() && rest[at] == ';' && is_character(value);
}

// True if what begins with "&" is a reference that the parser can resolve.
bool is_reference(std::string_view rest, const std::set<std::string, std::less<>>& declared) {
  if (rest.size() > 1 && rest[1] == '#') {
    return is_number(rest);
  }
  const std::string_view head = rest.substr(1, kLongestName);
  std::size_t length = 0;
  while (length < head.size() && is_name_character(head[length])) {
    ++length;
  }
  if (length == 0 || length >= head.size() || head[length] != ';') {
    return false;
  }
  const std::string_view name = head.substr(0, length);
  return lists_word("amp lt gt quot apos", name) || declared.find(name) != declared.end();
}

constexpr std::array<bool, 256> looked_at() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) {
    table[c] = c != '\t' && c != '\n' && c != '\r';
  }
  table['&'] = true;
  table[0x7F] = true;
  table[0xEF] = true;  // U+FFFE and U+FFFF are EF BF BE and EF BF BF
  return table;
}

}  // namespace

std::string_view clean_xml(std::string_view utf8, std::string& storage) {
  static constexpr std::array<bool, 256> kLookedAt = looked_at();
  const auto declared = declared_entities(utf8);
  bool copied = false;
  const auto replace = [&](std::size_t at, char c) {
    if (!copied) {
      storage.assign(utf8);
      copied = true;
    }
    storage[at] = c;
  };
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const char c = utf8[at];
    if (!kLookedAt[static_cast<unsigned char>(c)]) {
      continue;
    }
    if (c == '&') {
      if (!is_reference(utf8.substr(at), declared)) {
        replace(at, kLooseAmpersand);
      }
    } else if (c == '\xEF') {
      const std::string_view character = utf8.substr(at, 3);
      if (character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF") {
        replace(at + 2, '\xBD');
      }
    } else {
      replace(at, ' ');
    }
  }
  return copied ? std::string_view(storage) : utf8;
}

XmlReference read_loose_ampersand(std::string_view text, std::size_t at) {
  XmlReference reference;
  const Reference found = read_reference(text, at);
  const bool closed = found.length > 1 && text[at + found.length - 1] == ';';
  if (closed && found.c >= 0x20) {
    append_utf8(reference.value, found.c);
    reference.length = found.length;
  }
  return reference;
}

}  // namespace imprimatur
