// TextBuilder: the visible text of a document with markup, piece by piece, with the way back to
// where each character was written. Blanks are collapsed as a browser does; blocks are paragraphs.
// Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_TEXT_BUILDER_H_
#define IMPRIMATUR_FORMATS_TEXT_BUILDER_H_

#include "text/decode.h"
#include "text/span.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace imprimatur {

class TextBuilder {
 public:
  // `source`: what the pieces were written in; must outlive the builder.
  explicit TextBuilder(std::string_view source) : source_(source) {}

  // A piece of text and where it was written: equal but for references, CRLF, and tags or comments
  // within, which are found again here. `keep_blanks`: as in <pre>.
  void text(std::string_view value, Span written, bool keep_blanks);
  // A character that is not written, such as the quotation marks of <q>.
  void mark(std::string_view characters, std::size_t at);
  // Characters that stand for what is written at `written`, blanks as they are.
  void put(std::string_view characters, Span written) {
    add(characters, written.begin, written.size());
  }
  // A text with a map of its own, whose source begins at `at` and is `size` bytes of this one.
  void append(std::string_view text, const OffsetMap& map, std::size_t at, std::size_t size);
  void line_break(std::size_t at);
  void paragraph_break();
  // A blank that is not written, unless one stands or waits there.
  void gap();
  // What separates the parts of a byline ends a line: "|" or "-" between blanks, a date in digits,
  // any number.
  enum class Split : unsigned char { nothing, dates, numbers };
  void split_parts(Split split) { split_ = split; }

  [[nodiscard]] std::size_t size() const { return out_.size(); }
  // Where the last character that was added ends; blanks that wait are not counted.
  void finish();
  [[nodiscard]] std::string_view str() const { return out_; }
  [[nodiscard]] OffsetMap take_map() { return std::move(map_); }

 private:
  struct Written {
    std::size_t at;
    std::size_t end;
  };
  [[nodiscard]] std::size_t skip_markup(Written written) const;
  [[nodiscard]] std::size_t reference_length(std::string_view rest, Written written) const;
  [[nodiscard]] bool follows(std::string_view rest, std::size_t at, std::size_t end) const;
  [[nodiscard]] std::size_t plain_run(std::string_view rest, Written written) const;
  void add(std::string_view characters, std::size_t at, std::size_t length);
  void blank(std::size_t at);
  void flush_breaks(std::string_view next);

  std::string_view source_;
  std::string out_;
  OffsetMap map_;
  std::size_t last_end_ = 0;  // in the source, of the last character added
  std::size_t blank_at_ = 0;
  bool blank_waits_ = false;
  Split split_ = Split::nothing;
  std::size_t lines_wait_ = 0;  // 1: a line break, 2: a paragraph's end
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_TEXT_BUILDER_H_
