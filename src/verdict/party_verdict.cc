#include "verdict/party_verdict.h"

#include "text/fold.h"
#include "text/span_index.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace imprimatur {
namespace {

// A grant that names nobody speaks for a claim this near, in bytes.
constexpr std::size_t kNear = 400;

bool is_grant(const Finding& finding) {
  return finding.role == Role::permission || finding.role == Role::licence ||
         finding.role == Role::duty;
}

bool same_name(std::string_view a, std::string_view b) {
  return fold(a) == fold(b);
}

bool is_own(const Party& party, const Policy& policy) {
  return std::any_of(policy.own_names.begin(), policy.own_names.end(), [&](const auto& own) {
    return same_name(own, party.ref.name) || (!party.ref.id.empty() && own == party.ref.id) ||
           (!own.empty() && fold(party.ref.name).starts_with(fold(own) + " "));
  });
}

bool covers_territory(const Entitlement& entitlement, const std::string& territory) {
  return entitlement.territory.empty() || territory.empty() ||
         std::find(entitlement.territory.begin(), entitlement.territory.end(), territory) !=
             entitlement.territory.end();
}

const Entitlement* entitlement_for(const Party& party, Use use, const VerdictContext& context) {
  for (const Entitlement& held : context.policy->entitlements) {
    const bool holder = (!party.ref.id.empty() && held.holder == party.ref.id) ||
                        same_name(held.holder, party.ref.name);
    const bool dated = (held.from.empty() || held.from <= context.today) &&
                       (held.until.empty() || context.today <= held.until);
    if (holder && dated && held.uses.has(use) &&
        covers_territory(held, context.policy->territory)) {
      return &held;
    }
  }
  return nullptr;
}

// A restriction on the wider use covers the narrower (contract §1).
bool prohibits(const Finding& finding, Use use) {
  return finding.prohibits.has(use) ||
         (use == Use::translate && finding.prohibits.has(Use::rewrite)) ||
         (use == Use::ai_train && finding.prohibits.has(Use::tdm));
}

bool permits(const Finding& finding, Use use) {
  return finding.permits.has(use) &&
         !(use == Use::commercial && finding.constraints.has(Constraint::non_commercial)) &&
         !(use != Use::excerpt && finding.constraints.has(Constraint::personal_only));
}

// True if a time or day has come. A day has come when it begins; a time, where the clock is not
// known, when its day is over.
bool has_come(const std::string& time, const VerdictContext& context) {
  if (time.size() <= 10) {
    return time <= context.today;
  }
  return context.now.empty() ? time.substr(0, 10) < context.today : time <= context.now;
}

bool in_force(const Finding& finding, const VerdictContext& context) {
  if (finding.role == Role::embargo) {
    return !finding.until.empty() && !has_come(finding.until, context);
  }
  const bool begun = finding.from.empty() || has_come(finding.from, context);
  // The last day counts as a whole.
  const bool over = finding.until.size() > 10
                        ? has_come(finding.until, context)
                        : !finding.until.empty() && finding.until < context.today;
  return begun && !over;
}

enum class Where : unsigned char { inside, outside, unknown };

// Whether the policy's territory is one of those a finding speaks of.
Where where_of(const Finding& finding, const VerdictContext& context) {
  const std::string& here = context.policy->territory;
  if (finding.territories.empty()) {
    return Where::inside;
  }
  if (here.empty()) {
    return Where::unknown;
  }
  bool unknown = false;
  bool only_exceptions = true;
  for (const std::string& territory : finding.territories) {
    const bool except = territory.starts_with('!');
    const std::string_view code = std::string_view(territory).substr(except ? 1 : 0);
    if (code == here) {
      return except ? Where::outside : Where::inside;
    }
    unknown = unknown || code.size() != 2;
    only_exceptions = only_exceptions && except;
  }
  return unknown ? Where::unknown : only_exceptions ? Where::inside : Where::outside;
}

// Signals stand in no place of the text.
bool in_text(const Finding& finding) {
  return finding.zone != Zone::metadata;
}

bool sells_news(const Holder* holder) {
  if (holder == nullptr) {
    return false;
  }
  switch (holder->kind) {
    case HolderKind::wire_agency:
    case HolderKind::photo_agency:
    case HolderKind::newspaper:
    case HolderKind::broadcaster:
    case HolderKind::syndicate:
      return true;
    default:
      return false;
  }
}

// An agency's claim on the article comes before its site's; a distributor's does not.
bool comes_first(const Holder* holder) {
  return sells_news(holder) && holder->kind != HolderKind::syndicate;
}

// Gives findings to parties.
class Parties {
 public:
  Parties(const std::vector<Finding>& findings, const VerdictContext& context)
      : findings_(findings), context_(context) {}

  void add_claim(std::size_t index) {
    const std::vector<HolderRef>& holders = findings_[index].holders;
    if (holders.empty()) {
      parties_[number_of({})].claims.push_back(index);
    }
    for (const HolderRef& ref : holders) {
      parties_[number_of(ref)].claims.push_back(index);
    }
  }

  // Once all claims are known.
  void place_claims() {
    std::vector<Span> text;
    std::vector<Span> signals;
    for (std::size_t number = 0; number < parties_.size(); ++number) {
      for (const std::size_t claim : parties_[number].claims) {
        const Finding& finding = findings_[claim];
        const Span span{finding.start.offset, finding.end.offset};
        (in_text(finding) ? text : signals).push_back(span);
        (in_text(finding) ? text_claimants_ : signal_claimants_).push_back(number);
      }
    }
    text_claims_ = SpanIndex(text);
    signal_claims_ = SpanIndex(signals);
  }

  // Gives it to whom it speaks for, or to nobody in particular.
  void add_grant(std::size_t index) {
    const Finding& grant = findings_[index];
    for (const HolderRef& ref : grant.holders) {
      static_cast<void>(number_of(ref));
    }
    std::vector<std::size_t> takers = grant.holders.empty() ? beside(grant) : owners(grant);
    if (const auto nobody = numbers_.find({}); nobody != numbers_.end()) {
      takers.push_back(nobody->second);
    }
    if (takers.empty()) {
      takers.push_back(number_of({}));
    }
    std::sort(takers.begin(), takers.end());
    takers.erase(std::unique(takers.begin(), takers.end()), takers.end());
    for (const std::size_t taker : takers) {
      parties_[taker].grants.push_back(index);
    }
  }

  std::vector<Party> take() { return std::move(parties_); }

 private:
  [[nodiscard]] std::size_t number_of(const HolderRef& ref) {
    const auto [known, added] = numbers_.try_emplace({ref.id, ref.name}, parties_.size());
    if (added) {
      Party party;
      party.ref = ref;
      party.holder = ref.id.empty() ? nullptr : context_.rules->find_holder(ref.id);
      parties_.push_back(std::move(party));
      only_named_ = ref.name.empty() ? only_named_ : parties_.size() - 1;
      named_ += ref.name.empty() ? 0U : 1U;
    }
    return known->second;
  }

  [[nodiscard]] std::vector<std::size_t> owners(const Finding& grant) {
    std::vector<std::size_t> numbers;
    for (const HolderRef& ref : grant.holders) {
      numbers.push_back(number_of(ref));
    }
    return numbers;
  }

  // For whom a grant that names nobody speaks: those with a claim near it, or who alone is named.
  // The licence of a site does not reach an agency's copy.
  [[nodiscard]] std::vector<std::size_t> beside(const Finding& grant) const {
    const bool text = in_text(grant);
    const Span reach{grant.start.offset - std::min(grant.start.offset, kNear),
                     grant.end.offset + kNear};
    std::vector<std::size_t> numbers;
    for (const std::size_t claim : (text ? text_claims_ : signal_claims_).touching(reach)) {
      numbers.push_back((text ? text_claimants_ : signal_claimants_)[claim]);
    }
    if (named_ == 1) {
      numbers.push_back(only_named_);
    }
    std::erase_if(numbers, [&](std::size_t number) {
      return parties_[number].ref.name.empty() || sells_news(parties_[number].holder);
    });
    return numbers;
  }

  const std::vector<Finding>& findings_;
  const VerdictContext& context_;
  std::vector<Party> parties_;
  std::map<std::pair<std::string, std::string>, std::size_t> numbers_;  // by id and name
  std::size_t named_ = 0;
  std::size_t only_named_ = 0;  // the last party that has a name
  SpanIndex text_claims_{{}};
  SpanIndex signal_claims_{{}};
  std::vector<std::size_t> text_claimants_;  // party of each of these
  std::vector<std::size_t> signal_claimants_;
};

}  // namespace

std::vector<Party> parties_of(const std::vector<Finding>& findings,
                              const std::vector<std::size_t>& active,
                              const VerdictContext& context) {
  Parties gathered(findings, context);
  for (const std::size_t index : active) {
    if (!is_grant(findings[index])) {
      gathered.add_claim(index);
    }
  }
  gathered.place_claims();
  for (const std::size_t index : active) {
    if (is_grant(findings[index])) {
      gathered.add_grant(index);
    }
  }
  std::vector<Party> parties = gathered.take();
  // Who claims the article before who claims the page around it, agencies first.
  const auto frames = [&](const Party& party) {
    return !party.claims.empty() &&
           std::all_of(party.claims.begin(), party.claims.end(), [&](std::size_t claim) {
             return findings[claim].scope == Scope::site;
           });
  };
  const auto rank = [&](const Party& party) {
    return (frames(party) ? 2 : 0) + (comes_first(party.holder) ? 0 : 1);
  };
  std::stable_sort(parties.begin(), parties.end(), [&](const Party& a, const Party& b) {
    return rank(a) < rank(b);
  });
  return parties;
}

UseVerdict judge_use(const Party& party,
                     Use use,
                     const std::vector<Finding>& findings,
                     const VerdictContext& context) {
  UseVerdict verdict;
  if (is_own(party, *context.policy)) {
    verdict.level = Level::allowed;
    verdict.own = true;
    return verdict;
  }
  if (const Entitlement* held = entitlement_for(party, use, context)) {
    verdict.level = held->duties.empty() ? Level::allowed : Level::conditional;
    verdict.entitlement = held;
    return verdict;
  }
  std::optional<std::size_t> claim;
  std::optional<std::size_t> limited;
  for (const std::size_t index : party.claims) {
    const Finding& finding = findings[index];
    const Where where = where_of(finding, context);
    if (!in_force(finding, context) || where == Where::outside) {
      continue;
    }
    const bool embargoed = finding.role == Role::embargo;
    const bool banned = !embargoed && prohibits(finding, use);
    const bool narrow =
        where == Where::unknown ||
        (finding.constraints.has(Constraint::medium) && !finding.note.empty()) ||
        (finding.constraints.has(Constraint::commercial_only) && use != Use::commercial) ||
        (finding.constraints.has(Constraint::partial) && !finding.prohibits.has(Use::excerpt));
    if (banned && narrow) {
      limited = limited.value_or(index);
    } else if (banned || embargoed) {
      verdict.level = Level::forbidden;
      verdict.finding = index;
      break;
    }
    if (finding.reserves && !claim) {
      claim = index;
    }
  }
  for (const std::size_t index : party.grants) {
    const Finding& grant = findings[index];
    if (!in_force(grant, context) || where_of(grant, context) == Where::outside) {
      claim = claim ? claim : index;
      continue;
    }
    if (!permits(grant, use)) {
      // Who permits some ways of publishing reserves the others; a permission to mine text alone
      // says nothing about publishing.
      if (grant.permits.has(Use::publish) || grant.permits.has(Use::excerpt) ||
          grant.permits.has(Use::redistribute)) {
        claim = claim ? claim : index;
      }
      continue;
    }
    if (verdict.level == Level::forbidden) {
      verdict.conflict = true;
      continue;
    }
    if (is_offer(grant)) {
      claim = claim ? claim : index;
      continue;
    }
    // A clause that permits certain uses is limited to them even where its terms are not
    // understood.
    const bool limited_uses =
        grant.role != Role::licence && grant.permits != kAllUses && !grant.machine;
    const bool open = grant.duties.empty() && grant.constraints.empty() && !limited_uses;
    const Level level = open ? Level::allowed : Level::conditional;
    if (verdict.level == Level::unknown || level < verdict.level) {
      verdict.level = level;
      verdict.finding = index;
    }
  }
  if (verdict.level == Level::unknown && (claim || limited)) {
    verdict.level = Level::permission_required;
    verdict.finding = limited ? limited : claim;
    verdict.commercial_only =
        limited && findings[*limited].constraints.has(Constraint::commercial_only);
  }
  return verdict;
}

bool is_offer(const Finding& grant) {
  return grant.duties.has(Duty::compensate) || grant.duties.has(Duty::obtain_licence);
}

UseVerdict judge_question(const Party& party,
                          const Question& question,
                          const std::vector<Finding>& findings,
                          const VerdictContext& context) {
  if (question.use) {
    return judge_use(party, *question.use, findings, context);
  }
  const UseVerdict publish = judge_use(party, Use::publish, findings, context);
  const UseVerdict redistribute = judge_use(party, Use::redistribute, findings, context);
  return redistribute.level > publish.level ? redistribute : publish;
}

}  // namespace imprimatur
