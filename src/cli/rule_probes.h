// Tries the rules on their own examples for what no look at the patterns alone can tell. Warnings
// only; a mistake in the examples is for `rules test` to report. Pure; thread-safe.
//
//   L009  every match example of a rule is found, as a whole, by another rule of the same effect
//   L010  no match example of a rule is reached by its pattern
//   L011  a pattern that gives up on a text made of its own examples
#ifndef IMPRIMATUR_CLI_RULE_PROBES_H_
#define IMPRIMATUR_CLI_RULE_PROBES_H_

#include "base/result.h"
#include "rules/diagnostic.h"
#include "rules/rule_set.h"

#include <memory>
#include <string>
#include <vector>

namespace imprimatur::cli {

// `files` are the files of `rules` to speak of, with their examples. Errors: rules (a pattern that
// PCRE2 refuses), limit (a scan gave up).
[[nodiscard]] Result<std::vector<Diagnostic>> probe_rules(
    const std::shared_ptr<const RuleSet>& rules, const std::vector<RuleFile>& files);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_RULE_PROBES_H_
