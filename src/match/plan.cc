#include "match/plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "text/fold.h"

namespace imprimatur {
namespace {

// Signs in front of an agency's name in the shapes of credit; what follows is cut, because a few
// bytes are rare enough and fewer distinct literals scan faster.
constexpr std::array<std::string_view, 5> kNameLeads = {"(", "[", "/", "=", "\xEF\xBC\x88"};
constexpr std::size_t kNameBytes = 6;

using LiteralTable = std::map<RawLiteral, std::vector<std::uint32_t>>;

std::string_view cut_at_character(std::string_view text, std::size_t size) {
  if (text.size() <= size) {
    return text;
  }
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  return text.substr(0, size);
}

void add_literal(LiteralTable& table, const RawLiteral& literal, std::uint32_t rule) {
  auto& rules = table[literal];
  if (rules.empty() || rules.back() != rule) {
    rules.push_back(rule);
  }
}

// "©" stands in raw text in many spellings; mojibake holds the sign's own bytes.
void add_copyright_spellings(LiteralTable& table, std::uint32_t rule) {
  for (const std::string_view spelling :
       {"\xC2\xA9", "\xE2\x93\x92", "\xE2\x92\xB8", "copy;", "#169;", "#xa9;"}) {
    add_literal(table, {std::string(spelling), true}, rule);
  }
}

void add_anchor(LiteralTable& table, const std::string& anchor, std::uint32_t rule) {
  if (anchor.find("\xC2\xA9") != std::string::npos) {
    add_copyright_spellings(table, rule);
    return;
  }
  for (const auto& literal : raw_variants(anchor)) {
    add_literal(table, literal, rule);
  }
}

void add_names(LiteralTable& table, const RuleSet& rules, std::uint32_t rule) {
  std::set<RawLiteral> names;
  for (const Holder* holder : rules.holders()) {
    for (const auto& name : holder->names) {
      if (name.case_rule == CaseRule::upper) {
        names.insert({name.text, false});
        continue;
      }
      for (auto& literal : raw_variants(name.text)) {
        names.insert(std::move(literal));
      }
    }
  }
  for (const auto& name : names) {
    for (const auto lead : kNameLeads) {
      std::string literal(lead);
      literal += cut_at_character(name.bytes, kNameBytes);
      add_literal(table, {std::move(literal), name.caseless}, rule);
    }
  }
}

LiteralTable literal_table(const RuleSet& rules) {
  LiteralTable table;
  for (std::uint32_t i = 0; i < rules.rules().size(); ++i) {
    const CompiledRule& rule = rules.rules()[i];
    if (rule.rule->place == Place::edge) {
      continue;
    }
    for (const auto& anchor : rule.pattern.anchors) {
      add_anchor(table, anchor, i);
    }
    if (rule.pattern.by_agency) {
      add_names(table, rules, i);
    }
  }
  return table;
}

}  // namespace

MatchPlan::MatchPlan() : state_(std::make_unique<State>()) {}
MatchPlan::~MatchPlan() = default;
const RuleSet& MatchPlan::rules() const { return *state_->rules; }
const Lexicon& MatchPlan::lexicon() const { return *state_->lexicon; }

Result<std::shared_ptr<const MatchPlan>> MatchPlan::make(std::shared_ptr<const RuleSet> rules) {
  std::shared_ptr<MatchPlan> plan(new MatchPlan());
  State& state = *plan->state_;
  state.lexicon = std::make_unique<Lexicon>(*rules);
  for (std::uint32_t i = 0; i < rules->rules().size(); ++i) {
    state.patterns.emplace_back(rules->rules()[i].pattern.regex);
    const bool edge = rules->rules()[i].rule->place == Place::edge;
    (edge ? state.edge_rules : state.everywhere).push_back(i);
  }
  std::vector<RawLiteral> literals;
  for (auto& [literal, announced] : literal_table(*rules)) {
    state.longest_literal = std::max(state.longest_literal, literal.bytes.size());
    literals.push_back(literal);
    state.by_literal.push_back(std::move(announced));
  }
  IMPRIMATUR_TRY(state.prefilter, Prefilter::make(literals));
  state.rules = std::move(rules);
  return std::shared_ptr<const MatchPlan>(std::move(plan));
}

std::vector<std::string> anchor_literals(const RuleSet& rules) {
  std::set<std::string> unique;
  for (const auto& [literal, announced] : literal_table(rules)) {
    unique.insert(literal.bytes);
  }
  return {unique.begin(), unique.end()};
}

}  // namespace imprimatur
