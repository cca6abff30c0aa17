// Lines of a plain text and their shapes; lines joined to paragraphs. Private to the text layer.
#ifndef IMPRIMATUR_TEXT_LINES_H_
#define IMPRIMATUR_TEXT_LINES_H_

#include "text/span.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace imprimatur {

enum class LineShape : unsigned char {
  text,
  rule,     // --- ___ *** ===
  fence,    // ``` or ~~~
  quote,    // led by >
  bullet,   // led by - * + and a blank, or 1.
  heading,  // led by # and a blank
  comment,  // led by // /* or, in several lines, * # ; %
  caption,  // led by a picture word or a Markdown image
};

struct Line {
  Span span;               // without blanks at either end and without the line end
  std::size_t indent = 0;  // blanks before
  std::size_t width = 0;   // columns, counted up to kWidthLimit
  LineShape shape = LineShape::text;
};

inline constexpr std::size_t kWidthLimit = 400;

// Lines joined because they are one paragraph, or one block of the same shape.
struct Paragraph {
  Span span;
  std::size_t lines = 0;
  std::size_t width = 0;   // columns of all lines, up to kWidthLimit
  std::size_t indent = 0;  // of the first line
  LineShape shape = LineShape::text;
  bool after_blank = true;
};

[[nodiscard]] std::vector<Paragraph> find_paragraphs(std::string_view text);

// True if the piece ends like a sentence, or has one that ends in it.
[[nodiscard]] bool ends_like_sentence(std::string_view piece);
[[nodiscard]] bool has_sentence(std::string_view piece);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_LINES_H_
