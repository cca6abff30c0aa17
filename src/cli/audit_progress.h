// How far an audit is, on standard error: a bar for people or events for programs.
#ifndef IMPRIMATUR_CLI_AUDIT_PROGRESS_H_
#define IMPRIMATUR_CLI_AUDIT_PROGRESS_H_

#include "audit/audit.h"
#include "cli/terminal.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::cli {

inline const std::vector<std::string_view> kProgressWords = {"auto", "always", "never", "json"};
[[nodiscard]] bool is_progress_word(std::string_view word);

class AuditProgress {
 public:
  AuditProgress(std::string_view how, bool quiet, const Terminal& terminal);
  ~AuditProgress();
  AuditProgress(const AuditProgress&) = delete;
  AuditProgress& operator=(const AuditProgress&) = delete;

  void show(const audit::Progress& at);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  void draw(const audit::Progress& at, double seconds);

  bool bar_ = false;
  bool events_ = false;
  bool visible_ = false;
  std::size_t width_;
  Clock::time_point start_;
  std::optional<Clock::time_point> shown_;
  std::optional<audit::Progress> first_;
  audit::Progress last_;
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_AUDIT_PROGRESS_H_
