#include "verdict/verdict.h"

#include "verdict/party_verdict.h"
#include "verdict/reasons.h"

#include <fnmatch.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace imprimatur {
namespace {

// Findings that do not decide are told when nothing else is, up to this many.
constexpr std::size_t kMaxContext = 3;

bool silences(const Suppression& suppression,
              const Finding& finding,
              const VerdictContext& context) {
  if (!suppression.until.empty() && suppression.until < context.today) {
    return false;
  }
  const bool rule = suppression.rule.empty() || suppression.rule == finding.rule ||
                    std::find(finding.related.begin(), finding.related.end(), suppression.rule) !=
                        finding.related.end();
  const bool fingerprint =
      suppression.fingerprint.empty() || suppression.fingerprint == finding.fingerprint;
  const bool path =
      suppression.paths.empty() ||
      std::any_of(suppression.paths.begin(), suppression.paths.end(), [&](const std::string& glob) {
        return fnmatch(glob.c_str(), context.path.c_str(), 0) == 0;
      });
  return rule && fingerprint && path;
}

std::optional<SilencedBy> silenced_by(const Finding& finding,
                                      std::size_t index,
                                      const VerdictContext& context) {
  const auto& list = context.policy->suppressions;
  const bool by_policy = std::any_of(list.begin(), list.end(), [&](const Suppression& entry) {
    return silences(entry, finding, context);
  });
  if (by_policy) {
    return SilencedBy::policy;
  }
  return index < context.silenced.size() ? context.silenced[index] : std::nullopt;
}

bool is_active(const Finding& finding, const VerdictContext& context) {
  if (finding.role == Role::contribution && context.policy->count_contributions) {
    return finding.scope == Scope::document;
  }
  return finding.counts;
}

Level worst(const std::vector<Party>& parties,
            const Question& question,
            const std::vector<Finding>& findings,
            const VerdictContext& context) {
  if (parties.empty()) {
    return Level::unknown;
  }
  Level level = Level::allowed;
  bool any = false;
  for (const Party& party : parties) {
    const UseVerdict verdict = judge_question(party, question, findings, context);
    // A party that says nothing about this use does not make an allowed text unknown.
    if (verdict.level != Level::unknown) {
      level = any ? std::max(level, verdict.level) : verdict.level;
      any = true;
    }
  }
  return any ? level : Level::unknown;
}

}  // namespace

Verdict judge(const std::vector<Finding>& findings,
              const Question& question,
              const VerdictContext& context) {
  Verdict verdict;
  verdict.question = question;
  std::vector<std::size_t> active;
  std::array<std::size_t, kSilencedByNames.size()> silenced{};  // those that would count
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (const auto by = silenced_by(findings[i], i, context)) {
      verdict.suppressed.push_back(i);
      verdict.suppressed_by.push_back(*by);
      silenced[static_cast<std::size_t>(*by)] += is_active(findings[i], context) ? 1U : 0U;
    } else if (is_active(findings[i], context)) {
      active.push_back(i);
    }
  }
  const std::vector<Party> parties = parties_of(findings, active, context);
  for (std::size_t use = 0; use < verdict.levels.size(); ++use) {
    verdict.levels[use] = worst(parties, Question{static_cast<Use>(use)}, findings, context);
  }
  verdict.level = worst(parties, question, findings, context);
  using Told = std::tuple<Level, std::optional<std::size_t>, std::string>;
  std::map<Told, std::size_t> told_at;  // in the reasons
  for (const Party& party : parties) {
    if (!party.ref.name.empty()) {
      verdict.holders.push_back(party.ref);
    }
    const UseVerdict said = judge_question(party, question, findings, context);
    if (said.level == Level::unknown) {
      continue;
    }
    Reason reason = reason_for(party, said, question, findings, context);
    // A grant that speaks for a named party as well as for nobody in particular is told once.
    const auto [told, added] =
        told_at.try_emplace({reason.level, reason.finding, reason.text}, verdict.reasons.size());
    if (added) {
      verdict.reasons.push_back(std::move(reason));
    } else if (!party.ref.name.empty()) {
      verdict.reasons[told->second] = std::move(reason);
    }
  }
  std::stable_sort(verdict.reasons.begin(),
                   verdict.reasons.end(),
                   [](const Reason& a, const Reason& b) { return a.level > b.level; });
  if (verdict.level == Level::unknown) {
    const bool any = std::any_of(silenced.begin(), silenced.end(), [](auto n) { return n > 0; });
    verdict.reasons.push_back(any ? reason_silenced(silenced) : reason_nothing_found());
    std::size_t told = 0;
    for (std::size_t i = 0; i < findings.size() && told < kMaxContext; ++i) {
      if (!findings[i].counts && !findings[i].why_not.empty()) {
        verdict.reasons.push_back(reason_not_decisive(findings[i], i));
        ++told;
      }
    }
  }
  return verdict;
}

}  // namespace imprimatur
