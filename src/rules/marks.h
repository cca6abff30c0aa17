// Marks: the signs of ASCII that a text holds, and those of which each match of a pattern holds
// one: a dateline has a bracket or a slash, most lines have none. Pure; thread-safe.
#ifndef IMPRIMATUR_RULES_MARKS_H_
#define IMPRIMATUR_RULES_MARKS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct RegexNode;

// A bit for each character of ASCII.
struct Marks {
  std::array<std::uint64_t, 2> bits{};

  void add(unsigned char c) { bits[c / 64U] |= std::uint64_t{1} << (c % 64U); }
  [[nodiscard]] bool empty() const { return (bits[0] | bits[1]) == 0; }
  [[nodiscard]] bool meet(const Marks& other) const {
    return ((bits[0] & other.bits[0]) | (bits[1] & other.bits[1])) != 0;
  }
  friend bool operator==(const Marks&, const Marks&) = default;
};

// Each by itself.
[[nodiscard]] std::vector<std::string> signs_of(const Marks& marks);

// The characters of ASCII in `text`.
[[nodiscard]] Marks marks_in(std::string_view text);

// The rarest signs of which each match of the folded pattern holds one; empty if there are none
// such.
[[nodiscard]] Marks required_marks(const RegexNode& pattern);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_MARKS_H_
