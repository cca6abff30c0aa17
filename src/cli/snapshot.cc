#include "cli/snapshot.h"

#include "engine/ignore.h"
#include "engine/walk.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <filesystem>

namespace imprimatur::cli {
namespace {

constexpr std::string_view kPolicyName = "imprimatur.toml";

}  // namespace

Result<std::unique_ptr<Snapshot>> Snapshot::open(const std::string& commit) {
  std::unique_ptr<Snapshot> snapshot(new Snapshot());
  snapshot->commit_ = commit;
  IMPRIMATUR_TRY(snapshot->git_, Git::open());
  IMPRIMATUR_TRY(snapshot->files_, snapshot->git_->tree(commit));
  return snapshot;
}

std::string Snapshot::inside(const std::string& path) const {
  const std::string absolute = path.starts_with('/') ? path : absolute_path(".") + "/" + path;
  std::string normal = std::filesystem::path(absolute).lexically_normal().string();
  while (normal.size() > 1 && normal.ends_with('/')) {
    normal.pop_back();
  }
  if (normal == git_->top()) {
    return ".";
  }
  return std::string(path_inside(normal, git_->top()));
}

std::string Snapshot::find_policy(const std::string& folder) const {
  std::string current = inside(folder.empty() ? "." : folder);
  if (current.empty()) {
    return {};
  }
  while (true) {
    const std::string path =
        current == "." ? std::string(kPolicyName) : current + "/" + std::string(kPolicyName);
    if (files_.contains(path)) {
      return git_->top() + "/" + path;
    }
    if (current == ".") {
      return {};
    }
    const std::size_t slash = current.rfind('/');
    current = slash == std::string::npos ? "." : current.substr(0, slash);
  }
}

Result<std::string> Snapshot::read(const std::string& path) {
  const auto found = files_.find(inside(path));
  if (found == files_.end()) {
    return fail(ErrorCode::not_found,
                fmt::format("no such file in commit '{}'", display_name(commit_)));
  }
  return git_->content(found->second);
}

Result<std::vector<std::pair<std::string, std::string>>> Snapshot::rule_files(
    const std::string& path) {
  const std::string wanted = inside(path);
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& [name, id] : files_) {
    const bool below = wanted == "." || !path_inside(name, wanted).empty();
    if (name == wanted || (below && name.ends_with(".toml"))) {
      IMPRIMATUR_TRY(std::string text, git_->content(id));
      texts.emplace_back(name, std::move(text));
    }
  }
  return texts;
}

}  // namespace imprimatur::cli
