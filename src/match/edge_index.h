// EdgeIndex: which of the rules for first and last lines may match a line, told by the pieces of
// three bytes that stand in it, so that a line is not asked for each rule. Private to the match
// layer. Immutable.
#ifndef IMPRIMATUR_MATCH_EDGE_INDEX_H_
#define IMPRIMATUR_MATCH_EDGE_INDEX_H_

#include "match/grams.h"
#include "match/pattern.h"

#include <array>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

namespace imprimatur {

class EdgeIndex {
 public:
  EdgeIndex(const std::vector<std::uint32_t>& rules, const std::deque<Pattern>& patterns);

  // Calls `sink` for each rule that may match `line`, some of them more than once.
  template <typename Sink>
  void find(std::string_view line, const Sink& sink) const {
    for (const std::uint32_t rule : always_) {
      sink(rule);
    }
    TextGrams(line).for_each([&](std::size_t gram) {
      for (const std::uint32_t rule : by_gram_[gram]) {
        sink(rule);
      }
    });
  }

 private:
  std::vector<std::uint32_t> always_;  // those of which no gram can be told
  std::array<std::vector<std::uint32_t>, TextGrams::kBits> by_gram_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_EDGE_INDEX_H_
