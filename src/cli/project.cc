#include "cli/project.h"

#include "engine/ignore.h"
#include "engine/walk.h"

#include <sys/stat.h>

#include <string_view>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kMaxPrefixes = 10'000;

// The path from root to folder, with '/' at its end; none if it is not inside.
std::optional<std::string> prefix_inside(const std::string& folder, const std::string& root) {
  if (folder == root) {
    return std::string();
  }
  const std::string_view inside = path_inside(folder, root);
  return inside.empty() ? std::nullopt : std::optional<std::string>(std::string(inside) + "/");
}

}  // namespace

std::string find_repository(const std::string& folder) {
  for (std::string current = folder; !current.empty(); current.resize(current.rfind('/'))) {
    struct stat status {};
    if (::stat((current + "/.git").c_str(), &status) == 0) {
      return current;
    }
  }
  return {};
}

void ProjectPaths::start(const std::string& input,
                         bool is_folder,
                         const std::string& policy_folder) {
  if (is_folder || policy_folder != policy_folder_ || prefixes_.size() > kMaxPrefixes) {
    prefixes_.clear();
  }
  policy_folder_ = policy_folder;
  input_ = is_folder ? input : std::string();
  if (is_folder && !input_.ends_with('/')) {
    input_ += '/';
  }
}

std::optional<std::string> ProjectPaths::prefix_of(const std::string& folder) const {
  const std::string absolute = absolute_path(folder.empty() ? "." : folder);
  if (absolute.empty()) {
    return folder.starts_with('/') ? std::nullopt : std::optional(folder);  // not there
  }
  if (const std::string root = find_repository(absolute); !root.empty()) {
    return prefix_inside(absolute, root);
  }
  for (const std::string& root : {policy_folder_, absolute_path(".")}) {
    if (auto prefix = root.empty() ? std::nullopt : prefix_inside(absolute, root)) {
      return prefix;
    }
  }
  return input_.empty() || !folder.starts_with(input_)
             ? std::nullopt
             : std::optional<std::string>(folder.substr(input_.size()));
}

std::string ProjectPaths::path_of(const std::string& source) {
  const std::size_t slash = source.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  const std::string folder = source.substr(0, name);
  auto found = prefixes_.find(folder);
  if (found == prefixes_.end()) {
    found = prefixes_.emplace(folder, prefix_of(folder)).first;
  }
  return found->second ? *found->second + source.substr(name) : std::string();
}

}  // namespace imprimatur::cli
