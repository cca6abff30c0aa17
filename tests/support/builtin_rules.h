// The built-in rules for tests, loaded once.
#ifndef IMPRIMATUR_TESTS_SUPPORT_BUILTIN_RULES_H_
#define IMPRIMATUR_TESTS_SUPPORT_BUILTIN_RULES_H_

#include "rules/rule_set.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur {

inline const std::shared_ptr<const RuleSet>& builtin_rules() {
  static const std::shared_ptr<const RuleSet> kRules = [] {
    std::vector<Diagnostic> diagnostics;
    return RuleSet::load({}, diagnostics);
  }();
  return kRules;
}

// Only these files; null if they are wrong.
inline std::shared_ptr<const RuleSet> rules_of(
    std::vector<std::pair<std::string, std::string>> files) {
  RuleSetOptions options;
  options.builtin = false;
  options.extra = std::move(files);
  std::vector<Diagnostic> diagnostics;
  return RuleSet::load(options, diagnostics);
}

}  // namespace imprimatur

#endif  // IMPRIMATUR_TESTS_SUPPORT_BUILTIN_RULES_H_
