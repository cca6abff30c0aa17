// ConfinedProgram: runs programs that read hostile files, such as pdftotext: no shell, no inherited
// descriptors, an empty environment, limits of time, processor, memory and output, no files
// written, no new privileges, and its own process group, which is killed as a whole. Thread-safe.
#ifndef IMPRIMATUR_CLI_CONFINED_H_
#define IMPRIMATUR_CLI_CONFINED_H_

#include "formats/outside_program.h"

#include <cstddef>

namespace imprimatur::cli {

struct ConfinedLimits {
  unsigned seconds = 60;  // of time; half of it of processor
  std::size_t memory = std::size_t{2} << 30U;
  std::size_t output = std::size_t{64} << 20U;
};

class ConfinedProgram : public OutsideProgram {
 public:
  explicit ConfinedProgram(const ConfinedLimits& limits = {}) : limits_(limits) {}

  [[nodiscard]] Result<ProgramOutput> run(const std::vector<std::string>& arguments,
                                          std::string_view input) const override;

 private:
  ConfinedLimits limits_;
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_CONFINED_H_
