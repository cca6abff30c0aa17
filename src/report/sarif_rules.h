// The descriptions of rules in a SARIF log: each rule once, in the order of its first result.
#ifndef IMPRIMATUR_REPORT_SARIF_RULES_H_
#define IMPRIMATUR_REPORT_SARIF_RULES_H_

#include "base/terms.h"
#include "rules/rule_set.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur {

class SarifRules {
 public:
  // `rules` may be null; then, and for rules of other sets, the role alone is told.
  explicit SarifRules(const RuleSet* rules) : rules_(rules) {}

  // The rule's index. `role` is empty for rules of no file (annotation.h).
  std::size_t index_of(const std::string& id, std::optional<Role> role);
  // The array of reportingDescriptor objects.
  [[nodiscard]] std::string json() const;

 private:
  const RuleSet* rules_;
  std::map<std::string, std::size_t> indices_;
  std::vector<std::string> descriptors_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_SARIF_RULES_H_
