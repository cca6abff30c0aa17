// ProjectPaths: where a document stands in its project, so that reports and fingerprints are the
// same on every machine. The root is the nearest folder with a `.git` in it, else that of the
// policy file, else the current folder, else the folder that was named. Not thread-safe: keeps what
// it found out.
#ifndef IMPRIMATUR_CLI_PROJECT_H_
#define IMPRIMATUR_CLI_PROJECT_H_

#include <map>
#include <optional>
#include <string>

namespace imprimatur::cli {

class ProjectPaths {
 public:
  // A new input: what the user named. `policy_folder`: absolute, or empty.
  void start(const std::string& input, bool is_folder, const std::string& policy_folder);
  // `source`: the input itself, or a file below it. Empty for a single file outside of the root.
  [[nodiscard]] std::string path_of(const std::string& source);

 private:
  [[nodiscard]] std::optional<std::string> prefix_of(const std::string& folder) const;

  std::string input_;  // if it is a folder, with a '/' at its end
  std::string policy_folder_;
  // By the source's folder: its path from the root, with '/' at its end; none if it is outside.
  std::map<std::string, std::optional<std::string>> prefixes_;
};

// The nearest folder from an absolute one upwards that holds `.git`; empty if there is none.
[[nodiscard]] std::string find_repository(const std::string& folder);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_PROJECT_H_
