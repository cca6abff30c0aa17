// WrittenText: a text collected from pieces (of XML, of a JSON string), with the way back to where
// each character is written. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_WRITTEN_TEXT_H_
#define IMPRIMATUR_FORMATS_WRITTEN_TEXT_H_

#include "text/decode.h"
#include "text/span.h"

#include <string>
#include <string_view>

namespace imprimatur {

class WrittenText {
 public:
  // Either `written` holds the same bytes as `value`, or all of `value` stands for all of it.
  void add(std::string_view value, Span written);
  void clear();
  [[nodiscard]] bool empty() const { return text_.empty(); }
  [[nodiscard]] std::string_view str() const { return text_; }
  // From the first piece to the last, as written.
  [[nodiscard]] Span written() const { return written_; }
  [[nodiscard]] Span to_source(Span span) const;
  // str() -> what it was written in.
  [[nodiscard]] OffsetMap map() const;

 private:
  std::string text_;
  OffsetMap map_;
  Span written_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_WRITTEN_TEXT_H_
