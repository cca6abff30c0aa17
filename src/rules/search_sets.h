// Which literals announce a rule: a few sets, each match holding one of each, chosen so that they
// seldom stand together where the rule does not match. Pure; thread-safe. Private to the rules
// layer.
#ifndef IMPRIMATUR_RULES_SEARCH_SETS_H_
#define IMPRIMATUR_RULES_SEARCH_SETS_H_

#include "rules/literals.h"

#include <cstddef>
#include <string>
#include <vector>

namespace imprimatur {

// How rare one of `literals` is at a place of running text: -log2 of its chance, roughly.
[[nodiscard]] double rarity(const std::vector<std::string>& literals);

struct SearchLimits {
  std::size_t sets = 1;   // at most so many
  std::size_t reach = 2;  // characters in which a match and thus all of them stand
  double known = 0;       // the rarity of what is asked for besides
};

// Chooses among `candidates`, sets of literals of shadow text (a blank is a blank or a line break),
// shortened where part of a literal tells enough. The rarest come first.
[[nodiscard]] std::vector<PlacedSet> choose_search_sets(std::vector<PlacedSet> candidates,
                                                        const SearchLimits& limits);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_SEARCH_SETS_H_
