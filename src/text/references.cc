#include "text/references.h"

#include "text/fold.h"
#include "text/look_alike.h"

#include <algorithm>
#include <iterator>

namespace imprimatur {

namespace {

struct Name {
  std::string_view name;
  char32_t c;
};

// HTML names that stand in running text, sorted by name.
constexpr Name kNames[] = {
    {"AElig", 0xC6},   {"Aacute", 0xC1},   {"Acirc", 0xC2},    {"Agrave", 0xC0},
    {"Aring", 0xC5},   {"Atilde", 0xC3},   {"Auml", 0xC4},     {"COPY", 0xA9},
    {"Ccedil", 0xC7},  {"ETH", 0xD0},      {"Eacute", 0xC9},   {"Ecirc", 0xCA},
    {"Egrave", 0xC8},  {"Euml", 0xCB},     {"Iacute", 0xCD},   {"Icirc", 0xCE},
    {"Idot", 0x130},   {"Igrave", 0xCC},   {"Iuml", 0xCF},     {"Ntilde", 0xD1},
    {"OElig", 0x152},  {"Oacute", 0xD3},   {"Ocirc", 0xD4},    {"Ograve", 0xD2},
    {"Oslash", 0xD8},  {"Otilde", 0xD5},   {"Ouml", 0xD6},     {"REG", 0xAE},
    {"Scaron", 0x160}, {"Scedil", 0x15E},  {"THORN", 0xDE},    {"Uacute", 0xDA},
    {"Ucirc", 0xDB},   {"Ugrave", 0xD9},   {"Uuml", 0xDC},     {"Yacute", 0xDD},
    {"Zcaron", 0x17D}, {"aacute", 0xE1},   {"acirc", 0xE2},    {"acute", 0xB4},
    {"aelig", 0xE6},   {"agrave", 0xE0},   {"amp", 0x26},      {"apos", 0x27},
    {"aring", 0xE5},   {"atilde", 0xE3},   {"auml", 0xE4},     {"bdquo", 0x201E},
    {"bull", 0x2022},  {"ccaron", 0x10D},  {"ccedil", 0xE7},   {"cent", 0xA2},
    {"copy", 0xA9},    {"deg", 0xB0},      {"eacute", 0xE9},   {"ecaron", 0x11B},
    {"ecirc", 0xEA},   {"egrave", 0xE8},   {"emsp", 0x2003},   {"ensp", 0x2002},
    {"eth", 0xF0},     {"euml", 0xEB},     {"euro", 0x20AC},   {"gbreve", 0x11F},
    {"gt", 0x3E},      {"hellip", 0x2026}, {"horbar", 0x2015}, {"iacute", 0xED},
    {"icirc", 0xEE},   {"iexcl", 0xA1},    {"igrave", 0xEC},   {"imath", 0x131},
    {"inodot", 0x131}, {"iquest", 0xBF},   {"iuml", 0xEF},     {"laquo", 0xAB},
    {"ldquo", 0x201C}, {"lrm", 0x200E},    {"lsaquo", 0x2039}, {"lsquo", 0x2018},
    {"lt", 0x3C},      {"mdash", 0x2014},  {"middot", 0xB7},   {"minus", 0x2212},
    {"nbsp", 0xA0},    {"ndash", 0x2013},  {"ntilde", 0xF1},   {"oacute", 0xF3},
    {"ocirc", 0xF4},   {"oelig", 0x153},   {"ograve", 0xF2},   {"ordf", 0xAA},
    {"ordm", 0xBA},    {"oslash", 0xF8},   {"otilde", 0xF5},   {"ouml", 0xF6},
    {"para", 0xB6},    {"pound", 0xA3},    {"quot", 0x22},     {"raquo", 0xBB},
    {"rdquo", 0x201D}, {"reg", 0xAE},      {"rlm", 0x200F},    {"rsaquo", 0x203A},
    {"rsquo", 0x2019}, {"sbquo", 0x201A},  {"scaron", 0x161},  {"scedil", 0x15F},
    {"sect", 0xA7},    {"shy", 0xAD},      {"szlig", 0xDF},    {"thinsp", 0x2009},
    {"thorn", 0xFE},   {"times", 0xD7},    {"trade", 0x2122},  {"uacute", 0xFA},
    {"ucirc", 0xFB},   {"ugrave", 0xF9},   {"uuml", 0xFC},     {"yacute", 0xFD},
    {"yen", 0xA5},     {"yuml", 0xFF},     {"zcaron", 0x17E},  {"zwj", 0x200D},
    {"zwnj", 0x200C},  {"zwsp", 0x200B},
};
constexpr std::size_t kLongestName = 6;

constexpr bool by_name(const Name& a, const Name& b) {
  return a.name < b.name;
}
static_assert(std::is_sorted(std::begin(kNames), std::end(kNames), by_name));

// Names that browsers also read without a semicolon.
bool stands_without_semicolon(std::string_view name) {
  return name == "nbsp" || name == "copy" || name == "reg" || name == "quot" || name == "amp";
}

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

char32_t known(std::string_view name) {
  const auto* found =
      std::lower_bound(std::begin(kNames), std::end(kNames), Name{name, 0}, by_name);
  return found != std::end(kNames) && found->name == name ? found->c : 0;
}

// Windows-1252 at 0x80-0x9F, as browsers read &#150; and as mojibake shows those bytes.
constexpr char16_t kWindows1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// "#169;" or "#xA9;" at `at`.
Reference read_number(std::string_view text, std::size_t at) {
  std::size_t i = at + 1;
  const bool hex = i < text.size() && (text[i] | 0x20) == 'x';
  i += hex ? 1U : 0U;
  char32_t value = 0;
  std::size_t digits = 0;
  for (; i < text.size() && digits < 8; ++i, ++digits) {
    const char c = text[i];
    const char small = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      value = value * (hex ? 16 : 10) + static_cast<char32_t>(c - '0');
    } else if (hex && small >= 'a' && small <= 'f') {
      value = value * 16 + static_cast<char32_t>(small - 'a' + 10);
    } else {
      break;
    }
  }
  if (digits == 0 || i >= text.size() || text[i] != ';') {
    return {};
  }
  if (value >= 0x80 && value < 0xA0) {
    value = kWindows1252[value - 0x80];
  }
  const bool valid = value >= 0x20 && value < 0x110000 && (value < 0xD800 || value > 0xDFFF);
  return {valid || value == '\n' || value == '\t' ? value : 0xFFFD, i + 1 - at};
}

// A name with its semicolon at `at`, or one that stands without.
Reference read_name(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at <= kLongestName && is_alnum(text[end])) {
    ++end;
  }
  const std::string_view name = text.substr(at, end - at);
  const bool closed = end < text.size() && text[end] == ';';
  if (!closed && !stands_without_semicolon(name)) {
    return {};
  }
  const char32_t c = known(name);
  return c == 0 ? Reference{} : Reference{c, end - at + (closed ? 1 : 0)};
}

// At a letter that UTF-8's lead byte `lead` shows as: the byte that the next character shows.
int byte_shown(std::string_view text, std::size_t& at) {
  if (at >= text.size()) {
    return -1;
  }
  const char32_t c = next_code_point(text, at);
  if (c < 0x100) {
    return c >= 0x80 ? static_cast<int>(c) : -1;
  }
  const auto* found = std::find(std::begin(kWindows1252), std::end(kWindows1252), c);
  return found == std::end(kWindows1252) ? -1 : static_cast<int>(0x80 + (found - kWindows1252));
}

// Of what stands behind the name of a command of TeX, the bytes that end it: "{}", "\ ", "~", and
// the bracket that closes a group of nothing else.
std::size_t end_of_command(std::string_view text, std::size_t at, std::string_view behind) {
  std::size_t end = behind.starts_with("{}") ? 2U : behind.starts_with("\\ ") ? 1U : 0U;
  end += at > 0 && text[at - 1] == '{' && behind.substr(end).starts_with('}') ? 1U : 0U;
  return end + (behind.substr(end).starts_with('~') ? 1U : 0U);
}

bool is_small_ascii(char32_t c) {
  return c >= 'a' && c <= 'z';
}

}  // namespace

Reference read_reference(std::string_view text, std::size_t at) {
  std::size_t next = at + 1;
  std::size_t escapes = 0;
  while (text.substr(next, 4) == "amp;" && escapes < 4) {
    next += 4;
    ++escapes;
  }
  Reference reference;
  if (next < text.size()) {
    reference = text[next] == '#' ? read_number(text, next) : read_name(text, next);
  }
  if (reference.length != 0) {
    reference.length += next - at;
  } else if (escapes > 0) {
    reference = {'&', next - at};
  }
  return reference;
}

Reference read_reference_tail(std::string_view text, std::size_t at) {
  if (text[at] == '#') {
    const Reference number = read_number(text, at);
    return number.length > 3 && number.length < 9 ? number : Reference{};
  }
  for (const std::string_view name : {"quot;", "nbsp;", "apos;"}) {
    if (text.substr(at, name.size()) == name) {
      return {known(name.substr(0, 4)), name.size()};
    }
  }
  if (text.substr(at, 4) != "amp;") {
    return {};
  }
  Reference inner;
  if (at + 4 < text.size()) {
    inner = text[at + 4] == '#' ? read_number(text, at + 4) : read_name(text, at + 4);
  }
  return inner.length == 0 ? Reference{'&', 4} : Reference{inner.c, inner.length + 4};
}

Reference read_escape(std::string_view text, std::size_t at) {
  constexpr char32_t kCopyright = 0xA9;
  const std::string_view rest = text.substr(at);
  for (const std::string_view sign : {R"(\(co)", R"(\[co])"}) {
    if (rest.starts_with(sign)) {
      return {kCopyright, sign.size()};
    }
  }
  // "1991\-2023"
  if (rest.starts_with(R"(\-)") && rest.size() > 2 && rest[2] >= '0' && rest[2] <= '9') {
    return {U'-', 2};
  }
  for (const std::string_view name : {R"(\copyright)", R"(\textcopyright)"}) {
    const std::string_view behind = rest.substr(std::min(name.size(), rest.size()));
    if (rest.starts_with(name) && (behind.empty() || !is_alnum(behind.front()))) {
      return {kCopyright, name.size() + end_of_command(text, at, behind)};
    }
  }
  constexpr std::string_view kUnicode = R"(\u)";
  constexpr std::size_t kDigits = 4;
  if (!rest.starts_with(kUnicode) || rest.size() < kUnicode.size() + kDigits) {
    return {};
  }
  char32_t value = 0;
  for (const char c : rest.substr(kUnicode.size(), kDigits)) {
    const char small = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      value = value * 16 + static_cast<char32_t>(c - '0');
    } else if (small >= 'a' && small <= 'f') {
      value = value * 16 + static_cast<char32_t>(small - 'a' + 10);
    } else {
      return {};
    }
  }
  const bool whole = value >= 0xA0 && (value < 0xD800 || value > 0xDFFF);
  return whole ? Reference{value, kUnicode.size() + kDigits} : Reference{};
}

Reference read_mojibake(std::string_view text, std::size_t at) {
  std::size_t end = at;
  const int lead = byte_shown(text, end);
  const int second = byte_shown(text, end);
  if (second < 0x80 || second > 0xBF) {
    return {};
  }
  if (lead == 0xE2) {
    if (second != 0x80) {
      return {};
    }
    std::size_t third_end = end;
    const int third = byte_shown(text, third_end);
    if (third >= 0x80 && third <= 0xBF) {
      return {0x2000U + static_cast<char32_t>(third & 0x3F), third_end - at};
    }
    return {0x201D, end - at};  // its last byte has no character in windows-1252 and was lost
  }
  const char32_t before = code_point_before(text, at);
  if (lead == 0xC3 && second == 0x82) {  // the lead letter itself was garbled again
    std::size_t inner = end;
    if (byte_shown(text, inner) == 0xC2) {
      const int last = byte_shown(text, inner);
      if (last == 0xA9 || last == 0xAE) {
        return {static_cast<char32_t>(last), inner - at};
      }
    }
  }
  if (lead == 0xC2) {
    const bool sign = second == 0xA9 || second == 0xAE;
    const bool blank = second == 0xA0 || second == 0xAB || second == 0xBB || second == 0xB7;
    return sign || (blank && !is_letter(before))
               ? Reference{static_cast<char32_t>(second), end - at}
               : Reference{};
  }
  if (lead < 0xC3 || lead > 0xC5) {
    return {};
  }
  const char32_t c = static_cast<char32_t>((lead & 0x1F) << 6 | (second & 0x3F));
  const bool in_word = is_small_ascii(before) || is_small_ascii(code_point_at(text, end));
  return in_word && is_letter(c) ? Reference{c, end - at} : Reference{};
}

}  // namespace imprimatur
