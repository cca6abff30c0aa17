// OutsideProgram: lets a reader have another program turn a format into text, without knowing how
// programs are run. Implemented by the commands; absent in tests and wherever nothing may be run.
#ifndef IMPRIMATUR_FORMATS_OUTSIDE_PROGRAM_H_
#define IMPRIMATUR_FORMATS_OUTSIDE_PROGRAM_H_

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct ProgramOutput {
  int status = 0;      // exit status
  std::string output;  // standard output
  std::string errors;  // the beginning of standard error
};

class OutsideProgram {
 public:
  OutsideProgram() = default;
  virtual ~OutsideProgram() = default;
  OutsideProgram(const OutsideProgram&) = delete;
  OutsideProgram& operator=(const OutsideProgram&) = delete;

  // Runs `arguments` (the program's name first; no shell) with `input` on standard input, within
  // limits of time, memory and output. Thread-safe. Errors: not_found (there is no such program),
  // limit (it was stopped), unreadable (it died or could not be started).
  [[nodiscard]] virtual Result<ProgramOutput> run(const std::vector<std::string>& arguments,
                                                  std::string_view input) const = 0;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_OUTSIDE_PROGRAM_H_
