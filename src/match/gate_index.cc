#include "match/gate_index.h"

#include <algorithm>

namespace imprimatur {

GateIndex::GateIndex(const std::vector<Gated>& patterns) {
  std::vector<Gates::PhraseGrams> phrases;
  for (const auto& [number, gates] : patterns) {
    if (!gates->phrase_grams(phrases)) {
      always_.push_back(number);
      continue;
    }
    for (const Gates::PhraseGrams& grams : phrases) {
      entries_.push_back({grams, number});
    }
  }
  std::sort(entries_.begin(), entries_.end());
  entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
  for (const Entry& entry : entries_) {
    ++begins_[entry.grams.front() + 1];
  }
  for (std::size_t gram = 1; gram < begins_.size(); ++gram) {
    begins_[gram] += begins_[gram - 1];
  }
}

}  // namespace imprimatur
