#include "text/shadow.h"

#include "text/fold.h"
#include "text/look_alike.h"
#include "text/references.h"

#include <algorithm>
#include <array>

namespace imprimatur {

namespace {

constexpr std::size_t kLongestWindow = 0xFFFFFFFE;  // offsets are kept in 32 bits

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}
bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}
bool is_line_break(char32_t c) {
  return c == '\n' || c == '\r' || (c | 1) == 0x2029 || c == 0x85;
}
// ASCII characters that are written as they are, but for case.
constexpr std::array<bool, 256> make_plain() {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x21; c < 0x7F; ++c) {
    plain[c] = std::string_view("&#*`_-anq").find(static_cast<char>(c)) == std::string_view::npos;
  }
  return plain;
}
constexpr std::array<bool, 256> kPlain = make_plain();

bool is_math_letter(char32_t c) {
  return c >= 0x1D400 && c < 0x1D800;
}

// Offset behind blanks, the line end(s) and the next line's blanks and quote marks, or 0 if no line
// ends here.
std::size_t behind_line_end(std::string_view text, std::size_t at) {
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
char32_t compose(char32_t base, char32_t mark) {
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

}  // namespace

// Writes one shadow. Every step takes the character at at_ and moves at_ behind it.
class ShadowBuilder {
 public:
  ShadowBuilder(std::string_view text, Span window, Shadow& out)
      : text_(text.substr(0, window.end)), base_(window.begin), at_(window.begin), out_(out) {}

  void run() {
    if (at_ == 0 || is_line_end(text_[at_ - 1])) {
      skip_line_marks();
    }
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (kPlain[static_cast<unsigned char>(c)] && at_ >= rewritten_end_) {
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
    out_.text_.push_back(c);
    out_.begins_.push_back(offset(at_));
    out_.ends_.push_back(offset(++at_));
  }

  // The common case: words and punctuation, written in one go. A letter that might begin the tail
  // of a reference does so only at the beginning of a word.
  void plain_run() {
    std::size_t end = at_ + 1;
    while (end < text_.size() &&
           (kPlain[static_cast<unsigned char>(text_[end])] ||
            (is_tail_letter(text_[end]) && is_ascii_letter(text_[end - 1])))) {
      ++end;
    }
    flush();
    const std::size_t size = out_.text_.size();
    const std::size_t length = end - at_;
    out_.text_.append(text_.substr(at_, length));
    for (std::size_t i = size; i < size + length; ++i) {
      const char c = out_.text_[i];
      out_.text_[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    out_.begins_.resize(size + length);
    out_.ends_.resize(size + length);
    const std::uint32_t first = offset(at_);
    for (std::size_t i = 0; i < length; ++i) {
      out_.begins_[size + i] = first + static_cast<std::uint32_t>(i);
      out_.ends_[size + i] = first + static_cast<std::uint32_t>(i) + 1;
    }
    at_ = end;
  }

  static bool is_tail_letter(char c) { return c == 'a' || c == 'n' || c == 'q'; }
  static bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

  // A character beyond ASCII.
  void other() {
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
    if (combining && !pending_ && !out_.text_.empty()) {
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
    const bool inside = !pending_ && !out_.text_.empty() &&
                        is_european(code_point_before(out_.text_, out_.text_.size()));
    if (inside && is_european(code_point_at(text_, behind))) {
      mark(out_.text_.empty() ? 0 : out_.text_.size() - 1, out_.text_.size() + 1);
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
    if (pending_ || out_.text_.empty()) {
      return false;
    }
    const std::size_t start = step_back(out_.text_, out_.text_.size());
    const char32_t composed = compose(code_point_at(out_.text_, start), mark_char);
    if (composed == 0) {
      return false;
    }
    out_.text_.resize(start);
    append_utf8(out_.text_, composed);
    extend(at_ + length);
    at_ += length;
    return true;
  }

  // The last character reaches to `end`.
  void extend(std::size_t end) {
    const std::size_t start = step_back(out_.text_, out_.text_.size());
    std::fill(
        out_.ends_.begin() + static_cast<std::ptrdiff_t>(start), out_.ends_.end(), offset(end));
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

  // Quote marks, heading marks and bullets at the start of a line.
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
      } else {
        return;
      }
    }
  }

  // Decides how to read the word at at_. True if it has to be written again from its beginning.
  bool judge_word() {
    const WordReading reading = read_word(text_, at_);
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
    const auto keep = static_cast<std::size_t>(
        std::lower_bound(out_.begins_.begin(), out_.begins_.end(), offset(begin)) -
        out_.begins_.begin());
    out_.text_.resize(keep);
    out_.begins_.resize(keep);
    out_.ends_.resize(keep);
    at_ = begin;
    return true;
  }

  void write(char32_t c, std::size_t length, bool disguised) {
    flush();
    const std::size_t start = out_.text_.size();
    append_utf8(out_.text_, c);
    out_.begins_.resize(out_.text_.size(), offset(at_));
    at_ += length;
    out_.ends_.resize(out_.text_.size(), offset(at_));
    if (disguised) {
      mark(start, out_.text_.size());
    }
  }

  // Blanks count only between characters.
  void flush() {
    if (pending_ && !out_.text_.empty()) {
      out_.text_.push_back(pending_char_);
      out_.begins_.push_back(offset(pending_begin_));
      out_.ends_.push_back(offset(at_));
    }
    pending_ = false;
  }

  void mark(std::size_t begin, std::size_t end) {
    std::vector<Span>& marks = out_.disguised_;
    if (!marks.empty() && marks.back().end >= begin) {
      marks.back().end = std::max(marks.back().end, end);
    } else {
      marks.push_back({begin, end});
    }
  }

  [[nodiscard]] std::uint32_t offset(std::size_t at) const {
    return static_cast<std::uint32_t>(at - base_);
  }

  std::string_view text_;  // up to the window's end
  std::size_t base_;
  std::size_t at_;
  Shadow& out_;
  bool pending_ = false;  // blanks not yet written
  char pending_char_ = ' ';
  std::size_t pending_begin_ = 0;
  std::size_t judged_end_ = 0;     // words before this were judged
  std::size_t rewritten_end_ = 0;  // the word up to here is disguised
  bool to_cyrillic_ = false;
};

void Shadow::assign(std::string_view text, Span window) {
  window.end = std::min({window.end, text.size(), window.begin + kLongestWindow});
  window.begin = std::min(window.begin, window.end);
  text_.clear();
  begins_.clear();
  ends_.clear();
  disguised_.clear();
  base_ = window.begin;
  text_.reserve(window.size());
  begins_.reserve(window.size());
  ends_.reserve(window.size());
  ShadowBuilder(text, window, *this).run();
}

Span Shadow::to_text(Span shadow) const {
  const std::size_t size = begins_.size();
  const std::size_t end_of_text = ends_.empty() ? 0 : ends_.back();
  if (shadow.empty() || shadow.begin >= size) {
    const std::size_t at = shadow.begin < size ? begins_[shadow.begin] : end_of_text;
    return {base_ + at, base_ + at};
  }
  return {base_ + begins_[shadow.begin], base_ + ends_[std::min(shadow.end, size) - 1]};
}

std::size_t Shadow::from_text(std::size_t at) const {
  if (at <= base_) {
    return 0;
  }
  const auto found = std::lower_bound(begins_.begin(), begins_.end(), at - base_);
  return static_cast<std::size_t>(found - begins_.begin());
}

bool Shadow::disguised(Span shadow) const {
  const auto after = std::lower_bound(
      disguised_.begin(), disguised_.end(), shadow.begin, [](Span s, std::size_t at) {
        return s.end <= at;
      });
  return after != disguised_.end() && after->overlaps(shadow);
}

}  // namespace imprimatur
