// The program: signals, then the command line. The one place where a bug's exception ends.
#include "cli/app.h"
#include "cli/output.h"
#include "engine/file_reader.h"

#include <cstdio>
#include <exception>
#include <new>

int main(int argc, char** argv) {
  try {
    imprimatur::install_map_guard();
    imprimatur::cli::install_signal_handlers();
    imprimatur::cli::CommandLine command_line;
    return command_line.run(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("imprimatur: error: not enough memory\n", stderr);
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "imprimatur: error: internal error: %s\n", bug.what());
  }
  return imprimatur::cli::kIncomplete;
}
