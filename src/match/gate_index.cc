#include "match/gate_index.h"

#include <algorithm>

namespace imprimatur {

GateIndex::GateIndex(const std::vector<Gated>& patterns) {
  std::vector<std::pair<std::uint16_t, std::uint32_t>> by_gram;
  std::vector<std::uint16_t> grams;
  for (const auto& [number, gates] : patterns) {
    if (!gates->first_grams(grams)) {
      always_.push_back(number);
      continue;
    }
    for (const std::uint16_t gram : grams) {
      by_gram.emplace_back(gram, number);
    }
  }
  std::sort(by_gram.begin(), by_gram.end());
  by_gram.erase(std::unique(by_gram.begin(), by_gram.end()), by_gram.end());
  for (const auto& [gram, number] : by_gram) {
    ++begins_[gram + 1];
    patterns_.push_back(number);
  }
  for (std::size_t gram = 1; gram < begins_.size(); ++gram) {
    begins_[gram] += begins_[gram - 1];
  }
}

}  // namespace imprimatur
