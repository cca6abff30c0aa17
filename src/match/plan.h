// What a Scanner needs to know about the rules: literals and the rules that each announces,
// patterns, edge rules. Private to the match layer.
#ifndef IMPRIMATUR_MATCH_PLAN_H_
#define IMPRIMATUR_MATCH_PLAN_H_

#include "match/scanner.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace imprimatur {

struct MatchPlan::State {
  // What is asked of a rule each time one of its literals is seen, in one place.
  struct Noted {
    std::array<std::uint32_t, Announcements::kMostSets> before{};  // as in CompiledPattern
    std::uint32_t reach = 0;
    std::uint16_t sets = 0;  // of literals that it has
    bool placed = false;     // may not stand anywhere
    const Pattern* pattern = nullptr;
  };

  std::shared_ptr<const RuleSet> rules;
  std::unique_ptr<Lexicon> lexicon;
  std::deque<Pattern> patterns;                  // by rule
  std::vector<Noted> noted;                      // by rule
  const Announcements* announcements = nullptr;  // owned by `rules`
  std::vector<std::uint32_t> edge_rules;
  std::vector<std::uint32_t> everywhere;  // rules tried when nothing is filtered
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_PLAN_H_
