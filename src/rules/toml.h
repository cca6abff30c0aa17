// A small positioned view of a TOML 1.0 document, so that the TOML library's name stays in
// toml.cc. Nodes own their children; positions are 1-based.
#ifndef IMPRIMATUR_RULES_TOML_H_
#define IMPRIMATUR_RULES_TOML_H_

#include "base/result.h"
#include "rules/diagnostic.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

struct TomlNode {
  enum class Kind : std::uint8_t { table, array, string, integer, real, boolean, date, other };
  Kind kind = Kind::other;
  RulePosition at;   // of the value; for members see `keys_at`
  std::string text;  // string value, or ISO form of a date or date-time
  std::int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  std::vector<TomlNode> items;  // array
  struct Member;
  std::vector<Member> members;  // table, in file order

  [[nodiscard]] const TomlNode* find(std::string_view key) const;
};
struct TomlNode::Member {
  std::string key;
  RulePosition key_at;
  TomlNode value;
};

// Syntax errors come back as a Diagnostic (code R001) with the position of the fault.
[[nodiscard]] tl::expected<TomlNode, Diagnostic> parse_toml(std::string_view text,
                                                            const std::string& path);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_TOML_H_
