// Git: what the `git` program says of a repository (src/design/0010-what-is-new.md). No shell;
// names with NUL. Programs that a repository's configuration names (external diffs, text
// conversions, file system monitors) are not run. Not thread-safe.
#ifndef IMPRIMATUR_CLI_GIT_H_
#define IMPRIMATUR_CLI_GIT_H_

#include "base/result.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::cli {

// One file of a change, as `git diff --raw -z` tells it. Paths from the top, as bytes.
struct FileChange {
  std::string path;
  std::string old_path;  // differs if it was renamed
  std::string id;        // of the content; empty: in the working tree
  std::string old_id;    // empty: there was none
  bool unmerged = false;
};

class Git {
 public:
  // The repository that the current folder is in. Errors: usage (no git, no repository).
  [[nodiscard]] static Result<std::unique_ptr<Git>> open();
  ~Git();
  Git(const Git&) = delete;
  Git& operator=(const Git&) = delete;

  [[nodiscard]] const std::string& top() const { return top_; }        // absolute
  [[nodiscard]] const std::string& prefix() const { return prefix_; }  // of the current folder

  // Files with content of their own: no symbolic links, no submodules. `paths` are limits, as the
  // user named them; none: everything.
  [[nodiscard]] Result<std::vector<FileChange>> staged(const std::vector<std::string>& paths);
  [[nodiscard]] Result<std::vector<FileChange>> changed(const std::string& range,
                                                        const std::vector<std::string>& paths);
  // From the merge base with a commit to the working tree, new files included.
  [[nodiscard]] Result<std::vector<FileChange>> since(const std::string& commit,
                                                      const std::vector<std::string>& paths);
  // Every file of a commit: id by path from the top.
  [[nodiscard]] Result<std::map<std::string, std::string>> tree(const std::string& commit);
  [[nodiscard]] Result<std::string> content(const std::string& id);
  // True if the history was cut when the repository was cloned.
  [[nodiscard]] bool is_shallow() const;

 private:
  class Objects;  // a running `git cat-file --batch`
  Git();
  // Standard output of `git arguments`. Errors: usage, with what git said.
  [[nodiscard]] Result<std::string> output(const std::vector<std::string>& arguments) const;
  [[nodiscard]] Result<std::string> merge_base(const std::string& commit) const;
  [[nodiscard]] Result<std::vector<FileChange>> diff(std::vector<std::string> arguments,
                                                     const std::vector<std::string>& paths) const;

  std::string top_;
  std::string prefix_;
  std::unique_ptr<Objects> objects_;
};

// The answer of `git diff --raw -z --no-abbrev`. Errors: internal.
[[nodiscard]] Result<std::vector<FileChange>> parse_raw_diff(std::string_view raw);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_GIT_H_
