// The segments around places of interest. Small texts are segmented whole, large ones only near
// the places asked for. Views the text; it must outlive the Zones. Private to the meaning layer.
#ifndef IMPRIMATUR_MEANING_ZONES_H_
#define IMPRIMATUR_MEANING_ZONES_H_

#include "text/segment.h"

#include <string_view>
#include <vector>

namespace imprimatur {

class Zones {
 public:
  // `places`: ascending offsets that will be asked for.
  Zones(std::string_view text, const std::vector<std::size_t>& places, bool markdown);

  // The segment that holds `at`; an empty one of zone body if it is between segments.
  [[nodiscard]] Segment at(std::size_t offset) const;
  // The segment before the one that holds `at`, empty if there is none.
  [[nodiscard]] Segment before(std::size_t offset) const;
  // True if no prose segment begins behind `at` in the document.
  [[nodiscard]] bool behind_prose(std::size_t offset) const;
  // True if there is prose outside of the segment that holds `at`.
  [[nodiscard]] bool other_prose(std::size_t offset) const;

 private:
  [[nodiscard]] std::size_t index_of(std::size_t offset) const;
  std::vector<Segment> segments_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_ZONES_H_
