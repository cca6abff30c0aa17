#include "match/plan.h"

#include <algorithm>
#include <set>
#include <utility>

namespace imprimatur {

MatchPlan::MatchPlan() : state_(std::make_unique<State>()) {}
MatchPlan::~MatchPlan() = default;
const RuleSet& MatchPlan::rules() const {
  return *state_->rules;
}
const Lexicon& MatchPlan::lexicon() const {
  return *state_->lexicon;
}

Result<std::shared_ptr<const MatchPlan>> MatchPlan::make(std::shared_ptr<const RuleSet> rules) {
  std::shared_ptr<MatchPlan> plan(new MatchPlan());
  State& state = *plan->state_;
  state.lexicon = std::make_unique<Lexicon>(*rules);
  for (std::uint32_t i = 0; i < rules->rules().size(); ++i) {
    const CompiledPattern& pattern = rules->rules()[i].pattern;
    state.patterns.emplace_back(pattern.regex, pattern.gates);
    const bool edge = rules->rules()[i].rule->place == Place::edge;
    (edge ? state.edge_rules : state.everywhere).push_back(i);
  }
  state.announcements = &rules->announcements();
  state.rules = std::move(rules);
  return std::shared_ptr<const MatchPlan>(std::move(plan));
}

std::vector<std::string> anchor_literals(const RuleSet& rules) {
  std::set<std::string> unique;
  const LiteralTable& literals = rules.announcements().literals;
  for (std::size_t i = 0; i < literals.size(); ++i) {
    unique.emplace(literals.bytes(i));
  }
  return {unique.begin(), unique.end()};
}

}  // namespace imprimatur
