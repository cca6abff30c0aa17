// What is no error in the rules database but likely a mistake. Pure; thread-safe.
//
//   L001  declared anchors of which it cannot be proven that every match contains one
//   L002  anchors that most texts contain: the rule is tried nearly everywhere
//   L003  a repeated group that can match nothing: slow on hostile texts
//   L004  a name that two holders share
//   L005  a name that is one ordinary word and says nothing of its case
//   L006  not looked at for 18 months
//   L007  a wire agency without the address of its terms or whom to ask
//   L008  two rules with the same pattern
#ifndef IMPRIMATUR_RULES_LINT_H_
#define IMPRIMATUR_RULES_LINT_H_

#include "rules/diagnostic.h"
#include "rules/rule_set.h"

#include <string_view>
#include <vector>

namespace imprimatur {

// `today` is an ISO date; empty: nothing is called stale. Warnings only, file by file.
[[nodiscard]] std::vector<Diagnostic> lint(const RuleSet& rules, std::string_view today = {});

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_LINT_H_
