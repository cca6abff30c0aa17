#include "text/look_alike.h"

#include "text/fold.h"

#include <array>

namespace imprimatur {

namespace {

constexpr std::size_t kLongestWord = 64;   // letters looked at on either side
constexpr std::size_t kNeighbourGap = 16;  // characters between a word and its neighbours

LetterKind slow_kind(char32_t c) {
  if (is_letter(c)) {
    if (confusable_latin(c) != 0) {
      return LetterKind::look_alike;
    }
    if (is_latin(c)) {
      return confusable_cyrillic(c) != 0 ? LetterKind::shared : LetterKind::latin;
    }
    return LetterKind::other;
  }
  return is_word(c) || fold(c) == kFoldDrop ? LetterKind::silent : LetterKind::none;
}

// Latin, Greek, Cyrillic and Armenian by table.
constexpr std::size_t kKinds = 0x590;

std::array<LetterKind, kKinds> make_kinds() {
  std::array<LetterKind, kKinds> kinds{};
  for (std::size_t c = 0; c < kKinds; ++c) {
    kinds[c] = slow_kind(static_cast<char32_t>(c));
  }
  return kinds;
}

struct Counts {
  int latin = 0;       // Latin letters
  int shared = 0;      // of these, look-alikes of Cyrillic ones
  int look_alike = 0;  // letters of other scripts that look Latin
  int other = 0;       // letters that look like nothing else
  int small = 0;       // look-alikes in lower case
  bool cyrillic = false;

  void add(LetterKind kind, char32_t c) {
    latin += kind == LetterKind::latin || kind == LetterKind::shared ? 1 : 0;
    shared += kind == LetterKind::shared ? 1 : 0;
    look_alike += kind == LetterKind::look_alike ? 1 : 0;
    small += kind == LetterKind::look_alike && is_lower(c) ? 1 : 0;
    other += kind == LetterKind::other ? 1 : 0;
    cyrillic = cyrillic || (c >= 0x400 && c < 0x530);
  }
};

struct Word {
  Span span;
  Counts counts;
};

Word word_around(std::string_view text, std::size_t at) {
  Word word{{at, at}, {}};
  for (std::size_t n = 0; word.span.begin > 0 && n < kLongestWord; ++n) {
    std::size_t next = step_back(text, word.span.begin);
    const std::size_t begin = next;
    const char32_t c = next_code_point(text, next);
    const LetterKind kind = letter_kind(c);
    if (kind == LetterKind::none) {
      break;
    }
    word.counts.add(kind, c);
    word.span.begin = begin;
  }
  for (std::size_t n = 0; word.span.end < text.size() && n < kLongestWord; ++n) {
    std::size_t next = word.span.end;
    const char32_t c = next_code_point(text, next);
    const LetterKind kind = letter_kind(c);
    if (kind == LetterKind::none) {
      break;
    }
    word.counts.add(kind, c);
    word.span.end = next;
  }
  return word;
}

// 1: the nearest word on that side is Latin, 0: there is none, -1: it is not Latin.
int latin_before(std::string_view text, std::size_t at) {
  for (std::size_t n = 0; at > 0 && n < kNeighbourGap; ++n) {
    const char32_t c = code_point_before(text, at);
    if (is_letter(c)) {
      return is_latin(c) ? 1 : -1;
    }
    at = step_back(text, at);
  }
  return 0;
}

int latin_after(std::string_view text, std::size_t at) {
  for (std::size_t n = 0; at < text.size() && n < kNeighbourGap; ++n) {
    const char32_t c = next_code_point(text, at);
    if (is_letter(c)) {
      return is_latin(c) ? 1 : -1;
    }
  }
  return 0;
}

}  // namespace

LetterKind letter_kind(char32_t c) {
  static const std::array<LetterKind, kKinds> kTable = make_kinds();
  return c < kKinds ? kTable[c] : slow_kind(c);
}

std::size_t step_back(std::string_view utf8, std::size_t at) {
  --at;
  while (at > 0 && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80) {
    --at;
  }
  return at;
}

char32_t code_point_before(std::string_view utf8, std::size_t at) {
  if (at == 0) {
    return 0;
  }
  std::size_t start = step_back(utf8, at);
  return next_code_point(utf8, start);
}

char32_t code_point_at(std::string_view utf8, std::size_t at) {
  return at < utf8.size() ? next_code_point(utf8, at) : 0;
}

bool is_latin(char32_t c) {
  if (c < 0x80) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }
  return (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
}

bool is_european(char32_t c) {
  return is_latin(c) || (c >= 0x370 && c < 0x530) || (c >= 0x1F00 && c < 0x2000);
}

std::size_t honest_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 100;  // bytes on either side, fewer than read_word() looks at
  bool other = false;
  const auto take = [&](std::size_t place) {
    const auto lead = static_cast<unsigned char>(text[place]);
    const auto next = static_cast<unsigned char>(text[place + 1]);
    if (lead < 0xC4 || lead >= 0xE0 || (next & 0xC0U) != 0x80U) {
      return false;
    }
    const LetterKind kind = letter_kind((lead & 0x1FU) << 6U | (next & 0x3FU));
    other = other || kind == LetterKind::other;
    return kind == LetterKind::other || kind == LetterKind::look_alike;
  };
  const auto ends_word = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 && letter_kind(byte) == LetterKind::none;
  };
  std::size_t begin = at;
  while (begin >= 2 && at - begin < kLongest && take(begin - 2)) {
    begin -= 2;
  }
  std::size_t end = at;
  while (end + 1 < text.size() && end - at < kLongest && take(end)) {
    end += 2;
  }
  const bool whole =
      (begin == 0 || ends_word(text[begin - 1])) && (end >= text.size() || ends_word(text[end]));
  return other && whole ? end : 0;
}

WordReading read_word(std::string_view text, std::size_t at) {
  const Word word = word_around(text, at);
  const Counts& counts = word.counts;
  WordReading reading{word.span, Spelling::honest};
  if (counts.look_alike > 0 && counts.other == 0) {
    if (counts.latin > 0) {
      reading.spelling = Spelling::to_latin;
    } else if (counts.look_alike >= 2) {
      const int before = latin_before(text, reading.word.begin);
      const int after = latin_after(text, reading.word.end);
      // At the text's edge one neighbour must do, for capitals ("AP").
      const int needed = counts.small > 0 ? 2 : 1;
      if (before >= 0 && after >= 0 && before + after >= needed) {
        reading.spelling = Spelling::to_latin;
      }
    }
  } else if (counts.latin > 0 && counts.cyrillic && counts.latin == counts.shared &&
             counts.latin < counts.look_alike + counts.other) {
    reading.spelling = Spelling::to_cyrillic;
  } else if (counts.look_alike > 0 && counts.latin > 2 * (counts.other + counts.look_alike)) {
    reading.spelling = Spelling::to_latin;
  }
  return reading;
}

}  // namespace imprimatur
