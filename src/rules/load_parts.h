// The pieces of load_rule_file, one file each. Private to the rules layer.
#ifndef IMPRIMATUR_RULES_LOAD_PARTS_H_
#define IMPRIMATUR_RULES_LOAD_PARTS_H_

#include "rules/rule.h"
#include "rules/table_reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// `prefix` is what rule ids begin with, without the dot; empty: anything with a dot in it.
void load_rules(TableReader& file, std::string_view prefix, DiagnosticSink& sink, RuleFile& out);
void load_language(TableReader& file, DiagnosticSink& sink, RuleFile& out);
void load_holder(TableReader& file, DiagnosticSink& sink, RuleFile& out);
void load_licences(TableReader& file, DiagnosticSink& sink, RuleFile& out);
void load_agents(TableReader& file, DiagnosticSink& sink, RuleFile& out);

[[nodiscard]] std::vector<RuleExample> load_examples(TableReader& table, std::string_view key);

// "all", "general" or a list of uses, as a set.
[[nodiscard]] UseSet load_uses(TableReader& table, std::string_view key);

// What check_pattern() calls a word that patterns are made of; it alone may match nothing.
inline constexpr std::string_view kPartOfPattern = "part of patterns";
// Reports R008 unless `pattern` is allowed once its macros have words.
void check_pattern(DiagnosticSink& sink, const LocatedText& pattern, std::string_view key);
// The strings under `key` as checked patterns.
[[nodiscard]] std::vector<std::string> load_patterns(TableReader& table, std::string_view key);

// Reports R014 unless `id` is made of letters, digits and `extra`.
void check_id(DiagnosticSink& sink, RulePosition at, std::string_view id, std::string_view extra);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_LOAD_PARTS_H_
