// GateIndex: which of many patterns may match a short text, told by the pieces of three bytes that
// stand in it, so that the text is not asked for each of them: the rules for first and last lines,
// the word lists of all languages. Private to the match layer and what builds on it. Immutable.
#ifndef IMPRIMATUR_MATCH_GATE_INDEX_H_
#define IMPRIMATUR_MATCH_GATE_INDEX_H_

#include "match/grams.h"

#include <array>
#include <compare>
#include <cstdint>
#include <utility>
#include <vector>

namespace imprimatur {

class GateIndex {
 public:
  // Numbers of patterns and their gates, which are not kept.
  using Gated = std::pair<std::uint32_t, const Gates*>;
  explicit GateIndex(const std::vector<Gated>& patterns);

  // Calls `sink` with the number of each pattern that may match a text of these grams, some of them
  // more than once.
  template <typename Sink>
  void find(const TextGrams& grams, const Sink& sink) const {
    for (const std::uint32_t pattern : always_) {
      sink(pattern);
    }
    grams.for_each([&](std::size_t gram) {
      for (std::uint32_t i = begins_[gram]; i < begins_[gram + 1]; ++i) {
        const Entry& entry = entries_[i];
        if (grams.holds(entry.grams[1]) && grams.holds(entry.grams[2])) {
          sink(entry.pattern);
        }
      }
    });
  }

 private:
  // A phrase of a pattern: one may stand in a text that has all of its grams.
  struct Entry {
    Gates::PhraseGrams grams{};
    std::uint32_t pattern = 0;
    friend bool operator==(const Entry&, const Entry&) = default;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  std::vector<std::uint32_t> always_;                         // those of which no gram can be told
  std::array<std::uint32_t, TextGrams::kBits + 1> begins_{};  // of each first gram in entries_
  std::vector<Entry> entries_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_GATE_INDEX_H_
