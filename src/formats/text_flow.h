// TextFlow: running text from pieces that know where they are written: blanks are collapsed, an
// empty line ends a paragraph, and from then on line ends are kept (wires inside of markup).
// Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_TEXT_FLOW_H_
#define IMPRIMATUR_FORMATS_TEXT_FLOW_H_

#include "text/decode.h"
#include "text/span.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace imprimatur {

class TextFlow {
 public:
  // As in WrittenText::add: the same bytes, or all of `value` stands for all of `written`.
  void text(std::string_view value, Span written);
  // A text with a map of its own to the same source.
  void append(std::string_view text, const OffsetMap& map);
  void line_break();
  void paragraph_break();
  // Line ends are kept from the beginning, as in plain text.
  void keep_lines() { lines_ = true; }
  void clear();

  [[nodiscard]] std::size_t size() const { return out_.size(); }
  [[nodiscard]] bool empty() const { return out_.empty(); }
  [[nodiscard]] std::string_view str() const { return out_; }
  [[nodiscard]] OffsetMap map() const;
  // From the first character to the last, as written.
  [[nodiscard]] Span written() const { return {first_, last_}; }

 private:
  // `same`: it is written as one byte.
  void blank(char c, std::size_t at, bool same);
  void flush();
  void add(std::string_view characters, Span written);

  std::string out_;
  OffsetMap map_;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
  std::size_t blank_at_ = 0;
  bool blank_waits_ = false;
  bool blank_same_ = false;
  int newlines_ = 0;  // since the last character
  int breaks_ = 0;    // 1: a line's end, 2: a paragraph's
  bool lines_ = false;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_TEXT_FLOW_H_
