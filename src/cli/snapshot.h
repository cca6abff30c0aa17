// Snapshot: policy, rules and baseline as they are in a commit (--policy-from), so that a change
// cannot relax its own check. Not thread-safe.
#ifndef IMPRIMATUR_CLI_SNAPSHOT_H_
#define IMPRIMATUR_CLI_SNAPSHOT_H_

#include "cli/git.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur::cli {

class Snapshot {
 public:
  // Errors: usage (no repository, no such commit).
  [[nodiscard]] static Result<std::unique_ptr<Snapshot>> open(const std::string& commit);

  // The nearest imprimatur.toml of the commit from a folder upwards, as an absolute path; empty if
  // there is none. The folder need not exist.
  [[nodiscard]] std::string find_policy(const std::string& folder) const;
  // Errors: not_found (the commit has no such file), unreadable. `path`: from the current folder,
  // or absolute.
  [[nodiscard]] Result<std::string> read(const std::string& path);
  // Every *.toml below a folder, or the file itself: (path, text), sorted.
  [[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> rule_files(
      const std::string& path);

 private:
  Snapshot() = default;
  // From the top of the repository; "." stands for the top.
  [[nodiscard]] std::string inside(const std::string& path) const;

  std::string commit_;
  std::unique_ptr<Git> git_;
  std::map<std::string, std::string> files_;  // id by path from the top
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_SNAPSHOT_H_
