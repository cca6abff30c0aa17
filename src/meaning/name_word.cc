#include "meaning/name_word.h"

#include "text/fold.h"

#include <algorithm>

namespace imprimatur {
namespace {

// Punctuation that stands in no name: lines, brackets, quotation marks, bullets, and the stops and
// commas of scripts that have their own.
bool ends_name(char32_t c) {
  constexpr std::u32string_view kEnds =
      U"|;:\n<>[]{}()\"*!?/"
      U"\u201C\u201D\u201E\u00AB\u00BB\u00B7\u2022\u2013\u2014\u2502\u2605\u00A9"
      U"\u3001\u3002\uFF0C\uFF1B\uFF08\uFF09\u300A\u300B\u300C\u300D"
      U"\u0964\u0965\u06D4\u060C\u0589\u104A\u104B\u1362\u1363\u17D4";
  return kEnds.find(c) != std::u32string_view::npos;
}

// A line that was wrapped, not ended: the name goes on in the next one. It is long, and the next
// word would have made it too long.
constexpr std::size_t kWrappedLine = 40;
constexpr std::size_t kFullLine = 54;

// "Address: 12 Quay Street": the next line says something else.
bool opens_label(std::string_view line) {
  constexpr std::size_t kLongest = 40;
  constexpr std::ptrdiff_t kMostWords = 3;
  line = line.substr(0, std::min(line.find('\n'), kLongest));
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         (colon + 1 == line.size() || line[colon + 1] == ' ') &&
         std::count(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon), ' ') <
             kMostWords;
}

bool is_wrap(std::string_view text, std::size_t at, std::size_t column) {
  if (opens_label(text.substr(at + 1))) {
    return false;
  }
  const std::size_t last = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t width = last == std::string_view::npos ? column + at : at - last - 1;
  const std::size_t next = text.find_first_of(" \n", at + 1);
  const std::size_t word = (next == std::string_view::npos ? text.size() : next) - at;
  return width >= kWrappedLine && word > 1 && width + word >= kFullLine;
}

// "Argus.All": the blank behind a sentence is lost. `at`: behind the full stop. "Amazon.Com" is an
// address.
bool is_glued(std::string_view text, std::size_t at) {
  constexpr std::size_t kShortest = 3;
  std::size_t small = 0;
  std::size_t next = at;
  if (at >= text.size() || at < 3 || !is_lower(static_cast<unsigned char>(text[at - 2])) ||
      !is_upper(next_code_point(text, next))) {
    return false;
  }
  while (next < text.size() && is_lower(next_code_point(text, next))) {
    ++small;
  }
  return small >= kShortest;
}

// "ISO/IEC", "A/S": a slash between two words of capitals. `at`: of the slash.
bool joins_capitals(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 6;
  const auto capital = [&](std::size_t i) { return text[i] >= 'A' && text[i] <= 'Z'; };
  const auto letter = [&](std::size_t i) {
    return i < text.size() && (capital(i) || (text[i] >= 'a' && text[i] <= 'z') ||
                               (static_cast<unsigned char>(text[i]) & 0x80U) != 0);
  };
  std::size_t begin = at;
  while (begin > 0 && capital(begin - 1)) {
    --begin;
  }
  std::size_t end = at + 1;
  while (end < text.size() && capital(end)) {
    ++end;
  }
  return begin < at && at - begin <= kLongest && !(begin > 0 && letter(begin - 1)) &&
         end > at + 1 && end - at <= kLongest + 1 && !letter(end);
}

// "Wisconsin\u2013Madison": without blanks a dash between two letters is a hyphen.
bool is_hyphen(std::string_view text, std::size_t at, std::size_t next) {
  std::size_t before = at;
  while (before > 0 && (static_cast<unsigned char>(text[before - 1]) & 0xC0U) == 0x80U) {
    --before;
  }
  before -= before > 0 ? 1U : 0U;
  return at > 0 && next < text.size() && is_letter(next_code_point(text, before)) &&
         is_letter(next_code_point(text, next));
}

// Bytes of a bracket that belongs to the word: "Author(s)", a form of one letter in front of a
// name or behind it, "(\uC8FC)X", "X\uFF08\u682A\uFF09", and a short one between such letters; 0 if
// there is none.
std::size_t bracket_of_word(std::string_view text, std::size_t at, bool begun) {
  constexpr std::string_view kPlural = "(s)";
  if (begun && text.substr(at).starts_with(kPlural)) {
    return kPlural.size();
  }
  std::size_t next = at;
  const char32_t open = next_code_point(text, next);
  if ((open != U'(' && open != U'\uFF08') || next >= text.size()) {
    return 0;
  }
  const char32_t form = next_code_point(text, next);
  if (form < 0x3400 || !is_letter(form) || next >= text.size()) {
    return 0;
  }
  char32_t close = next_code_point(text, next);
  std::size_t letters = 1;
  constexpr std::size_t kMostLetters = 4;
  while (begun && letters <= kMostLetters && close >= 0x3400 && is_letter(close) &&
         next < text.size()) {
    close = next_code_point(text, next);
    ++letters;
  }
  std::size_t letter = next;
  const bool followed = next < text.size() && is_letter(next_code_point(text, letter));
  const bool glued = letters == 1 ? begun || followed : letters <= kMostLetters && followed;
  return glued && (close == U')' || close == U'\uFF09') ? next - at : 0;
}

// "xt:Commerce", "a:gain": a colon between small letters and a capital.
bool is_inner_colon(std::string_view text, std::size_t at, std::string_view word) {
  constexpr std::size_t kLongest = 3;
  return !word.empty() && word.size() <= kLongest && at + 1 < text.size() && text[at + 1] >= 'A' &&
         text[at + 1] <= 'Z' &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// "OAO "PMZ "Voskhod"": a mark behind a letter closes what was opened before. `at`: of the mark.
bool closes_quote(std::string_view text, std::size_t at) {
  std::size_t next = at + 1;
  std::size_t before = at;
  while (before > 0 && (static_cast<unsigned char>(text[before - 1]) & 0xC0U) == 0x80U) {
    --before;
  }
  before -= before > 0 ? 1U : 0U;
  const bool word = at > 0 && is_letter(next_code_point(text, before));
  return word && text.substr(0, at).find('"') != std::string_view::npos &&
         (next == text.size() || !is_letter(next_code_point(text, next)));
}

// The quotation mark that closes what `open` opens, in front of the line's end; 0 if none does.
char32_t closed_by(std::string_view text, std::size_t at, char32_t open) {
  constexpr std::size_t kLongest = 120;
  const char32_t close = closing_quote(open);
  if (close == 0) {
    return 0;
  }
  std::string mark;
  append_utf8(mark, close);
  return text.substr(at, kLongest).find(mark) == std::string_view::npos ? 0 : close;
}

// Folded away for matching, and yet a part of the name: a tone mark, a nukta.
bool is_accent(char32_t c) {
  constexpr char32_t kLast = 0x2000;  // behind it are marks of emoji and symbols
  return is_word(c) && c < kLast;
}

// A quotation mark between two Hebrew letters stands for gershayim, the sign of an abbreviation.
bool is_gershayim(std::string_view text, std::size_t at) {
  constexpr std::size_t kLetter = 2;
  const auto hebrew = [&](std::size_t letter) {
    if (letter + kLetter > text.size()) {
      return false;
    }
    const char32_t c = next_code_point(text, letter);
    return c >= 0x05D0 && c <= 0x05EA;
  };
  return at >= kLetter && hebrew(at - kLetter) && hebrew(at + 1);
}

}  // namespace

NameWord next_word(std::string_view text, std::size_t& at, bool may_quote, std::size_t column) {
  std::size_t blanks = 0;
  bool wrapped = false;
  while (at < text.size()) {
    const bool wrap = text[at] == '\n' && !wrapped && is_wrap(text, at, column);
    if (text[at] != ' ' && !wrap) {
      break;
    }
    wrapped = wrapped || wrap;
    ++at;
    ++blanks;
  }
  NameWord word;
  word.end = at;
  word.joined = blanks == 0;
  word.wrapped = wrapped;
  if (at >= text.size() || blanks >= 3) {
    return word;
  }
  std::size_t peek = at;
  const char32_t open = may_quote ? next_code_point(text, peek) : 0;
  const char32_t close = may_quote ? closed_by(text, peek, open) : 0;
  word.quoted = close != 0;
  std::size_t end = at;
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t c = next_code_point(text, next);
    if (close != 0 && at >= peek) {
      if (c == U'\n' && !is_wrap(text, at, column)) {
        break;
      }
      append_utf8(word.text, c);
      at = next;
      end = at;
      if (c == close) {
        break;
      }
      continue;
    }
    const char32_t folded = fold(c);
    const bool fraction = c == U'/' && at > 0 && next < text.size() &&
                          is_digit(static_cast<unsigned char>(text[at - 1])) &&
                          is_digit(static_cast<unsigned char>(text[next]));  // "24/7 News"
    const bool joined = fraction || (c == U'"' && is_gershayim(text, at)) ||
                        (c == U'/' && joins_capitals(text, at)) ||
                        (c == U':' && is_inner_colon(text, at, word.text)) ||
                        (c == U'"' && closes_quote(text, at)) ||
                        (c == U'\u2013' && is_hyphen(text, at, next));
    if (const std::size_t bracket = bracket_of_word(text, at, !word.text.empty()); bracket != 0) {
      word.text += text.substr(at, bracket);
      at += bracket;
      end = at;
      continue;
    }
    if (close == 0 && (folded == kFoldSpace || (ends_name(c) && !joined))) {
      break;
    }
    at = next;
    if (c == U'.' && is_glued(text, at)) {
      word.stop = true;
      word.end = end;
      return word;
    }
    if (c == U',') {
      word.comma = true;
      break;
    }
    const bool trade_mark = c == 0xAE || c == 0x2122;  // said of the name, no part of it
    // A joiner within a word is a letter's: without it the name is spelled wrong.
    const bool joiner = (c == 0x200C || c == 0x200D) && !word.text.empty();
    if (!trade_mark && (folded != kFoldDrop || is_accent(c) || joiner)) {
      append_utf8(word.text, c);
    }
    end = at;
  }
  word.end = end;
  if (word.text.size() > 1 && word.text.back() == '.') {
    word.stop = true;
    word.text.pop_back();
    --word.end;
  }
  return word;
}

bool is_legal_form(const NameWords& words, std::string_view word) {
  std::string folded = fold(word);
  while (!folded.empty() && folded.back() == '.') {
    folded.pop_back();
  }
  return words.form.has(folded);
}

bool is_initial(std::string_view word) {
  std::size_t at = 0;
  return !word.empty() && is_letter(next_code_point(word, at)) && at == word.size();
}

bool is_year(const NameWords& words, std::string_view word) {
  const std::size_t last = word.rfind('-');
  if (last != std::string_view::npos && words.still.has(word.substr(last + 1))) {
    word = word.substr(0, last);  // "2017-present"
  }
  return word.size() >= 4 && (word.starts_with("19") || word.starts_with("20")) &&
         (word.size() == 4 || word[4] == '-') && std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= '0' && c <= '9') || c == '-';
         });
}

std::size_t letters_in(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    letters += is_letter(next_code_point(text, at)) ? 1U : 0U;
  }
  return letters;
}

}  // namespace imprimatur
