// A mistake in a rule file or policy: what, where, and what would be right.
// Printed as "holders/x.toml:12:3: error[R004]: unknown word "publsh" in "permits"; did you mean
// "publish"?".
#ifndef IMPRIMATUR_RULES_DIAGNOSTIC_H_
#define IMPRIMATUR_RULES_DIAGNOSTIC_H_

#include "rules/rule.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imprimatur {

enum class Severity : std::uint8_t { error, warning };

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;  // stable: R001 … (rules/load.h), L001 … (rules/lint.h)
  std::string path;
  RulePosition at;
  std::string message;  // lower case, no full stop
  std::string help;     // what would be right; may be empty
};

[[nodiscard]] std::string to_string(const Diagnostic& diagnostic);
[[nodiscard]] bool has_errors(const std::vector<Diagnostic>& diagnostics);
// By path and position; what stands at one place keeps its order.
void sort_diagnostics(std::vector<Diagnostic>& diagnostics);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_DIAGNOSTIC_H_
