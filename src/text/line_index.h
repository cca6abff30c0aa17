// Byte offset -> line and columns of the original input, all 1-based (contract §4).
// Views the bytes it was made of; they must outlive it. Thread-safe after construction.
#ifndef IMPRIMATUR_TEXT_LINE_INDEX_H_
#define IMPRIMATUR_TEXT_LINE_INDEX_H_

#include "text/span.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace imprimatur {

struct Position {
  std::size_t offset = 0;        // bytes
  std::size_t line = 1;          // LF, CRLF and CR end a line
  std::size_t column = 1;        // code points
  std::size_t utf16_column = 1;  // UTF-16 code units
};

// Lines of a decoded text. Positions take offsets in decoded text; the caller sets `offset` to
// the original one (OffsetMap). Built lazily for the offsets asked for, in any order.
class LineIndex {
 public:
  explicit LineIndex(std::string_view decoded_text);
  [[nodiscard]] Position position(std::size_t decoded_offset) const;
  // The line's text without its end; `line` is 1-based.
  [[nodiscard]] Span line_span(std::size_t line) const;
  [[nodiscard]] std::size_t lines() const { return starts_.size(); }

 private:
  // A place within a long line, so that its columns are not counted from its beginning each time.
  struct Mark {
    std::size_t at = 0;
    std::size_t code_points = 0;  // from the beginning of its line to here
    std::size_t astral = 0;
  };
  void add_marks(std::size_t begin, std::size_t end);

  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::vector<Mark> marks_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_LINE_INDEX_H_
