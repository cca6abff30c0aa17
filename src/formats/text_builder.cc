#include "formats/text_builder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace imprimatur {
namespace {

constexpr std::size_t kLongestName = 40;  // of a named reference
constexpr std::size_t kLookAhead = 4;     // bytes behind a reference that tell where it ends

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::size_t character_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
    ++length;
  }
  return std::min(length, text.size());
}

// "|", "-", "/", bullets and long dashes: what stands between the parts of a byline.
constexpr std::array<std::string_view, 10> kSeparators = {"|",
                                                          "-",
                                                          "/",
                                                          "\xC2\xB7",
                                                          "\xE2\x80\xA2",
                                                          "\xE2\x80\x93",
                                                          "\xE2\x80\x94",
                                                          "\xE2\x97\x8F",
                                                          "\xC2\xBB",
                                                          "\xEF\xBD\x9C"};

bool is_number(char c) {
  return c >= '0' && c <= '9';
}

// `numbers`: also "24"; else only "24.11.2026", "09:12".
bool begins_part(std::string_view next, bool numbers) {
  const bool number = !next.empty() && is_number(next.front());
  const std::size_t sign = next.find_first_of(".:/-");
  const bool date = number && sign != std::string_view::npos && sign + 1 < next.size() &&
                    is_number(next[sign + 1]);
  return date || (number && numbers) ||
         std::any_of(kSeparators.begin(), kSeparators.end(), [&](std::string_view separator) {
           return next == separator;
         });
}

bool ends_part(std::string_view text) {
  return std::any_of(kSeparators.begin(), kSeparators.end(), [&](std::string_view separator) {
    return text.ends_with(separator) &&
           (text.size() == separator.size() || is_blank(text[text.size() - separator.size() - 1]));
  });
}

}  // namespace

// `next`: the characters that will be added.
void TextBuilder::flush_breaks(std::string_view next) {
  if (split_ != Split::nothing && blank_waits_ && lines_wait_ == 0 &&
      (begins_part(next, split_ == Split::numbers) || ends_part(out_))) {
    lines_wait_ = 1;
  }
  if (lines_wait_ > 0 && !out_.empty()) {
    map_.add({out_.size(), last_end_, false, 1, 1});
    out_.append(lines_wait_, '\n');
  } else if (blank_waits_ && !out_.empty()) {
    map_.add({out_.size(), blank_at_, true, 1, 1});
    out_ += ' ';
    last_end_ = blank_at_ + 1;
  }
  lines_wait_ = 0;
  blank_waits_ = false;
}

// `length`: bytes of the source that stand for all of `characters`.
void TextBuilder::add(std::string_view characters, std::size_t at, std::size_t length) {
  flush_breaks(characters);
  const bool same = length == characters.size();
  const bool step = characters.size() <= std::numeric_limits<std::uint8_t>::max() &&
                    length <= std::numeric_limits<std::uint8_t>::max() && length > 0;
  if (same) {
    map_.add({out_.size(), at, true, 1, 1});
  } else if (step) {
    map_.add({out_.size(),
              at,
              true,
              static_cast<std::uint8_t>(characters.size()),
              static_cast<std::uint8_t>(length)});
  } else {
    map_.add({out_.size(), at, false, 1, 1});
  }
  out_ += characters;
  last_end_ = at + length;
}

void TextBuilder::blank(std::size_t at) {
  if (lines_wait_ == 0 && !blank_waits_) {
    blank_waits_ = true;
    blank_at_ = at;
  }
}

void TextBuilder::line_break(std::size_t /*at*/) {
  lines_wait_ = std::max<std::size_t>(lines_wait_, 1);
  blank_waits_ = false;
}

void TextBuilder::paragraph_break() {
  lines_wait_ = 2;
  blank_waits_ = false;
}

void TextBuilder::gap() {
  if (lines_wait_ == 0 && !blank_waits_ && !out_.empty() && !is_blank(out_.back())) {
    map_.add({out_.size(), last_end_, false, 1, 1});
    out_ += ' ';
  }
}

void TextBuilder::mark(std::string_view characters, std::size_t at) {
  flush_breaks(characters);
  map_.add({out_.size(), at, false, 1, 1});
  out_ += characters;
  last_end_ = at;
}

void TextBuilder::append(std::string_view text,
                         const OffsetMap& map,
                         std::size_t at,
                         std::size_t size) {
  if (!text.empty()) {
    flush_breaks(text);
    map_.append(map, out_.size(), at);
    out_ += text;
    last_end_ = at + size;
  }
}

void TextBuilder::finish() {
  lines_wait_ = 0;
  blank_waits_ = false;
  map_.finish(out_.size(), source_.size());
}

// Behind the tag or comment at `written.at`, which the parser dropped.
std::size_t TextBuilder::skip_markup(Written written) const {
  const std::string_view rest = source_.substr(written.at, written.end - written.at);
  const bool comment = rest.starts_with("<!--");
  const std::size_t end = comment ? rest.find("-->", 4) : rest.find('>');
  return end == std::string_view::npos ? written.end : written.at + end + (comment ? 3 : 1);
}

// True if what stands at `at` in the source may be the rest of the text's value.
bool TextBuilder::follows(std::string_view rest, std::size_t at, std::size_t end) const {
  for (std::size_t i = 0; i < std::min(rest.size(), kLookAhead); ++i) {
    if (at + i >= end) {
      return false;
    }
    if (source_[at + i] == '&' || source_[at + i] == '<' || source_[at + i] == '\r') {
      return true;
    }
    if (source_[at + i] != rest[i]) {
      return false;
    }
  }
  return !rest.empty() || at >= end || source_[at] == '<';
}

// Bytes of the reference at `written.at`; `rest` is the value from the character it stands for on.
std::size_t TextBuilder::reference_length(std::string_view rest, Written written) const {
  const std::string_view here = source_.substr(written.at, written.end - written.at);
  if (here.size() > 1 && here[1] == '#') {
    std::size_t length = 2;
    while (length < here.size() && is_alnum(here[length])) {
      ++length;
    }
    // "&#169 2024": digits end the number, whatever follows.
    if (here.size() > 2 && here[2] != 'x' && here[2] != 'X') {
      length =
          std::min(std::max<std::size_t>(here.find_first_not_of("0123456789", 2), 2), here.size());
    } else if (here.size() > 3) {
      length = std::min(here.find_first_not_of("0123456789abcdefABCDEF", 3), here.size());
    }
    const bool digits = length > (here.size() > 2 && (here[2] | 0x20) == 'x' ? 3U : 2U);
    if (!digits) {
      return 1;
    }
    return length < here.size() && here[length] == ';' ? length + 1 : length;
  }
  std::size_t name = 1;
  while (name < std::min(here.size(), kLongestName) && is_alnum(here[name])) {
    ++name;
  }
  const std::string_view behind = rest.substr(character_length(rest));
  if (rest.front() == '&') {
    const bool escaped = here.starts_with("&amp") || here.starts_with("&AMP");
    return !escaped ? 1 : here.size() > 4 && here[4] == ';' ? 5 : 4;
  }
  if (name < here.size() && here[name] == ';' &&
      follows(behind, written.at + name + 1, written.end)) {
    return name + 1;
  }
  for (std::size_t length = name; length > 2; --length) {
    if (follows(behind, written.at + length, written.end)) {
      return length;
    }
  }
  return name < here.size() && here[name] == ';' ? name + 1 : name;
}

// How many bytes of the value are written as they are, without a blank.
std::size_t TextBuilder::plain_run(std::string_view rest, Written written) const {
  const std::size_t limit = std::min(rest.size(), written.end - written.at);
  std::size_t length = 0;
  while (length < limit && rest[length] == source_[written.at + length] &&
         !is_blank(rest[length]) && rest[length] != '&' && rest[length] != '<') {
    ++length;
  }
  while (length > 0 && length < rest.size() &&
         (static_cast<unsigned char>(rest[length]) & 0xC0U) == 0x80U) {
    --length;
  }
  return length;
}

void TextBuilder::text(std::string_view value, Span written, bool keep_blanks) {
  std::size_t at = written.begin;
  std::size_t found = at;  // behind the last character that was found again
  std::size_t left = value.size();
  while (!value.empty()) {
    found = value.size() < left ? at : found;
    left = value.size();
    const Written here{at, written.end};
    if (at >= written.end) {  // not found again: the rest stands for the rest of the piece
      add(value, found, 0);
      last_end_ = written.end;
      return;
    }
    if (const std::size_t run = plain_run(value, here); run > 0) {
      add(value.substr(0, run), at, run);
      value.remove_prefix(run);
      at += run;
      continue;
    }
    const char c = source_[at];
    const std::size_t length = character_length(value);
    if (is_blank(value.front()) && is_blank(c)) {
      const bool pair = c == '\r' && at + 1 < written.end && source_[at + 1] == '\n';
      if (!keep_blanks) {
        blank(at);
      } else if (value.front() == '\n') {
        add("\n", at, pair ? 2 : 1);
      } else {
        add(value.substr(0, 1), at, 1);
      }
      at += pair ? 2 : 1;
      value.remove_prefix(1);
    } else if (c == '&') {
      const std::size_t reference = reference_length(value, here);
      if (is_blank(value.front()) && !keep_blanks) {
        blank(at);
      } else {
        add(value.substr(0, length), at, reference);
      }
      at += reference;
      value.remove_prefix(length);
    } else if (c == '<' && value.front() != '<') {
      at = skip_markup(here);
    } else if (c == value.front()) {
      add(value.substr(0, length), at, length);
      at += length;
      value.remove_prefix(length);
    } else if (c == '\0' && value.starts_with("\xEF\xBF\xBD")) {
      add(value.substr(0, length), at, 1);
      ++at;
      value.remove_prefix(length);
    } else {
      ++at;  // dropped by the parser: NUL, the line break behind <pre>
    }
  }
}

}  // namespace imprimatur
