// The pieces of text that are looked at closely: the paragraph around a literal, bounded in size.
// Private to the match layer.
#ifndef IMPRIMATUR_MATCH_WINDOW_H_
#define IMPRIMATUR_MATCH_WINDOW_H_

#include "text/span.h"

#include <span>
#include <string_view>
#include <vector>

namespace imprimatur {

// How far a window reaches from a hit at most, in bytes; longer than any match can be.
inline constexpr std::size_t kWindowReach = 1500;
// Overlapping windows are joined up to this size.
inline constexpr std::size_t kWindowMax = 8192;

// The paragraph around `hit` (a blank line ends it, but not behind a line that ends in a colon and
// announces a list), at most kWindowReach bytes to either side and
// then cut at a blank.
[[nodiscard]] Span window_around(std::string_view text, Span hit);

// All of `text` as paragraphs; long ones as overlapping windows. For scanning without literals.
[[nodiscard]] std::vector<Span> all_windows(std::string_view text);

// The first and last few lines that are short enough to be a credit, in order. `parts`: where the
// running text stands; empty: all of it is.
[[nodiscard]] std::vector<Span> edge_lines(std::string_view text, std::span<const Span> parts = {});

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_WINDOW_H_
