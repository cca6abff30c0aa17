// Grams: which pieces of three bytes a window's shadow holds, stretch by stretch, so that "none of
// these phrases can stand here" is told without searching for them. A filter: it may say that a
// phrase can stand where it does not, never the reverse. Private to the match layer.
#ifndef IMPRIMATUR_MATCH_GRAMS_H_
#define IMPRIMATUR_MATCH_GRAMS_H_

#include "rules/gates.h"
#include "text/gram.h"
#include "text/span.h"

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

namespace imprimatur {

// Of one short text. Immutable.
class TextGrams {
 public:
  TextGrams() = default;
  explicit TextGrams(std::string_view text) { add(text); }
  // False if a set has no phrase that can stand in the text.
  [[nodiscard]] bool may_hold(const Gates& gates) const;
  [[nodiscard]] bool holds(std::uint16_t gram) const {
    return ((map_[gram / 64U] >> (gram % 64U)) & 1U) != 0;
  }
  // Calls `sink` for each gram that stands in the text.
  template <typename Sink>
  void for_each(const Sink& sink) const {
    for (std::size_t word = 0; word < map_.size(); ++word) {
      for (std::uint64_t bits = map_[word]; bits != 0; bits &= bits - 1) {
        sink(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
      }
    }
  }
  static constexpr std::size_t kBits = kGramCount;

 private:
  friend class Grams;
  void add(std::string_view text);
  std::array<std::uint64_t, kBits / 64> map_{};
};

// Of a long text, stretch by stretch. One thread's; reused.
class Grams {
 public:
  // Forgets what was; `shadow` has to stay until the next call.
  void assign(std::string_view shadow);
  // False if a set has no phrase that can stand within `range` of the shadow.
  [[nodiscard]] bool may_hold(const Gates& gates, Span range);

 private:
  static constexpr std::size_t kStretch = 512;  // bytes
  struct Joined {
    std::size_t first = 0;
    std::size_t last = 0;
    TextGrams map;
  };

  const TextGrams& stretch(std::size_t index);
  const TextGrams& map_of(Span range);

  std::string_view shadow_;
  std::vector<bool> filled_;  // by stretch: made when first asked for
  std::vector<TextGrams> stretches_;
  std::vector<Joined> joined_;  // of neighbouring stretches that were asked for
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_GRAMS_H_
