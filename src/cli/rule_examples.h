// Checks one example of a rule file against what the engine made of it. Pure.
#ifndef IMPRIMATUR_CLI_RULE_EXAMPLES_H_
#define IMPRIMATUR_CLI_RULE_EXAMPLES_H_

#include "report/document_result.h"
#include "rules/rule.h"

#include <string>
#include <string_view>

namespace imprimatur::cli {

// Whom an example belongs to.
struct ExampleOwner {
  std::string_view id;  // of the rule or holder
  bool is_holder = false;
};

// Each gives what is wrong ("expected this, got that"), empty if nothing is.
[[nodiscard]] std::string match_failure(const ExampleOwner& owner,
                                        const RuleExample& example,
                                        const DocumentResult& result);
[[nodiscard]] std::string miss_failure(const ExampleOwner& owner,
                                       const RuleExample& example,
                                       const DocumentResult& result);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_RULE_EXAMPLES_H_
