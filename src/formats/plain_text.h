// Plain text and Markdown: the whole input is the text; zones are told by shape.
#ifndef IMPRIMATUR_FORMATS_PLAIN_TEXT_H_
#define IMPRIMATUR_FORMATS_PLAIN_TEXT_H_

#include "formats/reader.h"

#include <memory>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_plain_text_reader();
[[nodiscard]] std::unique_ptr<Reader> make_markdown_reader();

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_PLAIN_TEXT_H_
