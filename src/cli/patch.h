// A unified diff as documents: of each file what the patch shows of its new state, at the right
// lines; lines that it does not show are empty. Pure; thread-safe.
#ifndef IMPRIMATUR_CLI_PATCH_H_
#define IMPRIMATUR_CLI_PATCH_H_

#include "base/result.h"
#include "engine/engine.h"

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::cli {

struct PatchedFile {
  std::string path;
  std::string text;
  std::vector<LineRange> added;
};

// Files that the patch deletes or only renames are left out. Errors: usage (it is no patch, or
// damaged), with the line.
[[nodiscard]] Result<std::vector<PatchedFile>> parse_patch(std::string_view patch);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_PATCH_H_
