// One TOML file of the rules database -> RuleFile, strictly: unknown keys, wrong types, unknown
// uses, roles or duties, bad patterns, missing examples are diagnostics with position and remedy.
// Pure (no file access); thread-safe.
//
//   R001  the file is no TOML
//   R002  unknown key
//   R003  wrong type of a value
//   R004  unknown word: use, role, duty, constraint, type, strength, place, scope, case, verdict
//   R005  a key is missing
//   R006  an id stands twice: rule, holder, licence, language
//   R007  a rule's id does not begin with the id of its file
//   R008  a pattern or word that is no allowed regular expression
//   R009  fewer than two match or two miss examples
//   R010  a date that is not YYYY-MM-DD
//   R011  a macro without words, or words that contain themselves
//   R012  a rule grants a licence that the database does not have
//   R013  a rule takes its words from a language that the database does not have
//   R014  a value that cannot be: empty, out of range, not of the form
#ifndef IMPRIMATUR_RULES_LOAD_H_
#define IMPRIMATUR_RULES_LOAD_H_

#include "rules/diagnostic.h"
#include "rules/rule.h"

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Appends to `diagnostics`; the result is usable only if no error was added. What needs other
// files (R006 between files, R011 to R013) is checked by RuleSet::load.
[[nodiscard]] RuleFile load_rule_file(std::string_view toml,
                                      const std::string& path,
                                      std::vector<Diagnostic>& diagnostics);

// The nearest of `known` to `word` by edit distance, empty if none is near.
[[nodiscard]] std::string nearest(std::string_view word,
                                  const std::vector<std::string_view>& known);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_LOAD_H_
