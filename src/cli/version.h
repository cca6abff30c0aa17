// The program's version, from the build.
#ifndef IMPRIMATUR_CLI_VERSION_H_
#define IMPRIMATUR_CLI_VERSION_H_

#include <string_view>

namespace imprimatur::cli {

[[nodiscard]] std::string_view version();

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_VERSION_H_
