// ODRL 2.2 and RightsML in news items: permissions, prohibitions, duties and constraints as claims.
// What cannot be evaluated narrows: a permission becomes a conditional one, a prohibition asks for
// permission. Conflicts go by the policy's strategy; without one the permission is void (ODRL says
// the policy is). A policy that permits something reserves the rest (ODRL's closed evaluation).
#include "signals/odrl.h"

#include "formats/ascii.h"
#include "signals/iso_time.h"
#include "signals/readers.h"
#include "signals/territory.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxClaims = 200;

struct Action {
  std::string_view terms;
  std::initializer_list<Use> uses;
};

// Of ODRL's vocabulary, Creative Commons' and TDMRep's; "use" holds all of them.
UseSet uses_of(const std::string& term) {
  const std::array<Action, 12> actions = {{
      {"reproduce display present print publish reproduction write", {Use::publish}},
      {"distribute distribution sharing share", {Use::publish, Use::redistribute}},
      {"stream play broadcast perform", {Use::broadcast}},
      {"derive modify transform derivativeworks adapt edit", {Use::rewrite}},
      {"translate", {Use::translate}},
      {"extract excerpt quote", {Use::excerpt}},
      {"commercialuse commericaluse commercialize sell lease lend", {Use::commercial}},
      {"archive store", {Use::archive}},
      {"index search", {Use::search}},
      {"mine aggregate textanddatamining datamining tdm", {Use::tdm}},
      {"train ai-train trainai", {Use::ai_train}},
      {"grantuse syndicate sublicense", {Use::redistribute}},
  }};
  UseSet uses;
  if (term == "use") {
    return kAllUses;
  }
  for (const Action& action : actions) {
    if (lists_word(action.terms, term)) {
      for (const Use use : action.uses) {
        uses.add(use);
      }
    }
  }
  return uses;
}

// False: nobody can see here that it is done (payment, consent, or a duty nobody knows).
bool read_duty(const std::string& duty, DutySet& duties) {
  struct Known {
    std::string_view terms;
    Duty duty;
  };
  constexpr std::array<Known, 6> kKnown = {{
      {"attribute attribution", Duty::attribute},
      {"sharealike", Duty::share_alike},
      {"notice ensureexclusivity", Duty::keep_notice},
      {"inform", Duty::notify},
      {"delete uninstall", Duty::delete_after},
      {"include nextpolicy", Duty::keep_notice},
  }};
  const auto* found = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& known) {
    return lists_word(known.terms, duty);
  });
  if (found == kKnown.end()) {
    return false;
  }
  duties.add(found->duty);
  return true;
}

// Narrows the claim; true if it is understood.
bool read_time(const OdrlConstraint& constraint, Claim& claim) {
  const std::string time =
      constraint.right.empty() ? std::string() : iso_time(constraint.right.front());
  if (time.empty()) {
    return false;
  }
  if (constraint.op == "lt" || constraint.op == "lteq") {
    claim.until = claim.until.empty() ? time : std::min(claim.until, time);
    claim.constraints.add(Constraint::until);
  } else if (constraint.op == "gt" || constraint.op == "gteq") {
    claim.from = std::max(claim.from, time);
  } else if (constraint.op == "eq") {
    claim.from = time;
    claim.until = time;
  } else {
    return false;
  }
  return true;
}

bool read_place(const OdrlConstraint& constraint, Claim& claim) {
  const bool except = lists_word("neq isnoneof", constraint.op);
  if (!except && !lists_word("eq isanyof isa ispartof haspart isallof", constraint.op)) {
    return false;
  }
  for (const std::string& right : constraint.right) {
    const std::string code = territory_code(right);
    claim.territories.push_back((except ? "!" : "") + code);
  }
  claim.constraints.add(Constraint::territory);
  return !constraint.right.empty();
}

bool read_constraint(const OdrlConstraint& constraint, Claim& claim) {
  if (constraint.left == "datetime" || constraint.left == "date") {
    return read_time(constraint, claim);
  }
  if (constraint.left == "spatial" || constraint.left == "absolutespatialposition") {
    return read_place(constraint, claim);
  }
  if (constraint.left == "purpose" && !constraint.right.empty()) {
    std::string purpose = odrl_term(constraint.right.front());
    std::erase_if(purpose, [](char c) { return c == '-' || c == '_'; });
    if (purpose == "noncommercial" && claim.role == Role::permission && constraint.op == "eq") {
      claim.constraints.add(Constraint::non_commercial);
      return true;
    }
    if (purpose == "commercial" && claim.role == Role::restriction && constraint.op == "eq") {
      claim.constraints.add(Constraint::commercial_only);
      return true;
    }
  }
  return false;
}

class PolicyReader {
 public:
  PolicyReader(const Document& document, const Field& field, std::vector<Claim>& claims)
      : document_(document),
        field_(field),
        claims_(claims),
        holder_(item_holder(document)),
        first_(claims.size()) {}

  void read(const OdrlPolicy& policy) {
    UseSet permitted;
    UseSet prohibited;
    for (const OdrlRule& rule : policy.permissions) {
      permitted.add(uses_of_all(rule));
    }
    for (const OdrlRule& rule : policy.prohibitions) {
      prohibited.add(uses_of_all(rule));
    }
    UseSet both = permitted;
    for (std::size_t i = 0; i < kUseNames.size(); ++i) {
      const Use use = static_cast<Use>(i);
      if (!prohibited.has(use)) {
        both.remove(use);
      }
    }
    const bool permission_wins = policy.conflict == "perm";
    const bool is_void = !both.empty() && !permission_wins && policy.conflict != "prohibit";
    for (const OdrlRule& rule : policy.prohibitions) {
      add_rule(rule, Role::restriction, permission_wins ? both : UseSet());
    }
    if (is_void) {
      reserve("The rights policy permits and prohibits the same use; its permissions are void.");
      return;
    }
    for (const OdrlRule& rule : policy.permissions) {
      add_rule(rule, Role::permission, permission_wins ? UseSet() : both);
    }
    if (!policy.permissions.empty()) {
      reserve("The rights policy permits nothing beyond what it names.");
    }
  }

  void unreadable() {
    Claim claim = base({}, field_.span);
    claim.why_not = "the rights policy cannot be read, so it permits nothing";
    claims_.push_back(std::move(claim));
  }

 private:
  static UseSet uses_of_all(const OdrlRule& rule) {
    UseSet uses;
    for (const std::string& action : rule.actions) {
      uses.add(uses_of(odrl_term(action)));
    }
    return uses;
  }

  Claim base(std::string_view value, Span span) const {
    Claim claim;
    claim.value = value;
    claim.span = span;
    claim.scope = field_.scope;
    claim.holder = holder_;
    return claim;
  }

  // Where an action is named, in the order of the rules.
  Span place_of(const std::string& action) {
    const std::string_view text = field_.value;
    std::size_t at = text.find(action, search_);
    at = at == std::string_view::npos ? text.find(action) : at;
    if (at == std::string_view::npos || action.empty()) {
      return field_.span;
    }
    search_ = at + action.size();
    const Span inside{at, search_};
    if (!field_.map.identity()) {
      return field_.map.to_source(inside);
    }
    const std::string_view written = document_.source.substr(field_.span.begin, field_.span.size());
    return written == text ? Span{field_.span.begin + inside.begin, field_.span.begin + inside.end}
                           : field_.span;
  }

  void add_rule(const OdrlRule& rule, Role role, UseSet without) {
    if (claims_.size() - first_ > kMaxClaims) {
      return;
    }
    Claim shape = base({}, field_.span);
    shape.role = role;
    bool understood = true;
    for (const OdrlConstraint& constraint : rule.constraints) {
      understood = read_constraint(constraint, shape) && understood;
    }
    if (!understood) {
      shape.constraints.add(Constraint::medium);
    }
    if (role == Role::restriction) {
      shape.note = note_of(shape, understood);
    }
    if (rule.has_assignee && role == Role::permission) {
      shape.constraints.add(Constraint::subscribers);
    }
    bool active = true;
    for (const std::string& duty : rule.duties) {
      active = read_duty(duty, shape.duties) && active;
    }
    for (const std::string& action : rule.actions) {
      UseSet uses = uses_of(odrl_term(action));
      uses.remove(without);
      if (uses.empty()) {
        continue;
      }
      Claim claim = shape;
      claim.value = action;
      claim.span = place_of(action);
      if (role == Role::restriction) {
        claim.prohibits = uses;
      } else if (active) {
        claim.permits = uses;
      } else {
        claim.role = Role::reservation;
        claim.note =
            "The rights policy permits this only against a duty (payment, consent) that is open.";
      }
      claims_.push_back(std::move(claim));
    }
  }

  // What a narrowed prohibition says; empty: as its uses say.
  static std::string note_of(const Claim& claim, bool understood) {
    if (!understood) {
      return "The rights policy prohibits this under a condition that cannot be judged here.";
    }
    std::string where;
    for (const std::string& territory : claim.territories) {
      where += where.empty() ? " " : ", ";
      where += territory.starts_with('!') ? "all countries but " + territory.substr(1) : territory;
    }
    return where.empty() ? std::string() : "The rights policy prohibits this in" + where + ".";
  }

  void reserve(std::string note) {
    Claim claim = base({}, field_.span);
    claim.role = Role::reservation;
    claim.note = std::move(note);
    claims_.push_back(std::move(claim));
  }

  const Document& document_;
  const Field& field_;
  std::vector<Claim>& claims_;
  std::string holder_;  // of the item, whose policy it is
  std::size_t first_;
  std::size_t search_ = 0;
};

}  // namespace

void read_odrl(const Document& document, std::vector<Claim>& claims) {
  for (const Field& field : document.fields) {
    if (field.kind != Field::Kind::policy || !field.name.starts_with("odrl")) {
      continue;
    }
    const auto policies =
        field.name == "odrl-xml" ? parse_odrl_xml(field.value) : parse_odrl_json(field.value);
    PolicyReader reader(document, field, claims);
    if (policies.empty()) {
      reader.unreadable();
    }
    for (const OdrlPolicy& policy : policies) {
      reader.read(policy);
    }
  }
}

}  // namespace imprimatur
