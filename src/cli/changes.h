// Changes: the documents of --staged, --diff, --since and --patch, one at a time and in order of
// their paths. Not thread-safe.
#ifndef IMPRIMATUR_CLI_CHANGES_H_
#define IMPRIMATUR_CLI_CHANGES_H_

#include "cli/git.h"
#include "cli/patch.h"
#include "cli/session.h"
#include "engine/ignore.h"
#include "engine/run.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur::cli {

class Changes {
 public:
  // True if the options ask for a change rather than for inputs.
  [[nodiscard]] static bool wanted(const Options& options);
  // Errors: usage (options that exclude each other, no repository, no such commit, no patch).
  [[nodiscard]] static Result<std::unique_ptr<Changes>> make(const Options& options,
                                                             Session& session);
  [[nodiscard]] Result<std::optional<RunItem>> next();
  [[nodiscard]] std::size_t total() const { return files_.size() + patched_.size(); }

 private:
  Changes(const Options& options, Session& session) : options_(options), session_(session) {}
  [[nodiscard]] Result<void> read_patch();
  [[nodiscard]] Result<void> read_repository();
  [[nodiscard]] Result<RunItem> item_of(const FileChange& change, const Workplace& workplace);
  [[nodiscard]] RunItem item_of(const PatchedFile& file) const;
  [[nodiscard]] bool is_left_out(const std::string& path, const Workplace& workplace);
  [[nodiscard]] const IgnoreFolder* ignore_of(const std::string& folder);

  const Options& options_;
  Session& session_;
  std::unique_ptr<Git> git_;  // null for a patch
  std::vector<FileChange> files_;
  std::vector<PatchedFile> patched_;
  std::size_t next_ = 0;
  std::map<std::string, std::shared_ptr<const IgnoreFolder>> ignores_;  // by absolute folder
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_CHANGES_H_
