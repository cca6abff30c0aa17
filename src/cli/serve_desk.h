// The desk of the HTTP server: the policy of the current folder, or the one that was named, with
// its rules, as `check` finds them. Thread-safe once made.
#ifndef IMPRIMATUR_CLI_SERVE_DESK_H_
#define IMPRIMATUR_CLI_SERVE_DESK_H_

#include "cli/commands.h"
#include "cli/session.h"
#include "serve/desk.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace imprimatur::cli {

class ServeDesk : public serve::Desk {
 public:
  // `invocation` outlives the desk. Errors: usage, rules; what is wrong in them is printed.
  [[nodiscard]] static Result<std::unique_ptr<ServeDesk>> make(const Invocation& invocation);

  [[nodiscard]] const serve::Workplace& workplace() const override { return place_; }
  // Prepared when they are asked for first: most servers never are.
  [[nodiscard]] const std::vector<serve::RuleEntry>& entries() const override;
  [[nodiscard]] serve::Today today() const override;
  [[nodiscard]] std::string version() const override;

 private:
  explicit ServeDesk(const Invocation& invocation);

  const Invocation& invocation_;
  Session session_;
  serve::Workplace place_;
  std::vector<std::string> rule_paths_;
  mutable std::once_flag prepared_;
  mutable std::vector<serve::RuleEntry> entries_;
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_SERVE_DESK_H_
