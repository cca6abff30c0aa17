// Shadow text: the copy of a piece of text in which rules are matched, with an exact map back.
// In the shadow: characters are folded (fold.h); runs of blanks are one space; a line break is one
// '\n' without blanks around it, or a space where it only wraps a sentence; zero-width characters,
// soft hyphens, Markdown emphasis (* and word-edge _ and `) are gone; a word hyphenated at a line
// end is joined; quotes are " and ', dashes are '-'; character references (&copy; &#169; &amp;copy;
// &nbsp; …) are resolved; © stands for ©, ⓒ, Ⓒ, mojibake "Â©" and "Ã‚Â©" ("(c)" stays: rules
// decide); words that mix Latin with look-alike letters of other scripts are written with the Latin
// ones and marked. Not thread-safe: one Shadow per thread, reused to avoid allocation.
#ifndef IMPRIMATUR_TEXT_SHADOW_H_
#define IMPRIMATUR_TEXT_SHADOW_H_

#include "text/span.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

class Shadow {
 public:
  // Rebuilds the shadow of text[window]; `text` is valid UTF-8 and is not kept.
  void assign(std::string_view text, Span window);

  [[nodiscard]] std::string_view text() const { return text_; }
  // Shadow range -> range in `text` (offsets into the whole text, not into the window).
  [[nodiscard]] Span to_text(Span shadow) const;
  // Text offset -> first shadow offset at or after it.
  [[nodiscard]] std::size_t from_text(std::size_t at) const;
  // True if characters in this shadow range were disguised (look-alikes, zero-width inside a word).
  [[nodiscard]] bool disguised(Span shadow) const;

 private:
  class Sink;

  void unwrap(std::string_view text);

  std::string text_;
  std::vector<std::uint32_t> begins_;  // per shadow byte: offset of its source character in window
  std::vector<std::uint32_t> ends_;    // per shadow byte: offset behind its source character
  std::vector<Span> disguised_;        // in shadow offsets, ordered
  std::size_t base_ = 0;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_SHADOW_H_
