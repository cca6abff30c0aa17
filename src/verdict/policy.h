// Policy: what the user's organisation is and holds (contract §6), from imprimatur.toml.
// Immutable after loading; share between threads. No file access here: text comes in.
#ifndef IMPRIMATUR_VERDICT_POLICY_H_
#define IMPRIMATUR_VERDICT_POLICY_H_

#include "base/terms.h"
#include "rules/diagnostic.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct Entitlement {
  std::string holder;  // id or name; "*" is not allowed
  UseSet uses;
  std::string until;  // ISO date, inclusive; empty: no end
  std::string from;   // ISO date; empty: no beginning
  std::vector<std::string> territory;
  DutySet duties;
  std::string reference;  // contract number, for the reason
  RulePosition at;
};

struct Suppression {
  std::string rule;                // rule id, or empty
  std::string fingerprint;         // or empty
  std::vector<std::string> paths;  // globs; empty: everywhere
  std::string reason;              // mandatory
  std::string until;               // ISO date, inclusive; empty: no end
  RulePosition at;
};

struct Policy {
  std::string path;                    // where it was read from, empty: built-in default
  std::vector<std::string> own_names;  // organisation.names: our own copyright is no problem
  std::string territory;               // organisation.territory, ISO 3166-1
  std::vector<Entitlement> entitlements;
  std::vector<Suppression> suppressions;
  UseSet uses;            // the uses it cares about; empty: republish
  bool republish = true;  // "republish" is among them
  std::optional<Level> fail_on;
  std::vector<std::string> skip;     // globs of folders and files not to check
  std::vector<std::string> rules;    // extra rule folders, relative to the policy file
  bool count_contributions = false;  // "X contributed to this report" is decisive
};

// Strict, with diagnostics like the rules' (codes P001 …).
[[nodiscard]] Policy load_policy(std::string_view toml,
                                 const std::string& path,
                                 std::vector<Diagnostic>& diagnostics);

// The keys that a table of the file may have: "" is the file itself, "entitlement" one of its
// [[entitlement]]. None for a table that it does not have.
[[nodiscard]] std::vector<std::string_view> policy_keys(std::string_view table);

}  // namespace imprimatur

#endif  // IMPRIMATUR_VERDICT_POLICY_H_
