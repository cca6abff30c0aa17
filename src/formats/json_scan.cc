#include "formats/json_scan.h"

#include <fmt/format.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <bit>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxDepth = 1000;

// The first quote, backslash or control character from `at` on; the end if there is none.
std::size_t find_special(std::string_view text, std::size_t at) {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1F);
  while (at + 16 <= text.size()) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
    const __m128i marks =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash));
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(controls, marks)));
    if (found != 0) {
      return at + static_cast<std::size_t>(std::countr_zero(found));
    }
    at += 16;
  }
#endif
  while (at < text.size() && text[at] != '"' && text[at] != '\\' &&
         static_cast<unsigned char>(text[at]) > 0x1F) {
    ++at;
  }
  return at;
}

void append_utf8(char32_t c, std::string& out) {
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
  };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6U));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (c >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

// The four digits behind "\u"; false if they are none.
bool hex4(std::string_view raw, std::size_t at, char32_t& value) {
  value = 0;
  if (at + 4 > raw.size()) {
    return false;
  }
  for (const char c : raw.substr(at, 4)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) {
      return false;
    }
    value = value << 4U | static_cast<char32_t>(digit);
  }
  return true;
}

bool is_high(char32_t c) {
  return c >= 0xD800 && c < 0xDC00;
}
bool is_low(char32_t c) {
  return c >= 0xDC00 && c < 0xE000;
}

// Stands on the "u" of an escape; moves behind it. False: a lone surrogate or no escape.
bool unescape_unicode(std::string_view raw, std::size_t& at, std::string& out) {
  char32_t c = 0;
  if (!hex4(raw, at + 1, c)) {
    out += "\\u";
    ++at;
    return false;
  }
  at += 5;
  char32_t low = 0;
  if (is_high(c) && raw.substr(at, 2) == "\\u" && hex4(raw, at + 2, low) && is_low(low)) {
    at += 6;
    append_utf8(0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00), out);
    return true;
  }
  const bool lone = is_high(c) || is_low(c);
  append_utf8(lone ? U'\uFFFD' : c, out);
  return !lone;
}

}  // namespace

char JsonScanner::peek() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      return c;
    }
    ++at_;
  }
  return '\0';
}

bool JsonScanner::take(char c) {
  if (peek() != c || at_ >= text_.size()) {
    return false;
  }
  ++at_;
  return true;
}

bool JsonScanner::fail(std::string message) {
  if (error_.empty()) {
    error_ = fmt::format("{} at byte {}", message, at_ + 1);
  }
  return false;
}

bool JsonScanner::string(std::string_view& raw, bool& escaped) {
  escaped = false;
  if (!take('"')) {
    return fail(at_ < text_.size() ? "a string is missing" : "the record ends too early");
  }
  const std::size_t begin = at_;
  while (true) {
    at_ = find_special(text_, at_);
    if (at_ >= text_.size()) {
      raw = text_.substr(begin);
      return fail("the record ends inside a string");
    }
    const char c = text_[at_];
    if (c == '"') {
      raw = text_.substr(begin, at_ - begin);
      ++at_;
      return true;
    }
    if (c == '\\') {
      escaped = true;
      at_ += 2;
    } else {
      controls_ = true;
      ++at_;
    }
  }
}

bool JsonScanner::literal(std::string_view& token) {
  (void)peek();
  const std::size_t begin = at_;
  while (at_ < text_.size() &&
         std::string_view(" \t\r\n,:]}[{\"").find(text_[at_]) == std::string_view::npos) {
    ++at_;
  }
  token = text_.substr(begin, at_ - begin);
  if (token.empty()) {
    return fail(at_ < text_.size() ? "a value is missing" : "the record ends too early");
  }
  const char c = token.front();
  if (token == "true" || token == "false" || token == "null" || token == "NaN" ||
      token == "Infinity" || token == "-Infinity" || c == '-' || (c >= '0' && c <= '9')) {
    return true;
  }
  at_ = begin;
  return fail("there is no JSON value");
}

bool JsonScanner::skip() {
  std::string open;  // the brackets that are open
  std::string_view ignored;
  bool escaped = false;
  do {
    const char c = peek();
    if (c == '"') {
      if (!string(ignored, escaped)) {
        return false;
      }
    } else if (c == '{' || c == '[') {
      ++at_;
      if (open.size() >= kMaxDepth) {
        return fail("values are nested too deeply");
      }
      open += c == '{' ? '}' : ']';
    } else if (!open.empty() && c == open.back() && at_ < text_.size()) {
      ++at_;
      open.pop_back();
    } else if (!open.empty() && (c == ',' || c == ':')) {
      ++at_;
      continue;
    } else if (!literal(ignored)) {
      return false;
    }
  } while (!open.empty());
  return true;
}

bool unescape_json(std::string_view raw, std::string& out) {
  bool clean = true;
  out.reserve(out.size() + raw.size());
  std::size_t at = 0;
  while (true) {
    const std::size_t next = std::min(raw.find('\\', at), raw.size());
    out.append(raw, at, next - at);
    if (next + 1 >= raw.size()) {
      return clean && next == raw.size();
    }
    at = next + 1;
    constexpr std::string_view from = "nrtbf\"\\/";
    constexpr std::string_view to = "\n\r\t\b\f\"\\/";
    const std::size_t simple = from.find(raw[at]);
    if (simple != std::string_view::npos) {
      out += to[simple];
      ++at;
    } else if (raw[at] == 'u') {
      clean = unescape_unicode(raw, at, out) && clean;
    } else {
      out += '\\';
      clean = false;
    }
  }
}

bool LinkedDataLimit::admits(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      for (at = find_special(text, at + 1); at < text.size() && text[at] != '"';) {
        at = find_special(text, at + (text[at] == '\\' ? 2 : 1));
      }
    }
    values_ += c == ',' || c == '{' || c == '[' || c == ':' ? 1 : 0;
  }
  return values_ <= kMaxValues;
}

Error too_much_linked_data() {
  return Error{ErrorCode::limit,
               "the linked data (JSON-LD) has more than 4 million values, which were not read; "
               "split it"};
}

}  // namespace imprimatur
