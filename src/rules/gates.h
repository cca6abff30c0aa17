// Gates: sets of phrases of shadow text of which every match of a pattern has one each, as the
// grams of the phrases. They are asked before PCRE2 is, so they are made with the database and lie
// in it as they are used. Immutable; safe to share between threads.
#ifndef IMPRIMATUR_RULES_GATES_H_
#define IMPRIMATUR_RULES_GATES_H_

#include "base/stored.h"
#include "rules/marks.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace imprimatur {

struct Gates {
  // Set behind set: its size, the number of its phrases, of each phrase the first gram, of each the
  // place of the rest within the set, and of each that rest: how many grams, and the grams.
  Stored<std::uint16_t> code;
  Marks marks;  // a set of single signs: each match has one, if there are any

  // Some grams of each phrase of a set, the rarest one first: a text that has all of them of no
  // phrase has no match. Short phrases repeat one. False if there is no such set.
  using PhraseGrams = std::array<std::uint16_t, 3>;
  [[nodiscard]] bool phrase_grams(std::vector<PhraseGrams>& grams) const;
};

[[nodiscard]] Gates make_gates(const std::vector<std::vector<std::string>>& sets);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_GATES_H_
