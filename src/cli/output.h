// Output: where a report goes. Standard output, or a file that appears whole or not at all: it is
// written beside its place and renamed by commit(). Not thread-safe.
#ifndef IMPRIMATUR_CLI_OUTPUT_H_
#define IMPRIMATUR_CLI_OUTPUT_H_

#include "base/result.h"

#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace imprimatur::cli {

class Output {
 public:
  [[nodiscard]] static std::unique_ptr<Output> standard_output();
  // Devices and pipes are written to directly. Errors: unreadable (what the system said).
  [[nodiscard]] static Result<std::unique_ptr<Output>> file(const std::string& path);
  ~Output();  // without commit(): the file is not touched
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  [[nodiscard]] Result<void> write(std::string_view text);
  [[nodiscard]] Result<void> flush();
  [[nodiscard]] Result<void> commit();
  // The reader went away: no reason to complain, but to stop.
  [[nodiscard]] bool broken_pipe() const { return broken_pipe_; }

 private:
  Output(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  [[nodiscard]] tl::unexpected<Error> failure(int error_number);

  int descriptor_;
  std::string name_;
  std::string temporary_;  // empty: written in place
  std::string target_;
  std::string buffer_;
  bool broken_pipe_ = false;
};

// Signals end the process with 128 + their number and leave no temporary file behind; SIGPIPE and
// SIGXFSZ are ignored, so that writing reports them. Once a process.
void install_signal_handlers();

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_OUTPUT_H_
