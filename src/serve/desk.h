// Desk: what the HTTP server asks of the program that runs it. Policies and rules are found and
// read there, so that the server itself reads no files. Every function may be called by any thread.
#ifndef IMPRIMATUR_SERVE_DESK_H_
#define IMPRIMATUR_SERVE_DESK_H_

#include "engine/engine.h"
#include "rules/rule_set.h"

#include <string>
#include <vector>

namespace imprimatur::serve {

// How documents are judged if the request does not say otherwise. Lives as long as the desk.
struct Workplace {
  const Engine* engine = nullptr;
  const RuleSet* rules = nullptr;
  Level fail_on = Level::permission_required;
  std::string policy_digest;  // empty: the default policy
};

// A rule, holder, licence, language or agent of the database, as it is sent.
struct RuleEntry {
  std::string kind;
  std::string id;
  std::string json;    // one object
  std::string search;  // lower case: what a search looks through
};

struct Today {
  std::string date;  // ISO
  std::string time;  // ISO, in UTC; empty: judge by the day alone
};

class Desk {
 public:
  virtual ~Desk() = default;
  [[nodiscard]] virtual const Workplace& workplace() const = 0;
  // By kind, then by id.
  [[nodiscard]] virtual const std::vector<RuleEntry>& entries() const = 0;
  [[nodiscard]] virtual Today today() const = 0;
  [[nodiscard]] virtual std::string version() const = 0;
};

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_DESK_H_
