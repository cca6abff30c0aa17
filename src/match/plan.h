// What a Scanner needs to know about the rules: literals and the rules that each announces,
// patterns, edge rules. Private to the match layer.
#ifndef IMPRIMATUR_MATCH_PLAN_H_
#define IMPRIMATUR_MATCH_PLAN_H_

#include "match/scanner.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace imprimatur {

struct MatchPlan::State {
  std::shared_ptr<const RuleSet> rules;
  std::unique_ptr<Lexicon> lexicon;
  std::deque<Pattern> patterns;                  // by rule
  const Announcements* announcements = nullptr;  // owned by `rules`
  std::vector<std::uint32_t> edge_rules;
  std::vector<std::uint32_t> everywhere;  // rules tried when nothing is filtered
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_PLAN_H_
