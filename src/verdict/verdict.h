// From findings to verdicts, by contract §2, in its order. Pure; thread-safe.
#ifndef IMPRIMATUR_VERDICT_VERDICT_H_
#define IMPRIMATUR_VERDICT_VERDICT_H_

#include "base/terms.h"
#include "meaning/finding.h"
#include "rules/rule_set.h"
#include "verdict/policy.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// The question asked: one use, or "republish" = the worse of publish and redistribute.
struct Question {
  std::optional<Use> use;  // empty: republish
  [[nodiscard]] std::string_view name() const { return use ? name_of(*use) : "republish"; }
};

struct Reason {
  Level level = Level::unknown;
  std::string text;                    // a sentence for an editor
  std::optional<std::size_t> finding;  // index into the findings
  std::string terms;                   // address, empty if not known
  std::string next_step;               // what to do; empty if nothing
  std::string credit = {};             // the line that it asks to add, if it can be told
};

// Why a finding that would count is left out of the verdict.
enum class SilencedBy : std::uint8_t {
  policy,    // a suppression of the policy
  mark,      // "imprimatur: ignore" in the document
  baseline,  // known from the baseline
  base,      // the document had it before the change that is checked
};
inline constexpr std::array<std::string_view, 4> kSilencedByNames = {
    "policy", "mark", "baseline", "unchanged"};
[[nodiscard]] constexpr std::string_view name_of(SilencedBy by) {
  return kSilencedByNames[static_cast<std::size_t>(by)];
}

struct Verdict {
  Question question;
  Level level = Level::unknown;                  // for the question
  std::array<Level, kUseNames.size()> levels{};  // for every use
  std::vector<HolderRef> holders;                // of the findings that count, owners first
  std::vector<Reason> reasons;                   // the decisive first
  std::vector<std::size_t> suppressed;           // indices of findings that are silenced
  std::vector<SilencedBy> suppressed_by;         // parallel to `suppressed`
};

struct VerdictContext {
  const RuleSet* rules = nullptr;
  const Policy* policy = nullptr;
  std::string today;  // ISO date: entitlements, embargoes and suppressions are judged by it
  std::string path;   // of the document, for suppressions limited to paths
  std::string now =
      {};  // ISO time in UTC, for embargoes that end within the day; empty: by the day
  // By finding: what silences it already; may be shorter than the findings.
  std::vector<std::optional<SilencedBy>> silenced = {};
};

[[nodiscard]] Verdict judge(const std::vector<Finding>& findings,
                            const Question& question,
                            const VerdictContext& context);

}  // namespace imprimatur

#endif  // IMPRIMATUR_VERDICT_VERDICT_H_
