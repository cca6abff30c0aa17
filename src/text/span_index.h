// SpanIndex: which of many spans lie at a place, without asking each of them. Immutable.
#ifndef IMPRIMATUR_TEXT_SPAN_INDEX_H_
#define IMPRIMATUR_TEXT_SPAN_INDEX_H_

#include "text/span.h"

#include <cstddef>
#include <vector>

namespace imprimatur {

class SpanIndex {
 public:
  // In any order; they may overlap.
  explicit SpanIndex(const std::vector<Span>& spans);

  // Indices, ascending, of the spans that share a byte with `range` or border on it.
  [[nodiscard]] std::vector<std::size_t> touching(Span range) const;

 private:
  struct Entry {
    Span span;
    std::size_t index = 0;
    std::size_t reach = 0;  // the farthest end up to here
  };
  std::vector<Entry> entries_;  // by beginning
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_SPAN_INDEX_H_
