#include "text/look_alike.h"

#include "text/fold.h"

namespace imprimatur {

namespace {

constexpr std::size_t kLongestWord = 64;   // letters looked at on either side
constexpr std::size_t kNeighbourGap = 16;  // characters between a word and its neighbours

bool joins_word(char32_t c) {
  return is_word(c) || fold(c) == kFoldDrop;
}

Span word_around(std::string_view text, std::size_t at) {
  Span word{at, at};
  for (std::size_t n = 0; word.begin > 0 && n < kLongestWord; ++n) {
    if (!joins_word(code_point_before(text, word.begin))) {
      break;
    }
    word.begin = step_back(text, word.begin);
  }
  for (std::size_t n = 0; word.end < text.size() && n < kLongestWord; ++n) {
    std::size_t next = word.end;
    if (!joins_word(next_code_point(text, next))) {
      break;
    }
    word.end = next;
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

struct Counts {
  int latin = 0;              // Latin letters
  int latin_as_cyrillic = 0;  // of these, look-alikes of Cyrillic ones
  int look_alike = 0;         // letters of other scripts that look Latin
  int other = 0;              // letters that look like nothing else
  bool cyrillic = false;
};

Counts count_letters(std::string_view word) {
  Counts counts;
  std::size_t at = 0;
  while (at < word.size()) {
    const char32_t c = next_code_point(word, at);
    if (!is_letter(c)) {
      continue;
    }
    counts.cyrillic = counts.cyrillic || (c >= 0x400 && c < 0x530);
    if (confusable_latin(c) != 0) {
      ++counts.look_alike;
    } else if (is_latin(c)) {
      ++counts.latin;
      counts.latin_as_cyrillic += confusable_cyrillic(c) != 0 ? 1 : 0;
    } else {
      ++counts.other;
    }
  }
  return counts;
}

}  // namespace

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

WordReading read_word(std::string_view text, std::size_t at) {
  WordReading reading{word_around(text, at), Spelling::honest};
  const std::string_view word = text.substr(reading.word.begin, reading.word.size());
  const Counts counts = count_letters(word);
  if (counts.look_alike > 0 && counts.other == 0) {
    if (counts.latin > 0) {
      reading.spelling = Spelling::to_latin;
    } else if (counts.look_alike >= 2) {
      const int before = latin_before(text, reading.word.begin);
      const int after = latin_after(text, reading.word.end);
      if (before >= 0 && after >= 0 && before + after > 0) {
        reading.spelling = Spelling::to_latin;
      }
    }
  } else if (counts.latin > 0 && counts.cyrillic && counts.latin == counts.latin_as_cyrillic &&
             counts.latin < counts.look_alike + counts.other) {
    reading.spelling = Spelling::to_cyrillic;
  } else if (counts.look_alike > 0 && counts.latin > 2 * (counts.other + counts.look_alike)) {
    reading.spelling = Spelling::to_latin;
  }
  return reading;
}

}  // namespace imprimatur
