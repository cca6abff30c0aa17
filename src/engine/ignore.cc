#include "engine/ignore.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>

namespace imprimatur {
namespace {

constexpr std::array<std::string_view, 3> kIgnoreFiles = {
    ".imprimaturignore", ".ignore", ".gitignore"};

std::string read_small_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return {};
  }
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

}  // namespace

std::string_view path_inside(std::string_view path, std::string_view folder) {
  if (path.size() <= folder.size() + 1 || !path.starts_with(folder) || path[folder.size()] != '/') {
    return {};
  }
  return path.substr(folder.size() + 1);
}

std::shared_ptr<const IgnoreFolder> IgnoreFolder::load(std::shared_ptr<const IgnoreFolder> parent,
                                                       const std::string& folder) {
  auto rules = std::make_shared<IgnoreFolder>();
  bool any = false;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    const std::string text = read_small_file(folder + "/" + std::string(kIgnoreFiles[kind]));
    rules->lists_[kind].add_file(text);
    any |= !rules->lists_[kind].empty();
  }
  if (!any) {
    return parent;
  }
  rules->parent_ = std::move(parent);
  rules->folder_ = folder;
  return rules;
}

std::shared_ptr<const IgnoreFolder> IgnoreFolder::load_above(const std::string& folder) {
  std::vector<std::string> folders;
  std::string current = folder;
  while (!exists(current + "/.git")) {
    const std::size_t slash = current.rfind('/');
    if (slash == std::string::npos) {
      return nullptr;
    }
    current.resize(slash);
    folders.push_back(current);
  }
  std::shared_ptr<const IgnoreFolder> chain;
  for (auto it = folders.rbegin(); it != folders.rend(); ++it) {
    chain = load(std::move(chain), *it);
  }
  return chain;
}

bool IgnoreFolder::is_ignored(const IgnoreFolder* deepest, std::string_view path, bool is_folder) {
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    for (const IgnoreFolder* at = deepest; at != nullptr; at = at->parent_.get()) {
      const std::string_view inside = path_inside(path, at->folder_);
      if (inside.empty()) {
        continue;
      }
      const GlobList::Decision decision = at->lists_[kind].decide(inside, is_folder);
      if (decision != GlobList::Decision::none) {
        return decision == GlobList::Decision::ignore;
      }
    }
  }
  return false;
}

}  // namespace imprimatur
