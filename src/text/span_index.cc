#include "text/span_index.h"

#include <algorithm>

namespace imprimatur {

SpanIndex::SpanIndex(const std::vector<Span>& spans) {
  entries_.reserve(spans.size());
  for (const Span span : spans) {
    entries_.push_back({span, entries_.size(), 0});
  }
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.span.begin < b.span.begin;
  });
  std::size_t reach = 0;
  for (Entry& entry : entries_) {
    reach = std::max(reach, entry.span.end);
    entry.reach = reach;
  }
}

std::vector<std::size_t> SpanIndex::touching(Span range) const {
  std::vector<std::size_t> found;
  auto entry = std::lower_bound(
      entries_.begin(), entries_.end(), range.begin, [](const Entry& one, std::size_t at) {
        return one.reach < at;
      });
  for (; entry != entries_.end() && entry->span.begin <= range.end; ++entry) {
    if (entry->span.end >= range.begin) {
      found.push_back(entry->index);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace imprimatur
