#include "rules/literals.h"
#include "rules/regex.h"
#include "text/fold.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

// Ranges up to this size are folded character by character.
constexpr char32_t kMaxFoldedRange = 4096;

// Scripts of South and South-East Asia, whose vowel signs shadow text keeps. The points of other
// scripts are dropped by folding.
bool has_vowel_signs(char32_t c) {
  return (c >= 0x0900 && c < 0x10A0) || (c >= 0x1780 && c < 0x1C80);
}

// PCRE2's \w has no combining marks, so it would end a word at its first vowel sign.
constexpr std::string_view kWordOrMark = "\\w\\p{M}";
constexpr std::string_view kMarkedBoundary =
    "(?:\\b(?<!\\p{M})(?!\\p{M})|(?<=\\p{M})(?![\\w\\p{M}]))";

bool is_meta(char32_t c) {
  return c < 0x80 &&
         std::string_view("\\^$.[]|()?*+{}").find(static_cast<char>(c)) != std::string_view::npos;
}

// Letters that are no marks whatever the version of Unicode.
bool is_plain_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= 0x03B1 && c <= 0x03C9) || (c >= 0x0430 && c <= 0x044F);
}

class Folder {
 public:
  explicit Folder(std::string_view pattern)
      : pattern_(pattern), boundary_(word_boundary(pattern)) {}

  std::string run() {
    while (at_ < pattern_.size()) {
      step();
    }
    return std::move(out_);
  }

 private:
  void copy(std::size_t size) {
    out_.append(pattern_.substr(at_, size));
    at_ += size;
  }

  void step() {
    const char c = pattern_[at_];
    if (c == '(') {
      group();
    } else if (c == '[') {
      set();
    } else if (c == '{') {
      copy(std::max<std::size_t>(counted_repeat_size(pattern_, at_), 1));
    } else if (c != '\\' && is_meta(static_cast<unsigned char>(c))) {
      copy(1);
    } else {
      char32_t literal = 0;
      if (read_regex_character(pattern_, at_, literal)) {
        character(literal);
      } else {
        escape(false);
      }
    }
  }

  void group() {
    if (pattern_.substr(at_, 3) == "(?<" && at_ + 3 < pattern_.size() && pattern_[at_ + 3] != '=' &&
        pattern_[at_ + 3] != '!') {
      const std::size_t end = pattern_.find('>', at_);
      copy(end == std::string_view::npos ? pattern_.size() - at_ : end + 1 - at_);
      return;
    }
    for (const std::string_view head : {"(?<=", "(?<!", "(?:", "(?=", "(?!"}) {
      if (pattern_.substr(at_, head.size()) == head) {
        copy(head.size());
        return;
      }
    }
    copy(1);
  }

  // \d \s \p{..}: as written.
  void escape(bool in_class) {
    const std::string_view two = pattern_.substr(at_, 2);
    const bool word = two == "\\w";
    if (word || (!in_class && (two == "\\W" || two == "\\b"))) {
      at_ += 2;
      if (two == "\\b") {
        boundary();
      } else {
        out_ += in_class ? "" : word ? "[" : "[^";
        out_ += kWordOrMark;
        out_ += in_class ? "" : "]";
      }
      return;
    }
    const bool property = pattern_.size() > at_ + 2 && pattern_[at_ + 2] == '{' &&
                          (pattern_[at_ + 1] == 'p' || pattern_[at_ + 1] == 'P');
    const std::size_t end = property ? pattern_.find('}', at_) : std::string_view::npos;
    copy(end == std::string_view::npos ? 2 : end + 1 - at_);
    at_ = std::min(at_, pattern_.size());
  }

  // In front of a letter, that is asked for first: it is seldom there, and a boundary of marks
  // takes ten times as long to tell.
  void boundary() {
    std::size_t next = at_;
    char32_t c = 0;
    const bool letter = boundary_ == kMarkedBoundary && next < pattern_.size() &&
                        !is_meta(static_cast<unsigned char>(pattern_[next])) &&
                        read_regex_character(pattern_, next, c) && is_plain_letter(fold(c));
    const bool kept =
        letter && (next == pattern_.size() ||
                   std::string_view("?*{").find(pattern_[next]) == std::string_view::npos);
    if (!kept) {
      out_ += boundary_;
      return;
    }
    out_ += "(?=";
    append_utf8(out_, fold(c));
    out_ += ")(?<![";
    out_ += kWordOrMark;
    out_ += "])";
  }

  void character(char32_t c) {
    if (c == U'\n') {
      out_ += "\\n";
      return;
    }
    const char32_t folded = fold(c);
    if (folded == kFoldDrop) {
      out_ += "(?:)";  // a repeat may follow
    } else if (folded == kFoldSpace) {
      out_ += "[ \\n]";
    } else {
      if (is_meta(folded)) {
        out_.push_back('\\');
      }
      append_utf8(out_, folded);
    }
  }

  void set() {
    ranges_.clear();
    copy(1);
    if (at_ < pattern_.size() && pattern_[at_] == '^') {
      copy(1);
    }
    while (at_ < pattern_.size() && pattern_[at_] != ']') {
      char32_t first = 0;
      if (!read_regex_character(pattern_, at_, first)) {
        escape(true);
        continue;
      }
      char32_t last = first;
      if (at_ + 1 < pattern_.size() && pattern_[at_] == '-' && pattern_[at_ + 1] != ']') {
        ++at_;
        static_cast<void>(read_regex_character(pattern_, at_, last));
      }
      add_range(first, last);
    }
    write_ranges();
    if (at_ < pattern_.size()) {
      copy(1);
    }
  }

  // A blank in a class is a blank or a line break, as everywhere.
  void add_range(char32_t first, char32_t last) {
    if (last - first >= kMaxFoldedRange) {
      ranges_.emplace_back(first, last);
      return;
    }
    for (char32_t c = first; c <= last; ++c) {
      const char32_t folded = c == U'\n' ? c : fold(c);
      if (folded == kFoldDrop) {
        continue;
      }
      ranges_.emplace_back(folded, folded);
      if (folded == kFoldSpace) {
        ranges_.emplace_back(U'\n', U'\n');
      }
    }
  }

  void write_ranges() {
    std::sort(ranges_.begin(), ranges_.end());
    for (std::size_t i = 0; i < ranges_.size();) {
      const char32_t first = ranges_[i].first;
      char32_t last = ranges_[i].second;
      for (++i; i < ranges_.size() && ranges_[i].first <= last + 1; ++i) {
        last = std::max(last, ranges_[i].second);
      }
      write_in_class(first);
      if (last > first) {
        if (last > first + 1) {
          out_.push_back('-');
        }
        write_in_class(last);
      }
    }
    if (out_.back() == '[' || out_.substr(out_.size() - 2) == "[^") {
      out_ += "\\x{0}";  // nothing is left of the class: it stands for no character of a text
    }
  }

  void write_in_class(char32_t c) {
    if (c == U'\n') {
      out_ += "\\n";
      return;
    }
    if (c < 0x80 &&
        std::string_view("\\]^-[").find(static_cast<char>(c)) != std::string_view::npos) {
      out_.push_back('\\');
    }
    append_utf8(out_, c);
  }

  std::string_view pattern_;
  std::string_view boundary_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<RegexNode::Range> ranges_;
};

}  // namespace

std::string_view word_boundary(std::string_view pattern) {
  for (std::size_t at = 0; at < pattern.size();) {
    const char32_t c = next_code_point(pattern, at);
    if (has_vowel_signs(c) && is_word(c)) {
      return kMarkedBoundary;
    }
  }
  return "\\b";
}

std::string fold_pattern(std::string_view pattern) {
  return Folder(pattern).run();
}

}  // namespace imprimatur
