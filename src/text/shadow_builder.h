// Writes shadow text (shadow.h) for a window of a text into a sink that keeps the way back: all of
// it (Shadow) or what a search needs (SearchText). Private to the text layer.
#ifndef IMPRIMATUR_TEXT_SHADOW_BUILDER_H_
#define IMPRIMATUR_TEXT_SHADOW_BUILDER_H_

#include "text/fold.h"
#include "text/look_alike.h"
#include "text/references.h"
#include "text/span.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace imprimatur::detail {

inline bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}
inline bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}
inline bool is_line_break(char32_t c) {
  return c == '\n' || c == '\r' || (c | 1) == 0x2029 || c == 0x85;
}
// How an ASCII character may stand in a run that is copied as it is, but for case.
enum class Ascii : unsigned char {
  special,  // not at all
  plain,
  blank,       // one, between plain characters
  line_break,  // before a letter or digit
  tail,        // may begin a reference that lost its '&'
};
constexpr std::array<Ascii, 256> make_ascii() {
  std::array<Ascii, 256> kinds{};
  for (std::size_t c = 0x21; c < 0x7F; ++c) {
    const bool special =
        std::string_view("&#*`_-\\").find(static_cast<char>(c)) != std::string_view::npos;
    kinds[c] = special ? Ascii::special : Ascii::plain;
  }
  kinds['a'] = kinds['n'] = kinds['q'] = Ascii::tail;
  kinds[' '] = Ascii::blank;
  kinds['\n'] = Ascii::line_break;
  return kinds;
}
inline constexpr std::array<Ascii, 256> kAscii = make_ascii();
inline Ascii ascii_kind(char c) {
  return kAscii[static_cast<unsigned char>(c)];
}
inline bool is_ascii_letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

// Offset behind blanks, the line end(s) and the next line's blanks and quote marks, or 0 if no line
// ends here.
inline std::size_t behind_line_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) {
    ++at;
  }
  if (at >= text.size() || !is_line_end(text[at])) {
    return 0;
  }
  at += text.substr(at, 2) == "\r\n" ? 2U : 1U;
  while (at < text.size() && (is_blank(text[at]) || text[at] == '>')) {
    ++at;
  }
  return at;
}

// Letters that combine with a following mark to a letter of its own, which folding keeps: Cyrillic
// short i, io, yi, short u and voiced kana. Both have the same length in UTF-8.
inline char32_t compose(char32_t base, char32_t mark) {
  if (mark == 0x306) {
    return base == 0x438 ? 0x439 : base == 0x443 ? 0x45E : 0;
  }
  if (mark == 0x308) {
    return base == 0x435 ? 0x451 : base == 0x456 ? 0x457 : 0;
  }
  const char32_t hiragana = base >= 0x30A1 && base <= 0x30F6 ? base - 0x60 : base;
  const bool ha_row = hiragana >= 0x306F && hiragana <= 0x307B && hiragana % 3 == 0;
  if (mark == 0x309A) {
    return ha_row ? base + 2 : 0;
  }
  if (mark == 0x3099) {
    const bool first = hiragana >= 0x304B && hiragana <= 0x3061 && hiragana % 2 == 1;
    const bool later = hiragana >= 0x3064 && hiragana <= 0x3068 && hiragana % 2 == 0;
    return first || later || ha_row ? base + 1 : hiragana == 0x3046 ? base + 0x4E : 0;
  }
  return 0;
}

// For each letter of two bytes what it folds to, if that is a letter of two bytes too, else 0; with
// kLookAlike if its word has to be judged, with kOther if it looks like no letter of another
// script.
using PlainLetters = std::array<std::uint16_t, 0x800>;
inline constexpr std::uint16_t kLookAlike = 0x8000;
[[nodiscard]] const PlainLetters& plain_letters();

inline constexpr std::size_t kPlainBlock = 16;
inline constexpr std::size_t kLongestTail = 8;

// True if goes_on() surely is at each of the kPlainBlock bytes; the byte behind them is read too.
#ifdef __SSE2__
inline bool is_plain_block(const char* text) {
  const auto load = [](const char* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  };
  const auto is = [](__m128i bytes, char wanted) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted));
  };
  const auto any = [](__m128i a, __m128i b) { return _mm_or_si128(a, b); };
  const auto between = [](__m128i bytes, char first, char last) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(last + 1))));
  };
  // Compared as signed bytes, those beyond ASCII are less than a blank.
  const auto special = [&](__m128i bytes) {
    const __m128i signs =
        any(any(any(is(bytes, '&'), is(bytes, '#')), is(bytes, '\\')),
            any(any(is(bytes, '*'), is(bytes, '`')), any(is(bytes, '_'), is(bytes, '-'))));
    return any(signs, any(_mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')), is(bytes, '\x7F')));
  };
  const __m128i here = load(text);
  const __m128i next = load(text + 1);
  const __m128i line_break = is(here, '\n');
  const __m128i word =
      any(between(_mm_or_si128(next, _mm_set1_epi8(0x20)), 'a', 'z'), between(next, '0', '9'));
  const __m128i odd = any(any(_mm_andnot_si128(line_break, special(here)), is(here, ';')),
                          any(_mm_and_si128(is(here, ' '), any(special(next), is(next, ' '))),
                              _mm_andnot_si128(word, line_break)));
  return _mm_movemask_epi8(odd) == 0;
}
#else
inline bool is_plain_block(const char*) {
  return false;
}
#endif

// Writes one shadow. Every step takes the character at at_ and moves at_ behind it. What a Sink
// has:
//   kLineBreak                       what it has for a line break
//   std::string& text()
//   void map_run(begin)              the bytes appended since the last call stand in the text from
//                                    `begin` on, byte for byte
//   void map_letters(begin)          the same, with characters beyond ASCII among them
//   void map_one(begin, end)         they stand for text[begin, end)
//   void extend_last(bytes, end)     the last so many bytes reach to `end`
//   void cut_back(begin)             forgets what stands for the text from `begin` on
//   void mark(Span)                  this stretch of the shadow was disguised
template <typename Sink>
class ShadowBuilder {
 public:
  ShadowBuilder(std::string_view text, Span window, Sink& out)
      : whole_(text), base_(window.begin), at_(window.begin), out_(out) {
    text_ = whole_.substr(0, window.end);
  }

  void run() {
    if (at_ == 0 || is_line_end(text_[at_ - 1])) {
      skip_line_marks();
    }
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (at_ >= rewritten_end_ && begins_run(c)) {
        plain_run();
      } else if (static_cast<unsigned char>(c) >= 0x80) {
        other();
      } else {
        ascii(c);
      }
    }
  }

 private:
  void ascii(char c) {
    switch (c) {
      case ' ':
      case '\t':
      case '\v':
      case '\f':
        blank(1);
        return;
      case '\n':
      case '\r':
        line_end(1);
        return;
      case '\\':
        reference(read_escape(text_, at_));
        return;
      case '&':
      case '#':
        reference(c == '&' ? read_reference(text_, at_) : read_reference_tail(text_, at_));
        return;
      case 'a':
      case 'n':
      case 'q':
        if (at_ == 0 || !is_word(code_point_before(text_, at_))) {
          reference(read_reference_tail(text_, at_));
          return;
        }
        break;
      case '*':
      case '`':
        ++at_;
        return;
      case '_':
        underscores();
        return;
      case '-':
        dash(1);
        return;
      default:
        break;
    }
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c + 32);
    }
    if (at_ < rewritten_end_) {
      if (const char32_t cyrillic = confusable_cyrillic(static_cast<unsigned char>(text_[at_]));
          to_cyrillic_ && cyrillic != 0) {
        write(cyrillic, 1, true);
        return;
      }
    }
    flush();
    out_.text().push_back(c);
    out_.map_one(at_, at_ + 1);
    ++at_;
  }

  [[nodiscard]] bool begins_run(char c) const {
    const Ascii kind = ascii_kind(c);
    return kind == Ascii::plain || (kind == Ascii::tail && !may_be_tail(at_));
  }

  // True unless the letter at `at`, of Ascii::tail, certainly begins no "amp;", "apos;", "nbsp;",
  // "quot;": such a tail does so at the beginning of a word only.
  [[nodiscard]] bool may_be_tail(std::size_t at) const {
    if (at > 0 && is_ascii_letter(text_[at - 1])) {
      return false;
    }
    const std::string_view begin = text_.substr(at, 3);
    return begin == "amp" || begin == "apo" || begin == "nbs" || begin == "quo";
  }

  [[nodiscard]] bool goes_on(std::size_t end) const {
    switch (ascii_kind(text_[end])) {
      case Ascii::plain:
        return true;
      case Ascii::tail:
        return !may_be_tail(end);
      case Ascii::blank: {
        const Ascii next = end + 1 < text_.size() ? ascii_kind(text_[end + 1]) : Ascii::special;
        return next == Ascii::plain || next == Ascii::tail;
      }
      case Ascii::line_break: {
        const char next = end + 1 < text_.size() ? text_[end + 1] : ' ';
        return is_ascii_letter(next) || (next >= '0' && next <= '9');
      }
      case Ascii::special:
        break;
    }
    return false;
  }

  // The common case: words, punctuation and single blanks between them, written in one go.
  void plain_run() {
    std::size_t end = at_ + 1;
    while (end + kPlainBlock < text_.size() && is_plain_block(text_.data() + end)) {
      end += kPlainBlock;
    }
    // A reference may end behind the last block: its beginning is looked at again.
    end = std::max(at_ + 1, end - std::min(end, kLongestTail));
    while (end < text_.size() && goes_on(end)) {
      ++end;
    }
    flush();
    std::string& out = out_.text();
    const std::size_t size = out.size();
    out.append(text_.substr(at_, end - at_));
    char* const written = out.data() + size;
    const std::size_t length = end - at_;
    for (std::size_t i = 0; i < length; ++i) {
      const char c = written[i];
      const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      written[i] = lower == '\n' ? Sink::kLineBreak : lower;
    }
    out_.map_run(at_);
    at_ = end;
  }

  // Characters beyond ASCII that stay what they are or become one of the same length, as in most
  // words of most scripts, and the signs, digits and single blanks between them. False if there is
  // none here. Whatever needs a closer look is left to others.
  bool letter_run() {
    const PlainLetters& plain = plain_letters();
    std::array<char, 256> run;
    std::size_t size = 0;
    std::size_t at = at_;
    while (at + 2 < text_.size() && size + 3 < run.size()) {
      const auto lead = static_cast<unsigned char>(text_[at]);
      if (lead < 0x80) {
        const Ascii kind = ascii_kind(text_[at]);
        const bool sign = kind == Ascii::plain && !is_ascii_letter(text_[at]);
        if (!sign && (kind != Ascii::blank || run[size - 1] == ' ')) {
          break;
        }
        run[size++] = text_[at++];
        continue;
      }
      const char32_t second = static_cast<unsigned char>(text_[at + 1]) & 0x3FU;
      // Â to Å and â may be part of garbled text.
      if (lead >= 0xC4 && lead < 0xE0) {
        const char32_t letter = plain[(lead & 0x1FU) << 6U | second];
        if (letter == 0 || ((letter & kLookAlike) != 0 && at >= judged_end_ && !judge_plain(at))) {
          break;
        }
        const char32_t folded = letter & ~char32_t{kLookAlike};
        run[size++] = static_cast<char>(0xC0U | (folded >> 6U & 0x1FU));
        run[size++] = static_cast<char>(0x80U | (folded & 0x3FU));
        at += 2;
      } else if (lead >= 0xE0 && lead < 0xEE && lead != 0xE2) {
        // Most of these are not folded.
        const char32_t third = static_cast<unsigned char>(text_[at + 2]) & 0x3FU;
        const char32_t c = (lead & 0x0FU) << 12U | second << 6U | third;
        const bool voiced = c == 0x3099 || c == 0x309A;
        if (fold(c) != c || voiced ||
            (at >= judged_end_ && letter_kind(c) == LetterKind::look_alike)) {
          break;
        }
        std::copy_n(text_.data() + at, 3, run.data() + size);
        size += 3;
        at += 3;
      } else {
        break;
      }
    }
    if (at > at_ && run[size - 1] == ' ') {  // there may be more of them
      --size;
      --at;
    }
    if (at == at_) {
      return false;
    }
    flush();
    out_.text().append(run.data(), size);
    out_.map_letters(at_);
    at_ = at;
    return true;
  }

  // Judges the word round the look-alike at `at` if that is plain to see.
  bool judge_plain(std::size_t at) {
    const std::size_t end = honest_end(whole_, at);
    judged_end_ = std::max(judged_end_, end);
    return end != 0;
  }

  // A character beyond ASCII.
  void other() {
    if (at_ >= rewritten_end_ && letter_run()) {
      return;
    }
    std::size_t next = at_;
    const char32_t c = next_code_point(text_, next);
    if ((c >= 0xC2 && c <= 0xC5) || c == 0xE2) {
      if (const Reference garbled = read_mojibake(text_, at_); garbled.length != 0) {
        character(garbled.c, garbled.length);
        return;
      }
    }
    if (at_ >= judged_end_ && letter_kind(c) == LetterKind::look_alike && judge_word()) {
      return;
    }
    if (at_ < rewritten_end_ && !to_cyrillic_) {
      if (const char32_t latin = confusable_latin(c); latin != 0) {
        write(latin, next - at_, true);
        return;
      }
    }
    character(c, next - at_);
  }

  // `c`, which stands in the next `length` bytes.
  void character(char32_t c, std::size_t length) {
    if (is_line_break(c)) {
      line_end(length);
      return;
    }
    const char32_t folded = fold(c);
    if (folded == kFoldDrop) {
      drop(c, length);
    } else if (folded == kFoldSpace) {
      blank(length);
    } else if (c == 0x2010) {
      dash(length);
    } else if ((c == 0x3099 || c == 0x309A || folded == 0x3099 || folded == 0x309A) &&
               combine(folded, length)) {
      return;
    } else {
      write(folded, length, is_math_letter(c));
    }
  }

  void reference(Reference found) {
    if (found.length != 0) {
      character(found.c, found.length);
    } else {
      write(fold(static_cast<unsigned char>(text_[at_])), 1, false);
    }
  }

  void drop(char32_t c, std::size_t length) {
    const std::size_t next = at_ + length;
    const bool combining = (c >= 0x300 && c < 0x370) || (c >= 0x64B && c < 0x660);
    if (combining && !pending_ && !out_.text().empty()) {
      if (!combine(c, length)) {
        extend(next);
        at_ = next;
      }
      return;
    }
    if (c == 0xAD) {  // a soft hyphen also joins the lines that it breaks
      const std::size_t behind = behind_line_end(text_, next);
      at_ = behind != 0 ? behind : next;
      return;
    }
    std::size_t behind = next;
    while (behind < text_.size() && fold(code_point_at(text_, behind)) == kFoldDrop) {
      behind += next_length(behind);
    }
    const std::string& out = out_.text();
    const bool inside =
        !pending_ && !out.empty() && is_european(code_point_before(out, out.size()));
    if (inside && is_european(code_point_at(text_, behind))) {
      out_.mark({out.size() - 1, out.size() + 1});
    }
    at_ = behind;
  }

  [[nodiscard]] std::size_t next_length(std::size_t at) const {
    std::size_t next = at;
    static_cast<void>(next_code_point(text_, next));
    return next - at;
  }

  // Joins the last character and a combining mark to a letter of its own, if there is one.
  bool combine(char32_t mark_char, std::size_t length) {
    std::string& out = out_.text();
    if (pending_ || out.empty()) {
      return false;
    }
    const std::size_t start = step_back(out, out.size());
    const char32_t composed = compose(code_point_at(out, start), mark_char);
    if (composed == 0) {
      return false;
    }
    out.resize(start);
    append_utf8(out, composed);  // of the same length
    extend(at_ + length);
    at_ += length;
    return true;
  }

  // The last character reaches to `end`.
  void extend(std::size_t end) {
    const std::string& out = out_.text();
    out_.extend_last(out.size() - step_back(out, out.size()), end);
  }

  void dash(std::size_t length) {
    const std::size_t behind = behind_line_end(text_, at_ + length);
    if (behind != 0 && is_letter(code_point_before(text_, at_)) &&
        is_lower(code_point_at(text_, behind))) {
      at_ = behind;
      return;
    }
    write('-', length, false);
  }

  void underscores() {
    std::size_t end = at_;
    while (end < text_.size() && text_[end] == '_') {
      ++end;
    }
    const bool before = is_word(code_point_before(text_, at_));
    const bool after = is_word(code_point_at(text_, end));
    if (before != after) {
      at_ = end;
    } else if (!before && end - at_ == 1) {
      write('-', 1, false);
    } else {
      while (at_ < end) {
        write('_', 1, false);
      }
    }
  }

  void blank(std::size_t length) {
    if (!pending_) {
      pending_ = true;
      pending_begin_ = at_;
      pending_char_ = ' ';
    }
    at_ += length;
  }

  void line_end(std::size_t length) {
    blank(length);
    pending_char_ = '\n';
    skip_line_marks();
  }

  // Quote marks, heading marks, bullets and marks of comments at the start of a line.
  void skip_line_marks() {
    const auto peek = [&](std::size_t i) { return i < text_.size() ? text_[i] : '\n'; };
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_blank(c)) {
        blank(1);
      } else if (c == '>') {
        ++at_;
      } else if ((c == '-' || c == '+') && is_blank(peek(at_ + 1))) {
        ++at_;
        return;
      } else if (c == '#') {
        const std::size_t end = std::min(text_.find_first_not_of('#', at_), text_.size());
        at_ = is_blank(peek(end)) || is_line_end(peek(end)) ? end : at_;
        return;
      } else if (c == '/' && peek(at_ + 1) == '/' && is_blank(peek(at_ + 2))) {
        at_ += 2;
      } else {
        return;
      }
    }
  }

  // Decides how to read the word at at_. True if it has to be written again from its beginning.
  bool judge_word() {
    const WordReading reading = read_word(whole_, at_);
    judged_end_ = std::max(reading.word.end, at_ + 1);
    if (reading.spelling == Spelling::honest) {
      return false;
    }
    rewritten_end_ = reading.word.end;
    to_cyrillic_ = reading.spelling == Spelling::to_cyrillic;
    const std::size_t begin = std::max(reading.word.begin, base_);
    if (!to_cyrillic_ || begin >= at_ || pending_) {
      return false;
    }
    out_.cut_back(begin);
    at_ = begin;
    return true;
  }

  void write(char32_t c, std::size_t length, bool disguised) {
    flush();
    std::string& out = out_.text();
    const std::size_t start = out.size();
    append_utf8(out, c);
    out_.map_one(at_, at_ + length);
    at_ += length;
    if (disguised) {
      out_.mark({start, out.size()});
    }
  }

  // Blanks count only between characters.
  void flush() {
    if (pending_ && !out_.text().empty()) {
      out_.text().push_back(pending_char_ == '\n' ? Sink::kLineBreak : pending_char_);
      out_.map_one(pending_begin_, at_);
    }
    pending_ = false;
  }

  std::string_view whole_;  // what decides how a word is read may stand behind the window
  std::string_view text_;   // up to the window's end
  std::size_t base_;
  std::size_t at_;
  Sink& out_;
  bool pending_ = false;  // blanks not yet written
  char pending_char_ = ' ';
  std::size_t pending_begin_ = 0;
  std::size_t judged_end_ = 0;     // words before this were judged
  std::size_t rewritten_end_ = 0;  // the word up to here is disguised
  bool to_cyrillic_ = false;
};

}  // namespace imprimatur::detail

#endif  // IMPRIMATUR_TEXT_SHADOW_BUILDER_H_
