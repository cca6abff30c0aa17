#include "match/plan.h"

#include "text/fold.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace imprimatur {
namespace {

// The shapes in which an agency's name announces a rule by itself: behind a bracket, between
// slashes, behind the sign of Korean datelines. What follows is cut, because a few bytes are rare
// enough and fewer distinct literals are built and searched faster.
constexpr std::array<std::string_view, 4> kCodeLeads = {"[", "=", "@", "\xC2\xA9"};
constexpr std::string_view kWideBracket = "\xEF\xBC\x88";
constexpr std::size_t kNameBytes = 4;
constexpr std::size_t kWideNameBytes = 9;
constexpr std::size_t kSteadyBytes = 5;

// A literal and a rule that it announces.
struct Announcement {
  RawLiteral literal;
  std::uint32_t rule = 0;
  friend auto operator<=>(const Announcement&, const Announcement&) = default;
};
using Announcements = std::vector<Announcement>;

std::string_view cut_at_character(std::string_view text, std::size_t size) {
  if (text.size() <= size) {
    return text;
  }
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  return text.substr(0, size);
}

void add_literal(Announcements& table, RawLiteral literal, std::uint32_t rule) {
  table.push_back({std::move(literal), rule});
}

// "©" stands in raw text in many spellings; mojibake holds the sign's own bytes.
void add_copyright_spellings(Announcements& table, std::uint32_t rule) {
  for (const std::string_view spelling :
       {"\xC2\xA9", "\xE2\x93\x92", "\xE2\x92\xB8", "copy;", "#169;", "#xa9;"}) {
    add_literal(table, {std::string(spelling), true}, rule);
  }
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0x80U) == 0;
  });
}

// The longest piece of an anchor that stands in raw text in one way whatever the case and the
// diacritics: ASCII without i, which Turkish casing spells in four ways, and without blanks, which
// may be line breaks. A piece announces all that the anchor announces, and one literal serves for a
// dozen spellings.
std::string_view steady_piece(std::string_view anchor) {
  std::string_view best;
  for (std::size_t begin = 0; begin < anchor.size();) {
    std::size_t end = begin;
    while (end < anchor.size() && (static_cast<unsigned char>(anchor[end]) & 0x80U) == 0 &&
           anchor[end] != 'i' && anchor[end] != 'I' && anchor[end] != ' ' && anchor[end] != '\n') {
      ++end;
    }
    // A combining mark may follow the last letter; the letters before it stay.
    if (end - begin > best.size()) {
      best = anchor.substr(begin, end - begin);
    }
    begin = end + 1;
  }
  return best;
}

// At most two words of the anchor: each blank multiplies the spellings.
std::string_view one_blank(std::string_view anchor) {
  std::string_view best = anchor;
  const auto is_blank = [](char c) { return c == ' ' || c == '\n'; };
  if (std::count_if(anchor.begin(), anchor.end(), is_blank) > 1) {
    best = {};
    for (std::size_t begin = 0; begin < anchor.size();) {
      const std::size_t blank = anchor.find_first_of(" \n", begin);
      const std::size_t end = std::min(anchor.find_first_of(" \n", blank + 1), anchor.size());
      if (blank != std::string_view::npos && end - begin > best.size()) {
        best = anchor.substr(begin, end - begin);
      }
      begin = std::min(blank, anchor.size() - 1) + 1;
    }
  }
  return best;
}

// What a pattern reads as a blank or a bracket stands in raw text in several ways.
void add_spaced(Announcements& table, const RawLiteral& literal, std::uint32_t rule) {
  const std::size_t blank = literal.bytes.find_first_of(" \n");
  if (blank != std::string::npos) {
    for (const std::string_view spelling : {" ", "\n", "\r\n", "  ", " \n", "\xC2\xA0"}) {
      std::string bytes = literal.bytes;
      add_literal(table, {bytes.replace(blank, 1, spelling), literal.caseless}, rule);
    }
    return;
  }
  add_literal(table, literal, rule);
  if (literal.bytes == "(c)") {
    add_literal(table,
                {"\xEF\xBC\x88"
                 "c\xEF\xBC\x89",
                 true},
                rule);
  }
}

void add_anchor(Announcements& table, const std::string& anchor, std::uint32_t rule) {
  if (anchor.find("\xC2\xA9") != std::string::npos) {
    add_copyright_spellings(table, rule);
    return;
  }
  const std::string_view steady = steady_piece(anchor);
  if (steady.size() >= kSteadyBytes) {
    add_literal(table, {std::string(steady), true}, rule);
    return;
  }
  const std::string_view piece = one_blank(anchor);
  for (const auto& literal : raw_variants(piece)) {
    add_spaced(table, literal, rule);
  }
  // As it stands in shadow text, where a final sigma is one like others.
  if (std::string folded = fold(piece); !is_ascii(folded)) {
    add_spaced(table, {std::move(folded), false}, rule);
  }
}

void add_ascii_name(std::set<RawLiteral>& literals, const HolderName& name) {
  const bool caseless = name.case_rule != CaseRule::upper;
  const std::string cut = name.text.substr(0, kNameBytes);
  literals.insert({"(" + cut, caseless});
  literals.insert({std::string(kWideBracket) + cut, caseless});
  literals.insert({"/" + cut, caseless});
  literals.insert({"/ " + cut, caseless});
  const bool word = name.text.find(' ') == std::string::npos;
  if (is_ascii(name.text) && (word || name.code)) {
    literals.insert({name.text + "/", caseless});
  }
  if (name.code) {
    for (const auto lead : kCodeLeads) {
      literals.insert({std::string(lead) + cut, caseless});
    }
    literals.insert({name.text + " /", caseless});
    literals.insert({name.text + ")", caseless});
  }
}

void add_wide_name(std::set<RawLiteral>& literals, const HolderName& name) {
  std::size_t at = 0;
  const char32_t first = next_code_point(name.text, at);
  const bool dense = is_cjk(first) || (first >= 0xAC00 && first <= 0xD7A3);
  if (dense) {
    // Two characters of these scripts are rare enough without a sign in front of them.
    literals.insert({std::string(cut_at_character(name.text, kWideNameBytes)), false});
    return;
  }
  const std::string_view cut = cut_at_character(name.text, kWideNameBytes);
  for (const auto& variant : raw_variants(cut)) {
    for (const std::string_view lead :
         {std::string_view("("), kWideBracket, std::string_view("/"), std::string_view("/ ")}) {
      literals.insert({std::string(lead) + variant.bytes, variant.caseless});
    }
  }
  if (name.text.find(' ') == std::string::npos) {
    for (const auto& variant : raw_variants(name.text)) {
      literals.insert({variant.bytes + "/", variant.caseless});
    }
  }
}

void add_names(Announcements& table, const RuleSet& set) {
  std::set<RawLiteral> literals;
  for (const Holder* holder : set.holders()) {
    for (const auto& name : holder->names) {
      if (is_ascii(std::string_view(name.text).substr(0, kNameBytes))) {
        add_ascii_name(literals, name);
      } else {
        add_wide_name(literals, name);
      }
    }
  }
  const auto any = static_cast<std::uint32_t>(set.rules().size());
  for (const auto& literal : literals) {
    add_literal(table, literal, any);
  }
}

// Sorted by literal, then by rule, without duplicates.
Announcements announcements(const RuleSet& rules) {
  Announcements table;
  bool by_agency = false;
  for (std::uint32_t i = 0; i < rules.rules().size(); ++i) {
    const CompiledRule& rule = rules.rules()[i];
    if (rule.rule->place == Place::edge) {
      continue;
    }
    for (const auto& anchor : rule.pattern.anchors) {
      add_anchor(table, anchor, i);
    }
    by_agency = by_agency || rule.pattern.by_agency;
  }
  if (by_agency) {
    add_names(table, rules);
  }
  std::sort(table.begin(), table.end());
  table.erase(std::unique(table.begin(), table.end()), table.end());
  return table;
}

}  // namespace

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
    state.patterns.emplace_back(rules->rules()[i].pattern.regex);
    const bool edge = rules->rules()[i].rule->place == Place::edge;
    (edge ? state.edge_rules : state.everywhere).push_back(i);
    if (rules->rules()[i].pattern.by_agency && !edge) {
      state.agency_rules.push_back(i);
    }
  }
  std::vector<RawLiteral> literals;
  for (Announcement& entry : announcements(*rules)) {
    if (literals.empty() || literals.back() != entry.literal) {
      state.longest_literal = std::max(state.longest_literal, entry.literal.bytes.size());
      literals.push_back(std::move(entry.literal));
      state.by_literal.emplace_back();
    }
    state.by_literal.back().push_back(entry.rule);
  }
  IMPRIMATUR_TRY(state.prefilter, Prefilter::make(literals));
  state.rules = std::move(rules);
  return std::shared_ptr<const MatchPlan>(std::move(plan));
}

std::vector<std::string> anchor_literals(const RuleSet& rules) {
  std::set<std::string> unique;
  for (const Announcement& entry : announcements(rules)) {
    unique.insert(entry.literal.bytes);
  }
  return {unique.begin(), unique.end()};
}

}  // namespace imprimatur
