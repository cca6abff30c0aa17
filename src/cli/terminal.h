// What the surroundings allow: colour, width, progress; and messages to standard error.
#ifndef IMPRIMATUR_CLI_TERMINAL_H_
#define IMPRIMATUR_CLI_TERMINAL_H_

#include "cli/options.h"

#include <cstddef>
#include <string_view>

namespace imprimatur::cli {

struct Terminal {
  bool input_is_terminal = false;
  bool output_is_terminal = false;
  bool error_is_terminal = false;
  bool color_output = false;
  bool color_error = false;
  bool hyperlinks = false;
  std::size_t width = 100;  // of standard output; the default where it is no terminal
  bool progress = false;
};

// Reads NO_COLOR, CLICOLOR_FORCE, TERM and COLUMNS.
[[nodiscard]] Terminal inspect_terminal(const Options& options);

// "imprimatur: error: text\n" and so on, on standard error. Control characters are the caller's
// business: user data in `text` went through display_name().
void print_error(const Terminal& terminal, std::string_view text);
void print_warning(const Terminal& terminal, std::string_view text);
void print_note(const Terminal& terminal, std::string_view text);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_TERMINAL_H_
