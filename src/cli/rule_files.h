// The rule files as sources: built-in ones and those of --rules, parsed with their examples.
#ifndef IMPRIMATUR_CLI_RULE_FILES_H_
#define IMPRIMATUR_CLI_RULE_FILES_H_

#include "base/result.h"
#include "cli/terminal.h"
#include "rules/rule.h"

#include <string>
#include <vector>

namespace imprimatur::cli {

// Prints what is wrong with them. Errors: usage (unreadable), rules (mistakes).
[[nodiscard]] Result<std::vector<RuleFile>> parse_rule_files(const std::vector<std::string>& extra,
                                                             bool builtin,
                                                             const Terminal& terminal);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_RULE_FILES_H_
