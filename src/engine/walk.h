// Walker: the files of one named input (a file or a folder, recursively) in byte-wise order of
// their paths, one at a time; memory is bounded by one folder a level. Not thread-safe. What is
// named is always given, whatever ignore files say. Symbolic links inside folders are not followed
// unless asked for.
#ifndef IMPRIMATUR_ENGINE_WALK_H_
#define IMPRIMATUR_ENGINE_WALK_H_

#include "base/result.h"
#include "engine/glob.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur {

struct WalkOptions {
  bool ignore_files = true;  // respect .gitignore, .ignore, .imprimaturignore
  bool hidden = false;       // names that begin with '.'
  bool follow = false;       // symbolic links inside folders
};

// Globs of the policy, and the absolute folder that they are relative to.
struct SkipRules {
  std::string folder;
  GlobList globs;
};

struct WalkItem {
  std::string path;            // as shown: the input's name and what stands below it
  bool named = false;          // the user named this very file
  std::optional<Error> error;  // an input or folder that cannot be read
};

struct WalkCounts {
  std::size_t special = 0;  // devices, pipes and sockets inside folders
  std::size_t loops = 0;    // links to a folder above
};

class Walker {
 public:
  explicit Walker(const WalkOptions& options);
  ~Walker();
  Walker(const Walker&) = delete;
  Walker& operator=(const Walker&) = delete;

  // Begins with a new input; `skip` may be null.
  void start(const std::string& path, std::shared_ptr<const SkipRules> skip);
  // The next file or error of the input; empty at its end.
  [[nodiscard]] std::optional<WalkItem> next();
  [[nodiscard]] const WalkCounts& counts() const { return counts_; }

 private:
  struct Folder;
  struct Entry;
  std::optional<WalkItem> open_folder(const std::string& shown, const std::string& absolute);
  std::optional<WalkItem> visit(const Entry& entry);
  [[nodiscard]] bool is_left_out(const Entry& entry, const std::string& absolute) const;

  WalkOptions options_;
  WalkCounts counts_;
  std::shared_ptr<const SkipRules> skip_;
  std::optional<WalkItem> first_;
  std::vector<std::unique_ptr<Folder>> stack_;
};

// The absolute form of `path` with links resolved; empty if there is no such file.
[[nodiscard]] std::string absolute_path(const std::string& path);

// "permission denied" and the like, with the code that fits.
[[nodiscard]] Error file_error(int error_number);

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_WALK_H_
