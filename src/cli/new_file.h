// Files that commands create for the user to fill in; what is there already is never touched.
#ifndef IMPRIMATUR_CLI_NEW_FILE_H_
#define IMPRIMATUR_CLI_NEW_FILE_H_

#include "cli/terminal.h"

#include <string>
#include <string_view>

namespace imprimatur::cli {

// Writes `folder`/`name` (the current folder if empty) and says so; the exit status.
[[nodiscard]] int write_new_file(const Terminal& terminal,
                                 const std::string& folder,
                                 const std::string& name,
                                 std::string_view text);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_NEW_FILE_H_
