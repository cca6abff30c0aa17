// The desk of the HTTP server: the policy of the current folder, or the one that was named, with
// its rules, as `check` finds them; read again when their files change. Thread-safe once made.
#ifndef IMPRIMATUR_CLI_SERVE_DESK_H_
#define IMPRIMATUR_CLI_SERVE_DESK_H_

#include "cli/commands.h"
#include "cli/fetched_pages.h"
#include "cli/sources.h"
#include "serve/desk.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace imprimatur::cli {

class ServeDesk : public serve::Desk {
 public:
  // `invocation` outlives the desk. Errors: usage, rules; what is wrong in them is printed.
  [[nodiscard]] static Result<std::unique_ptr<ServeDesk>> make(const Invocation& invocation);
  ~ServeDesk() override;
  ServeDesk(const ServeDesk&) = delete;
  ServeDesk& operator=(const ServeDesk&) = delete;

  // From now on files that change are read again, by a thread of its own. While one of them is
  // wrong, what held before stays in force; both is told on standard error.
  void watch();

  [[nodiscard]] std::shared_ptr<const serve::Workplace> workplace() const override;
  [[nodiscard]] std::string problem() const override;
  [[nodiscard]] serve::Today today() const override;
  [[nodiscard]] bool may_fetch() const override;
  [[nodiscard]] Result<serve::Page> fetch(const std::string& address,
                                          const std::function<bool()>& stopped) const override;
  [[nodiscard]] std::string version() const override;

 private:
  class Reading;
  explicit ServeDesk(const Invocation& invocation) : invocation_(invocation) {}
  void keep_watch();
  void read_again(const Sources& sources);

  const Invocation& invocation_;
  std::string state_;  // of the sources when they were read
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool ended_ = false;
  std::shared_ptr<const Reading> reading_;
  std::string problem_;
  std::thread watcher_;
  mutable FetchedPages pages_;
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_SERVE_DESK_H_
