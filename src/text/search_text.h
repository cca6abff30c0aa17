// Search text: the shadow of a long stretch of text (shadow.h), written once and quickly so that
// all literals are searched in what people read and not in how it is spelt. Line breaks are blanks.
// The way back is exact for the beginning of each character. Not thread-safe: one a thread, reused
// to avoid allocation.
#ifndef IMPRIMATUR_TEXT_SEARCH_TEXT_H_
#define IMPRIMATUR_TEXT_SEARCH_TEXT_H_

#include "text/span.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

class SearchText {
 public:
  // Rebuilds it from text[part]; `text` is valid UTF-8 and is not kept. At most 4 GiB.
  void assign(std::string_view text, Span part);

  [[nodiscard]] std::string_view text() const { return text_; }
  // Offset here -> offset in `text` of the character that stands for it.
  [[nodiscard]] std::size_t to_text(std::size_t at) const;
  // True if all characters here are ASCII.
  [[nodiscard]] bool ascii() const { return ascii_; }

 private:
  class Sink;
  // From `here` on, up to the next of these, places lie side by side.
  struct Step {
    std::uint32_t here = 0;
    std::uint32_t there = 0;  // behind base_
  };

  std::string text_;
  std::vector<Step> steps_;
  std::size_t base_ = 0;
  bool ascii_ = true;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_SEARCH_TEXT_H_
