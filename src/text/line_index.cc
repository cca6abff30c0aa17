#include "text/line_index.h"

#include <algorithm>

namespace imprimatur {

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
}

Position LineIndex::position(std::size_t decoded_offset) const {
  const std::size_t at = std::min(decoded_offset, text_.size());
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), at);
  Position position;
  position.offset = at;
  position.line = static_cast<std::size_t>(next - starts_.begin());
  std::size_t code_points = 0;
  std::size_t astral = 0;
  for (const char byte : text_.substr(*(next - 1), at - *(next - 1))) {
    const auto b = static_cast<unsigned char>(byte);
    code_points += (b & 0xC0) != 0x80 ? 1U : 0U;
    astral += b >= 0xF0 ? 1U : 0U;  // two UTF-16 units
  }
  position.column = code_points + 1;
  position.utf16_column = code_points + astral + 1;
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
