// One TOML file of the rules database -> RuleFile, strictly: unknown keys, wrong types, unknown
// uses, roles or duties, bad patterns, missing examples are diagnostics with position and remedy.
// Pure (no file access); thread-safe.
#ifndef IMPRIMATUR_RULES_LOAD_H_
#define IMPRIMATUR_RULES_LOAD_H_

#include <string>
#include <string_view>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/rule.h"

namespace imprimatur {

// Appends to `diagnostics`; the result is usable only if no error was added.
[[nodiscard]] RuleFile load_rule_file(std::string_view toml, const std::string& path,
                                      std::vector<Diagnostic>& diagnostics);

// The nearest of `known` to `word` by edit distance, empty if none is near.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_LOAD_H_
