#include "cli/commands.h"
#include "cli/output.h"

namespace imprimatur::cli {

int report_failure(const Terminal& terminal, const Error& error) {
  print_error(terminal, error.message);
  const bool wrong = error.code == ErrorCode::usage || error.code == ErrorCode::rules;
  return wrong ? kUsage : kIncomplete;
}

int print_result(const Terminal& terminal, std::string_view text, int status) {
  const auto output = Output::standard_output();
  Result<void> written = output->write(text);
  if (written) {
    written = output->commit();
  }
  if (!written) {
    return output->broken_pipe() ? kFine : report_failure(terminal, written.error());
  }
  return status;
}

}  // namespace imprimatur::cli
