// Desk: what the HTTP server asks of the program that runs it. Policies and rules are found and
// read there, so that the server itself reads no files. Every function may be called by any thread.
#ifndef IMPRIMATUR_SERVE_DESK_H_
#define IMPRIMATUR_SERVE_DESK_H_

#include "base/pool.h"
#include "engine/engine.h"
#include "rules/rule_set.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace imprimatur::serve {

// A rule, holder, licence, language or agent of the database, as it is sent.
struct RuleEntry {
  std::string kind;
  std::string id;
  std::string json;    // one object
  std::string search;  // lower case: what a search looks through
};

// How documents are judged if the request does not say otherwise: one reading of the policy and the
// rules, which never changes.
struct Workplace {
  const Engine* engine = nullptr;
  const RuleSet* rules = nullptr;
  Level fail_on = Level::permission_required;
  std::string policy_digest = {};  // empty: the default policy
  std::string read_at = {};        // ISO time in UTC
  // Of the engine. Taken and given back by any thread.
  Pool<Engine::Session>* sessions = nullptr;
  // The rules as they are sent, by kind, then by id. May be called by any thread.
  std::function<const std::vector<RuleEntry>&()> entries = {};
};

struct Today {
  std::string date;  // ISO
  std::string time;  // ISO, in UTC; empty: judge by the day alone
};

// A document that was fetched.
struct Page {
  std::shared_ptr<const std::string> bytes;
  std::string media_type;  // empty: by name and content
  std::string encoding;    // declared; empty: not known
  std::shared_ptr<const imprimatur::Surroundings> around;
};

class Desk {
 public:
  virtual ~Desk() = default;
  // The one that holds now, never null. It lives for as long as somebody keeps it.
  [[nodiscard]] virtual std::shared_ptr<const Workplace> workplace() const = 0;
  // Why the newest policy or rules do not hold; empty: they do.
  [[nodiscard]] virtual std::string problem() const = 0;
  [[nodiscard]] virtual Today today() const = 0;
  // Whether clients may name web addresses.
  [[nodiscard]] virtual bool may_fetch() const = 0;
  // What is at the address, as `check` fetches it, for those who may. `stopped`, of which any copy
  // may be asked during the call, says that nobody waits for it. Errors say what went wrong.
  [[nodiscard]] virtual Result<Page> fetch(const std::string& address,
                                           const std::function<bool()>& stopped) const = 0;
  [[nodiscard]] virtual std::string version() const = 0;
};

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_DESK_H_
