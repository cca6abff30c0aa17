#include "formats/text_flow.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace imprimatur {
namespace {

constexpr std::size_t kLargestStep = std::numeric_limits<std::uint8_t>::max();
constexpr std::string_view kBlanks = " \t\r\n\f";

bool is_blank(char c) {
  return kBlanks.find(c) != std::string_view::npos;
}

}  // namespace

void TextFlow::blank(char c, std::size_t at, bool same) {
  if (!blank_waits_) {
    blank_waits_ = true;
    blank_same_ = same;
    blank_at_ = at;
  }
  newlines_ += c == '\n' ? 1 : 0;
}

void TextFlow::flush() {
  if (newlines_ >= 2) {
    breaks_ = 2;
    lines_ = true;
  } else if (newlines_ == 1 && lines_) {
    breaks_ = std::max(breaks_, 1);
  }
  if (breaks_ > 0 && !out_.empty()) {
    map_.add({out_.size(), last_, false, 1, 1});
    out_.append(static_cast<std::size_t>(breaks_), '\n');
  } else if (blank_waits_ && !out_.empty()) {
    // One piece with the words around it: a map of every word would be larger than the text.
    map_.add({out_.size(), blank_at_, blank_same_, 1, 1});
    out_ += ' ';
  }
  blank_waits_ = false;
  newlines_ = 0;
  breaks_ = 0;
}

void TextFlow::add(std::string_view characters, Span written) {
  flush();
  OffsetMap::Piece piece{out_.size(), written.begin, true, 1, 1};
  if (characters.size() != written.size()) {
    piece.linear =
        characters.size() <= kLargestStep && written.size() <= kLargestStep && written.size() > 0;
    piece.decoded_step = piece.linear ? static_cast<std::uint8_t>(characters.size()) : 1;
    piece.source_step = piece.linear ? static_cast<std::uint8_t>(written.size()) : 1;
  }
  map_.add(piece);
  first_ = out_.empty() ? written.begin : first_;
  out_ += characters;
  last_ = written.end;
}

void TextFlow::text(std::string_view value, Span written) {
  if (value.size() != written.size()) {
    if (value.find_first_not_of(kBlanks) == std::string_view::npos) {
      for (const char c : value) {
        blank(c, written.begin, false);
      }
    } else {
      add(value, written);
    }
    return;
  }
  std::size_t at = 0;
  while (at < value.size()) {
    if (is_blank(value[at])) {
      blank(value[at], written.begin + at, true);
      ++at;
      continue;
    }
    const std::size_t end = std::min(value.find_first_of(kBlanks, at), value.size());
    add(value.substr(at, end - at), {written.begin + at, written.begin + end});
    at = end;
  }
}

void TextFlow::append(std::string_view text, const OffsetMap& map) {
  if (text.empty()) {
    return;
  }
  flush();
  const Span written = map.to_source(Span{0, text.size()});
  first_ = out_.empty() ? written.begin : first_;
  map_.append(map, out_.size(), 0);
  out_ += text;
  last_ = std::max(last_, written.end);
}

void TextFlow::line_break() {
  breaks_ = std::max(breaks_, 1);
}

void TextFlow::paragraph_break() {
  breaks_ = 2;
  newlines_ = 0;
  blank_waits_ = false;
  lines_ = false;
}

void TextFlow::clear() {
  *this = TextFlow();
}

OffsetMap TextFlow::map() const {
  OffsetMap map = map_;
  map.finish(out_.size(), last_);
  return map;
}

}  // namespace imprimatur
