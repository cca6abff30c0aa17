// Variants of a literal for a byte search in raw text (fold.h). Complete for realistic writing;
// what is left (look-alikes, combining marks, full-width letters) is found by disguise.cc.
// Turkish casing: any literal with an "i" may stand in capitals with dotted ones (TEL\u0130F, and
// even COPYR\u0130GHT in Turkish headlines), so these two variants (Title, UPPER) are always made;
// the dotless ones only for literals that are written with a Turkish letter.
#include "text/fold.h"
#include "text/look_alike.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <functional>

namespace imprimatur {

namespace {

constexpr std::size_t kMostVariants = 16;
constexpr char32_t kDottedCapital = 0x130;
constexpr char32_t kDotlessSmall = 0x131;

using Map = std::function<char32_t(char32_t)>;

char32_t lower(char32_t c) {
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}
char32_t upper(char32_t c) {
  return static_cast<char32_t>(u_toupper(static_cast<UChar32>(c)));
}

bool is_greek(char32_t c) {
  return (c >= 0x370 && c < 0x400) || (c >= 0x1F00 && c < 0x2000);
}

// Without diacritics, lower case; the final sigma stays one.
char32_t strip(char32_t c) {
  if (c == 0x3C2) {
    return c;
  }
  return is_latin(c) || is_greek(c) ? fold(c) : lower(c);
}

std::u32string decode_all(std::string_view utf8) {
  std::u32string out;
  std::size_t at = 0;
  while (at < utf8.size()) {
    out.push_back(next_code_point(utf8, at));
  }
  return out;
}

std::u32string mapped(std::u32string text, const Map& map) {
  std::transform(text.begin(), text.end(), text.begin(), map);
  return text;
}

// First letter of each word by `first`, the rest as it is.
std::u32string titled(std::u32string text, const Map& first) {
  bool inside = false;
  for (char32_t& c : text) {
    const bool word = is_word(c) || c == '\'';
    if (word && !inside) {
      c = first(c);
    }
    inside = word;
  }
  return text;
}

class Variants {
 public:
  void add(const std::u32string& text) {
    RawLiteral literal;
    literal.caseless = true;
    for (const char32_t c : text) {
      literal.caseless = literal.caseless && c < 0x80;
      append_utf8(literal.bytes, c < 0x80 ? fold_ascii(c) : c);
    }
    if (!literal.caseless) {
      literal.bytes.clear();
      std::for_each(text.begin(), text.end(), [&](char32_t c) { append_utf8(literal.bytes, c); });
    }
    if (out_.size() < kMostVariants && std::find(out_.begin(), out_.end(), literal) == out_.end()) {
      out_.push_back(std::move(literal));
    }
  }

  void add_cases(const std::u32string& small, bool turkish) {
    const Map turkish_upper = [](char32_t c) { return c == 'i' ? kDottedCapital : upper(c); };
    add(small);
    add(titled(small, upper));
    add(mapped(small, upper));
    add(titled(small, turkish_upper));
    add(mapped(small, turkish_upper));
    if (turkish) {
      // A capital I for both: how programs without Turkish casing write and read it.
      add(mapped(small, [](char32_t c) { return c == kDotlessSmall ? U'i' : c; }));
      add(mapped(small, [](char32_t c) { return c == 'i' ? kDotlessSmall : c; }));
    }
  }

  std::vector<RawLiteral> take() {
    std::sort(out_.begin(), out_.end());
    return std::move(out_);
  }

 private:
  static char32_t fold_ascii(char32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
  std::vector<RawLiteral> out_;
};

bool has(const std::u32string& text, std::u32string_view any) {
  return text.find_first_of(any) != std::u32string::npos;
}

void replace(std::u32string& text, std::u32string_view any, char32_t by) {
  for (char32_t& c : text) {
    c = any.find(c) != std::u32string_view::npos ? by : c;
  }
}

// Keyboards (Arabic or Persian kaf and yeh), hamza or bare alef, alef maksura or yeh, teh marbuta
// or heh at a word's end: each is one choice for the whole literal.
void add_arabic(const std::u32string& text, Variants& out) {
  constexpr std::u32string_view kAlefs = U"\u0623\u0625\u0622\u0671";
  constexpr std::u32string_view kYehs = U"\u064A\u06CC\u0649";
  constexpr std::u32string_view kKafs = U"\u0643\u06A9";
  for (unsigned choice = 0; choice < 16; ++choice) {
    std::u32string variant = text;
    if ((choice & 1U) != 0) {
      const bool persian = has(text, U"\u06CC\u06A9");
      replace(variant, U"\u064A\u06CC", persian ? U'\u064A' : U'\u06CC');
      replace(variant, kKafs, persian ? U'\u0643' : U'\u06A9');
    }
    if ((choice & 2U) != 0) {
      if (has(variant, kAlefs)) {
        replace(variant, kAlefs, U'\u0627');
      } else if (const auto at = variant.find(U'\u0627'); at == 0) {
        variant[0] = U'\u0623';
      }
    }
    if ((choice & 4U) != 0 && !variant.empty() && kYehs.find(variant.back()) != kYehs.npos) {
      variant.back() = variant.back() == U'\u0649' ? U'\u064A' : U'\u0649';
    }
    if ((choice & 8U) != 0) {
      has(variant, U"\u0629") ? replace(variant, U"\u0629", U'\u0647') : void();
    }
    out.add(variant);
  }
}

}  // namespace

std::vector<RawLiteral> raw_variants(std::string_view literal) {
  const std::u32string written = decode_all(literal);
  const auto in = [&](char32_t first, char32_t last) {
    return std::any_of(
        written.begin(), written.end(), [&](char32_t c) { return c >= first && c <= last; });
  };
  Variants out;
  if (in(0x600, 0x6FF)) {
    add_arabic(written, out);
    if (has(written, U"\u200C")) {
      std::u32string joined = written;
      joined.erase(std::remove(joined.begin(), joined.end(), U'\u200C'), joined.end());
      add_arabic(joined, out);
    }
    return out.take();
  }
  const bool turkish = has(written, U"\u0131\u0130\u015E\u015F\u011E\u011F");
  const bool ascii = !in(0x80, 0x10FFFF);
  if (!ascii) {
    out.add(written);
  }
  out.add_cases(mapped(written, lower), turkish);
  out.add_cases(mapped(written, strip), false);
  if (has(written, U"'")) {
    out.add(mapped(written, [](char32_t c) { return c == '\'' ? U'\u2019' : c; }));
  }
  if (has(written, U"()")) {
    out.add(mapped(written, [](char32_t c) {
      return c == '(' || c == ')' ? static_cast<char32_t>(c - '(' + 0xFF08) : c;
    }));
  }
  return out.take();
}

}  // namespace imprimatur
