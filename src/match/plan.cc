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
  state.announcements = &rules->announcements();
  state.noted.reserve(rules->rules().size());
  for (std::uint32_t i = 0; i < rules->rules().size(); ++i) {
    const CompiledPattern& pattern = rules->rules()[i].pattern;
    const Place place = rules->rules()[i].rule->place;
    const Pattern& made = state.patterns.emplace_back(pattern.regex, pattern.gates);
    State::Noted& noted = state.noted.emplace_back();
    std::copy(pattern.before.begin(), pattern.before.end(), noted.before.begin());
    noted.reach = pattern.reach;
    noted.sets = static_cast<std::uint16_t>(state.announcements->sets[i]);
    noted.placed = place != Place::anywhere;
    noted.pattern = &made;
    (place == Place::edge ? state.edge_rules : state.everywhere).push_back(i);
  }
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
