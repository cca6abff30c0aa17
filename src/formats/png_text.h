// The texts of a PNG image (PNG, third edition, section 11.3.3): chunks tEXt, zTXt and iTXt, packed
// or not. Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_PNG_TEXT_H_
#define IMPRIMATUR_FORMATS_PNG_TEXT_H_

#include "base/result.h"
#include "text/span.h"

#include <optional>
#include <string>
#include <string_view>

namespace imprimatur {

struct PngText {
  std::string name;                     // the keyword, lower case
  Span written;                         // in the file; all that is packed, if it is
  std::optional<std::string> unpacked;  // none: the text is what is written
};

// No value: not a chunk of text, or none that is well formed. `kind` and `block`: of the chunk.
// Errors: as of inflate_text.
[[nodiscard]] Result<std::optional<PngText>> read_png_text(std::string_view file,
                                                           std::string_view kind,
                                                           Span block);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_PNG_TEXT_H_
