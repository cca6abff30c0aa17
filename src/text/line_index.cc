#include "text/line_index.h"

#include <algorithm>

namespace imprimatur {
namespace {

constexpr std::size_t kLongLine = 4096;

// Adds the characters that begin in these bytes, and those of them that are two UTF-16 units.
void count(std::string_view bytes, std::size_t& code_points, std::size_t& astral) {
  for (const char byte : bytes) {
    const auto b = static_cast<unsigned char>(byte);
    code_points += (b & 0xC0) != 0x80 ? 1U : 0U;
    astral += b >= 0xF0 ? 1U : 0U;
  }
}

}  // namespace

LineIndex::LineIndex(std::string_view decoded_text) : text_(decoded_text) {
  starts_.push_back(0);
  std::size_t at = 0;
  bool carriage_returns = text_.find('\r') != std::string_view::npos;
  while (at < text_.size()) {
    at = carriage_returns ? text_.find_first_of("\r\n", at) : text_.find('\n', at);
    if (at == std::string_view::npos) {
      break;
    }
    at += text_.substr(at, 2) == "\r\n" ? 2U : 1U;
    starts_.push_back(at);
  }
  for (std::size_t line = 0; line < starts_.size(); ++line) {
    const std::size_t end = line + 1 < starts_.size() ? starts_[line + 1] : text_.size();
    if (end - starts_[line] > kLongLine) {
      add_marks(starts_[line], end);
    }
  }
}

void LineIndex::add_marks(std::size_t begin, std::size_t end) {
  Mark mark{begin, 0, 0};
  while (mark.at + kLongLine < end) {
    count(text_.substr(mark.at, kLongLine), mark.code_points, mark.astral);
    mark.at += kLongLine;
    marks_.push_back(mark);
  }
}

Position LineIndex::position(std::size_t decoded_offset) const {
  const std::size_t at = std::min(decoded_offset, text_.size());
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), at);
  Position position;
  position.offset = at;
  position.line = static_cast<std::size_t>(next - starts_.begin());
  Mark from{*(next - 1), 0, 0};
  const auto behind =
      std::upper_bound(marks_.begin(), marks_.end(), at, [](std::size_t place, const Mark& mark) {
        return place < mark.at;
      });
  if (behind != marks_.begin() && (behind - 1)->at > from.at) {
    from = *(behind - 1);
  }
  count(text_.substr(from.at, at - from.at), from.code_points, from.astral);
  position.column = from.code_points + 1;
  position.utf16_column = from.code_points + from.astral + 1;
  return position;
}

Span LineIndex::line_span(std::size_t line) const {
  if (line == 0 || line > starts_.size()) {
    return {text_.size(), text_.size()};
  }
  Span span{starts_[line - 1], line < starts_.size() ? starts_[line] : text_.size()};
  if (span.end > span.begin && text_[span.end - 1] == '\n') {
    --span.end;
  }
  if (span.end > span.begin && text_[span.end - 1] == '\r') {
    --span.end;
  }
  return span;
}

}  // namespace imprimatur
