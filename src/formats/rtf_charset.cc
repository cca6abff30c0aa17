#include "formats/rtf_charset.h"

#include "text/decode.h"

#include <algorithm>

namespace imprimatur {
namespace {

struct Numbered {
  int number;
  std::string_view encoding;
};

constexpr Numbered kCodePages[] = {
    {437, "windows-1252"},  {708, "iso-8859-6"},       {850, "windows-1252"},
    {866, "ibm866"},        {874, "windows-874"},      {932, "shift_jis"},
    {936, "gbk"},           {949, "euc-kr"},           {950, "big5"},
    {1250, "windows-1250"}, {1251, "windows-1251"},    {1252, "windows-1252"},
    {1253, "windows-1253"}, {1254, "windows-1254"},    {1255, "windows-1255"},
    {1256, "windows-1256"}, {1257, "windows-1257"},    {1258, "windows-1258"},
    {10000, "macintosh"},   {10007, "x-mac-cyrillic"}, {65001, "utf-8"},
};

constexpr Numbered kFontCharsets[] = {
    {77, "macintosh"},
    {128, "shift_jis"},
    {129, "euc-kr"},
    {134, "gbk"},
    {136, "big5"},
    {161, "windows-1253"},
    {162, "windows-1254"},
    {163, "windows-1258"},
    {177, "windows-1255"},
    {178, "windows-1256"},
    {186, "windows-1257"},
    {204, "windows-1251"},
    {222, "windows-874"},
    {238, "windows-1250"},
};

template <std::size_t N>
std::string find_number(const Numbered (&table)[N], int number) {
  const auto* found = std::find_if(std::begin(table), std::end(table), [&](const Numbered& row) {
    return row.number == number;
  });
  return found == std::end(table) ? std::string() : std::string(found->encoding);
}

}  // namespace

std::string encoding_of_code_page(int page) {
  return find_number(kCodePages, page);
}

std::string encoding_of_font_charset(int charset) {
  return find_number(kFontCharsets, charset);
}

bool is_multi_byte(std::string_view encoding) {
  return encoding == "shift_jis" || encoding == "gbk" || encoding == "euc-kr" ||
         encoding == "big5" || encoding == "utf-8";
}

const std::string& ByteCharacters::of(const std::string& encoding, unsigned char byte) {
  auto [at, added] = tables_.try_emplace(encoding);
  if (added) {
    for (std::size_t i = 0; i < at->second.size(); ++i) {
      const std::string one(1, static_cast<char>(i));
      const auto decoded = decode(one, encoding);
      at->second[i] = i < 0x80 || !decoded ? one : std::string(decoded->text);
      if (i >= 0x80 && !decoded) {
        at->second[i] = "\xEF\xBF\xBD";
      }
    }
  }
  return at->second[byte];
}

void append_utf8(char32_t code, std::string& out) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
    code = 0xFFFD;
  }
  const auto byte = [&](char32_t bits) { out += static_cast<char>(bits); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6);
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18);
    byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

}  // namespace imprimatur
