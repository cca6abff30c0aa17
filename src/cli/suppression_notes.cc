#include "cli/suppression_notes.h"

#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

bool covers(const Suppression& suppression, const Finding& finding) {
  if (!suppression.fingerprint.empty()) {
    return suppression.fingerprint == finding.fingerprint;
  }
  return suppression.rule == finding.rule ||
         std::find(finding.related.begin(), finding.related.end(), suppression.rule) !=
             finding.related.end();
}

}  // namespace

void SuppressionNotes::add(const LoadedPolicy& policy, const DocumentResult& result) {
  const auto& suppressions = policy.policy->suppressions;
  if (suppressions.empty()) {
    return;
  }
  Seen& seen = seen_[policy.policy->path];
  if (!seen.policy) {
    seen = {policy.policy, std::vector<bool>(suppressions.size(), false)};
  }
  for (const std::size_t index : result.verdict.suppressed) {
    for (std::size_t i = 0; i < suppressions.size() && index < result.findings.size(); ++i) {
      seen.used[i] = seen.used[i] || covers(suppressions[i], result.findings[index]);
    }
  }
}

void SuppressionNotes::append_notes(const std::string& today,
                                    bool whole_tree,
                                    std::vector<std::string>& notes) const {
  for (const auto& [path, seen] : seen_) {
    for (std::size_t i = 0; i < seen.used.size(); ++i) {
      const Suppression& suppression = seen.policy->suppressions[i];
      const bool expired = !suppression.until.empty() && suppression.until < today;
      if (!expired && (seen.used[i] || !whole_tree)) {
        continue;
      }
      const std::string& what =
          suppression.rule.empty() ? suppression.fingerprint : suppression.rule;
      notes.push_back(
          fmt::format("{}:{}: suppression of {} {}",
                      display_name(path),
                      suppression.at.line,
                      what,
                      expired ? "expired on " + suppression.until : std::string("was not used")));
    }
  }
}

}  // namespace imprimatur::cli
