// Span: a half-open byte range. Which text it counts in is said where it is used; findings that
// leave the engine always count bytes of the original input.
#ifndef IMPRIMATUR_TEXT_SPAN_H_
#define IMPRIMATUR_TEXT_SPAN_H_

#include <cstddef>

namespace imprimatur {

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] constexpr std::size_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin >= end; }
  [[nodiscard]] constexpr bool contains(std::size_t at) const { return begin <= at && at < end; }
  [[nodiscard]] constexpr bool overlaps(Span o) const { return begin < o.end && o.begin < end; }
  friend constexpr bool operator==(Span, Span) = default;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_SPAN_H_
