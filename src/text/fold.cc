#include "text/fold.h"

#include "text/unicode_tables.h"

#include <algorithm>

namespace imprimatur {

namespace {

char32_t fold_beyond_bmp(char32_t c) {
  if (c >= 0xE0000) {
    return c < 0xE01F0 ? kFoldDrop : c;  // tags and variation selectors
  }
  const unicode::FoldRun* end = unicode::kFoldRuns + unicode::kFoldRunCount;
  const unicode::FoldRun* run =
      std::upper_bound(unicode::kFoldRuns, end, c, [](char32_t v, const unicode::FoldRun& r) {
        return v < r.first;
      });
  if (run == unicode::kFoldRuns || c > (run - 1)->last) {
    return c;
  }
  return (run - 1)->target + (c - (run - 1)->first);
}

}  // namespace

char32_t fold(char32_t c) {
  if (c < 0x80) {
    if (c >= 'A' && c <= 'Z') {
      return c + ('a' - 'A');
    }
    if (c >= '\t' && c <= '\r') {
      return kFoldSpace;
    }
    return c == '`' ? U'\'' : c;
  }
  if (c > 0xFFFF) {
    return fold_beyond_bmp(c);
  }
  const std::uint16_t target =
      unicode::kFoldBlocks[std::size_t{unicode::kFoldIndex[c >> 5]} * 32 + (c & 31)];
  if (target <= 1) {
    return target == 0 ? c : kFoldDrop;
  }
  return target;
}

std::string fold(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  std::size_t at = 0;
  while (at < utf8.size()) {
    const char32_t c = fold(next_code_point(utf8, at));
    if (c != kFoldDrop) {
      append_utf8(out, c);
    }
  }
  return out;
}

char32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const auto byte = [&](std::size_t i) -> char32_t {
    return i < utf8.size() ? static_cast<unsigned char>(utf8[i]) : 0U;
  };
  const char32_t lead = byte(at);
  if (lead < 0xC0) {
    ++at;
    return lead;
  }
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t c = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    c = c << 6 | (byte(at + i) & 0x3F);
  }
  at = std::min(at + length, utf8.size());
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  const auto add = [&](char32_t b) { out.push_back(static_cast<char>(b)); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xC0 | c >> 6);
    add(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    add(0xE0 | c >> 12);
    add(0x80 | (c >> 6 & 0x3F));
    add(0x80 | (c & 0x3F));
  } else {
    add(0xF0 | c >> 18);
    add(0x80 | (c >> 12 & 0x3F));
    add(0x80 | (c >> 6 & 0x3F));
    add(0x80 | (c & 0x3F));
  }
}

bool is_letter(char32_t c) {
  return (unicode::flags_of(c) & unicode::kLetter) != 0;
}
bool is_upper(char32_t c) {
  return (unicode::flags_of(c) & unicode::kUpper) != 0;
}
bool is_lower(char32_t c) {
  return (unicode::flags_of(c) & unicode::kLower) != 0;
}
bool is_digit(char32_t c) {
  return (unicode::flags_of(c) & unicode::kDigit) != 0;
}
bool is_cjk(char32_t c) {
  return (unicode::flags_of(c) & unicode::kSpaceless) != 0;
}

bool is_word(char32_t c) {
  return (unicode::flags_of(c) & (unicode::kLetter | unicode::kDigit | unicode::kMark)) != 0;
}

int display_width(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
    return 0;
  }
  const std::uint8_t flags = unicode::flags_of(c);
  if ((flags & unicode::kZeroWidth) != 0) {
    return 0;
  }
  return (flags & unicode::kWide) != 0 ? 2 : 1;
}

}  // namespace imprimatur
