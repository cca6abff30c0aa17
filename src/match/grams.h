// Grams: which pieces of three bytes a window's shadow holds, stretch by stretch, so that "none of
// these phrases can stand here" is told without searching for them. A filter: it may say that a
// phrase can stand where it does not, never the reverse. Private to the match layer.
#ifndef IMPRIMATUR_MATCH_GRAMS_H_
#define IMPRIMATUR_MATCH_GRAMS_H_

#include "rules/marks.h"
#include "text/span.h"

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

namespace imprimatur {

// A rule's gates (CompiledPattern::gates) as the grams of their phrases. Immutable.
class Gates {
 public:
  explicit Gates(std::string_view joined);
  // A set of single signs: each match has one, if there are any.
  [[nodiscard]] const Marks& marks() const { return marks_; }
  // The rarest gram of each phrase of a set: a text that has none of them has no match. False if
  // there is no such set.
  [[nodiscard]] bool first_grams(std::vector<std::uint16_t>& grams) const;

 private:
  friend class TextGrams;
  friend class Grams;
  void add_set(const std::vector<std::vector<std::uint16_t>>& set);
  // Set behind set: its size, the number of its phrases, of each phrase the first gram, of each the
  // place of the rest within the set, and of each that rest: how many grams, and the grams.
  std::vector<std::uint16_t> code_;
  Marks marks_;
};

// Of one short text. Immutable.
class TextGrams {
 public:
  TextGrams() = default;
  explicit TextGrams(std::string_view text) { add(text); }
  // False if a set has no phrase that can stand in the text.
  [[nodiscard]] bool may_hold(const Gates& gates) const;
  // Calls `sink` for each gram that stands in the text.
  template <typename Sink>
  void for_each(const Sink& sink) const {
    for (std::size_t word = 0; word < map_.size(); ++word) {
      for (std::uint64_t bits = map_[word]; bits != 0; bits &= bits - 1) {
        sink(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
      }
    }
  }
  static constexpr std::size_t kBits = 4096;

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
