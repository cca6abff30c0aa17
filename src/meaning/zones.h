// The segments around places of interest. Small texts are segmented whole, large ones only near
// the places asked for. Views the text and regions; they must outlive the Zones. One thread at a
// time. Private to the meaning layer, but for running_text.
#ifndef IMPRIMATUR_MEANING_ZONES_H_
#define IMPRIMATUR_MEANING_ZONES_H_

#include "formats/document.h"
#include "meaning/name_words.h"
#include "text/segment.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct ZoneOptions {
  bool markdown = false;
  std::span<const Region> regions = {};  // of the document's structure: they go before the shape
  const NameWords* words = nullptr;      // for what headings and lead-ins say; null: nothing
};

// The spans of `text` that are the document's own running text: neither captions nor what frames
// the page. Empty if there are no regions, or nothing is left.
[[nodiscard]] std::vector<Span> running_text(std::string_view text,
                                             std::span<const Region> regions);

class Zones {
 public:
  // `places`: ascending offsets that will be asked for.
  Zones(std::string_view text, const std::vector<std::size_t>& places, const ZoneOptions& options);

  // The segment that holds `at`; an empty one of zone body if it is between segments.
  [[nodiscard]] Segment at(std::size_t offset) const;
  // The region that holds `at`, null if the structure tells nothing.
  [[nodiscard]] const Region* region_at(std::size_t offset) const;
  // True if the document's structure tells parts of it apart, as in a page.
  [[nodiscard]] bool structured() const { return !regions_.empty(); }
  // The segment before the one that holds `at`, empty if there is none.
  [[nodiscard]] Segment before(std::size_t offset) const;
  // True if the nearest heading before it, "License", is one under which rights are stated.
  [[nodiscard]] bool under_rights_heading(std::size_t offset) const;
  // True if that heading, "Third-party licences", is one under which the rights of others are
  // listed.
  [[nodiscard]] bool under_others_heading(std::size_t offset) const;
  // True if the document's headings are those of a site's terms: "Privacy", "Liability".
  [[nodiscard]] bool states_terms() const;
  // True if what stands before its list or paragraph ends in a colon and says that an example
  // follows, or somebody else's words.
  [[nodiscard]] bool is_example(std::size_t offset) const;
  [[nodiscard]] bool is_cited(std::size_t offset) const;
  // True if it stands in an item of a list whose items begin with licences.
  [[nodiscard]] bool is_choice(std::size_t offset) const;
  // True if no prose segment begins behind `at` in the document.
  [[nodiscard]] bool behind_prose(std::size_t offset) const;
  // The same of prose that is no quotation.
  [[nodiscard]] bool behind_own_prose(std::size_t offset) const;
  // True if Markdown marks the segment that holds `at` as code and the document has text beside it.
  [[nodiscard]] bool fenced(std::size_t offset) const;
  // True if a prose segment begins before the one that holds `at`.
  [[nodiscard]] bool prose_before(std::size_t offset) const;
  // True if there is prose outside of the segment that holds `at`.
  [[nodiscard]] bool other_prose(std::size_t offset) const;

 private:
  void add_segments(std::string_view text, std::size_t offset, const SegmentOptions& options);
  void add_segments_at(std::string_view text, const std::vector<std::size_t>& places);
  void sum_up();
  [[nodiscard]] std::size_t index_of(std::size_t offset) const;
  [[nodiscard]] bool is_rights_heading(std::size_t index) const;
  // True if `test` is of the nearest heading in front of `offset`, or of one in front of inner
  // ones, at most `reach` segments away.
  template <typename Test>
  [[nodiscard]] bool under_heading(std::size_t offset, std::size_t reach, const Test& test) const;
  // The end of what announces its list or paragraph with a colon, folded; empty if nothing does.
  [[nodiscard]] std::string lead_in(std::size_t offset) const;
  // Folded, without marks and numbers; empty if it is too long.
  [[nodiscard]] std::string heading_words(std::size_t index) const;
  [[nodiscard]] std::string_view written(std::size_t index) const;
  std::string_view text_;
  const NameWords* words_;
  std::span<const Region> regions_;
  bool markdown_ = false;
  std::vector<Segment> segments_;
  std::vector<std::size_t> headings_;  // indices of segments, ascending
  // Of all segments, so that no question goes through them.
  std::size_t prose_end_ = 0;                 // behind the last one of prose
  std::size_t own_prose_end_ = 0;             // behind the last one that is no quotation
  std::size_t own_prose_ = 0;                 // how many are prose and no quotation
  bool beside_code_ = false;                  // one is neither code nor a headline
  mutable std::optional<bool> states_terms_;  // made when first asked for
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_ZONES_H_
