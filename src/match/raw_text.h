// Places of a text as it stands in the document, before it is made shadow text: where it may be cut
// and where a line may end. Pure; thread-safe. Private to the match layer.
#ifndef IMPRIMATUR_MATCH_RAW_TEXT_H_
#define IMPRIMATUR_MATCH_RAW_TEXT_H_

#include "text/span.h"

#include <cstddef>
#include <string_view>

namespace imprimatur {

// Where a block ends that may reach to `at`: behind a blank, if there is one not far before.
[[nodiscard]] std::size_t block_end(std::string_view text, std::size_t at);

[[nodiscard]] bool is_ascii(std::string_view text);

// The last place of `range` that may become a line break in shadow text: one itself, a reference or
// garbled characters. npos if there is none.
[[nodiscard]] std::size_t last_line_break(std::string_view text, Span range);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_RAW_TEXT_H_
