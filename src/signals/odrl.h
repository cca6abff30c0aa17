// ODRL 2.2 policies, with the RightsML profile and the spelling of ODRL 2.0, as parsed.
// Private to the signals layer.
#ifndef IMPRIMATUR_SIGNALS_ODRL_H_
#define IMPRIMATUR_SIGNALS_ODRL_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct OdrlConstraint {
  std::string left;  // the term alone, lower case: "datetime", "spatial"
  std::string op;    // "eq", "lt", "isanyof"
  std::vector<std::string> right;
};

struct OdrlRule {
  std::vector<std::string> actions;  // as written
  std::vector<OdrlConstraint> constraints;
  std::vector<std::string> duties;  // the terms of their actions, lower case
  std::string assigner;             // a name or address
  bool has_assignee = false;
};

struct OdrlPolicy {
  std::string conflict;  // "perm", "prohibit", "invalid", or empty
  std::vector<OdrlRule> permissions;
  std::vector<OdrlRule> prohibitions;
};

// "http://www.w3.org/ns/odrl/2/distribute", "odrl:distribute" -> "distribute".
[[nodiscard]] std::string odrl_term(std::string_view name);

// Empty: it cannot be read as policies.
[[nodiscard]] std::vector<OdrlPolicy> parse_odrl_json(std::string_view text);
[[nodiscard]] std::vector<OdrlPolicy> parse_odrl_xml(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_ODRL_H_
