#include "match/edge_index.h"

namespace imprimatur {

EdgeIndex::EdgeIndex(const std::vector<std::uint32_t>& rules, const std::deque<Pattern>& patterns) {
  std::vector<std::uint16_t> grams;
  for (const std::uint32_t rule : rules) {
    if (!patterns[rule].gates().first_grams(grams)) {
      always_.push_back(rule);
      continue;
    }
    for (const std::uint16_t gram : grams) {
      std::vector<std::uint32_t>& known = by_gram_[gram];
      if (known.empty() || known.back() != rule) {
        known.push_back(rule);
      }
    }
  }
}

}  // namespace imprimatur
