// Rules and word lists -> regular expressions for PCRE2 and anchors for the prefilter.
// Pure; thread-safe. Private to the rules layer.
#ifndef IMPRIMATUR_RULES_COMPILE_H_
#define IMPRIMATUR_RULES_COMPILE_H_

#include "rules/diagnostic.h"
#include "rules/expand.h"
#include "rules/rule_set.h"

namespace imprimatur {

// What goes wrong is a diagnostic; the result then misses the parts concerned.
[[nodiscard]] CompiledRule compile_rule(const Rule& rule,
                                        const MacroWords& words,
                                        const std::string& path,
                                        std::vector<Diagnostic>& diagnostics);

[[nodiscard]] CompiledLanguage compile_language(const Language& language,
                                                const MacroWords& words,
                                                const std::string& path,
                                                std::vector<Diagnostic>& diagnostics);

// In the forms of CompiledPattern::anchors and sets.
[[nodiscard]] std::string join_phrases(const std::vector<std::string>& phrases);
[[nodiscard]] std::string join_sets(const std::vector<std::vector<std::string>>& sets);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_COMPILE_H_
