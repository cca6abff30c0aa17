// Process: another program, started without a shell. Pipes are owned; the end of a Process waits
// for the program. Not thread-safe.
#ifndef IMPRIMATUR_CLI_PROCESS_H_
#define IMPRIMATUR_CLI_PROCESS_H_

#include "base/result.h"

#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::cli {

class Process {
 public:
  // The program is looked for in PATH. Its standard input is a pipe if wanted, else empty; its
  // standard error is kept. Errors: usage (there is no such program).
  [[nodiscard]] static Result<std::unique_ptr<Process>> start(
      const std::vector<std::string>& arguments, bool with_input);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] bool write(std::string_view text);
  [[nodiscard]] bool read_exactly(std::size_t size, std::string& out);
  // Up to and without a line break; false at the end.
  [[nodiscard]] bool read_line(std::string& line);
  [[nodiscard]] std::string read_all();
  // Closes the pipes and waits; true if the program ended well.
  bool finish();
  [[nodiscard]] std::string errors() const;

 private:
  Process() = default;
  bool fill();

  pid_t id_ = -1;
  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_well_ = false;
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_PROCESS_H_
