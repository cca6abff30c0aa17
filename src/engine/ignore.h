// Which files of a walk are left out: .imprimaturignore, .ignore and .gitignore of every folder on
// the way, and the policy's `skip`. Deeper files win over higher ones, the three kinds are asked
// in the order above, and the first that has an opinion decides.
#ifndef IMPRIMATUR_ENGINE_IGNORE_H_
#define IMPRIMATUR_ENGINE_IGNORE_H_

#include "engine/glob.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// The rules of one folder; a chain through `parent`. Immutable after loading.
class IgnoreFolder {
 public:
  // `folder` is absolute, without a trailing '/' (empty for the root folder).
  [[nodiscard]] static std::shared_ptr<const IgnoreFolder> load(
      std::shared_ptr<const IgnoreFolder> parent, const std::string& folder);
  // The chain that holds above a walk's root: the folders up to the repository's top, if the root
  // lies in a repository. `folder` itself is not part of it.
  [[nodiscard]] static std::shared_ptr<const IgnoreFolder> load_above(const std::string& folder);

  [[nodiscard]] static bool is_ignored(const IgnoreFolder* deepest,
                                       std::string_view path,
                                       bool is_folder);

 private:
  static constexpr std::size_t kKinds = 3;
  std::shared_ptr<const IgnoreFolder> parent_;
  std::string folder_;
  std::array<GlobList, kKinds> lists_;
};

// `path` without `folder` and the slash between; empty if it is not inside.
[[nodiscard]] std::string_view path_inside(std::string_view path, std::string_view folder);

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_IGNORE_H_
