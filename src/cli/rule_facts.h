// The rules database as lists of facts, for pages and comparisons: what a rule file says, in the
// words of the rule format (src/design/0004-rule-format.md). Plain values. Pure; thread-safe.
#ifndef IMPRIMATUR_CLI_RULE_FACTS_H_
#define IMPRIMATUR_CLI_RULE_FACTS_H_

#include "rules/rule.h"

#include <string>
#include <vector>

namespace imprimatur::cli {

struct Fact {
  enum class Kind : unsigned char { text, list, number, boolean };
  std::string key;
  std::vector<std::string> values;  // one, but of a list
  Kind kind = Kind::text;
  friend bool operator==(const Fact&, const Fact&) = default;
};

enum class EntryKind : unsigned char { language, holder, licence, rule, agent };
inline constexpr std::array<std::string_view, 5> kEntryKindNames = {
    "language", "holder", "licence", "rule", "agent"};

struct RuleEntry {
  EntryKind kind = EntryKind::rule;
  std::string id;
  std::string file;
  std::vector<Fact> facts;  // none that says nothing

  [[nodiscard]] const Fact* find(std::string_view key) const;
};

// By kind, then by id. Of two with one id the last file's stays, as when rules are loaded.
[[nodiscard]] std::vector<RuleEntry> rule_entries(const std::vector<RuleFile>& files);

// {"id", "file"} and the facts, as one object.
[[nodiscard]] std::string json_of(const RuleEntry& entry);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_RULE_FACTS_H_
