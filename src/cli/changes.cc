#include "cli/changes.h"

#include "cli/inputs.h"
#include "engine/file_reader.h"
#include "report/escape.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

std::size_t count_of(const Options& options) {
  return (options.staged ? 1U : 0U) + (options.diff.empty() ? 0U : 1U) +
         (options.since.empty() ? 0U : 1U) + (options.patch.empty() ? 0U : 1U);
}

// As the user would name it from the current folder.
std::string shown_name(const Git& git, const std::string& path) {
  if (path.starts_with(git.prefix())) {
    return path.substr(git.prefix().size());
  }
  return path;
}

// The file's folder, or the next one above it that is there: a commit may have others.
std::string nearest_folder(const Git& git, const std::string& path) {
  std::string folder = git.top() + "/" + path;
  do {
    folder.resize(folder.rfind('/'));
  } while (folder.size() > git.top().size() && ::access(folder.c_str(), F_OK) != 0);
  return folder;
}

}  // namespace

bool Changes::wanted(const Options& options) {
  return count_of(options) > 0;
}

Result<std::unique_ptr<Changes>> Changes::make(const Options& options, Session& session) {
  if (count_of(options) > 1) {
    return fail(ErrorCode::usage,
                "only one of --staged, --diff, --since and --patch can be asked for");
  }
  if (!options.files_from.empty()) {
    return fail(ErrorCode::usage, "--files-from cannot be used with a change");
  }
  if (std::find(options.inputs.begin(), options.inputs.end(), "-") != options.inputs.end()) {
    return fail(ErrorCode::usage, "standard input is no part of a change; a patch is --patch -");
  }
  std::unique_ptr<Changes> changes(new Changes(options, session));
  const Result<void> read =
      options.patch.empty() ? changes->read_repository() : changes->read_patch();
  if (!read) {
    return tl::unexpected<Error>(read.error());
  }
  return changes;
}

Result<void> Changes::read_patch() {
  if (!options_.inputs.empty()) {
    return fail(ErrorCode::usage, "--patch takes no inputs: the patch names the files");
  }
  FileReader reader;
  auto text =
      options_.patch == "-" ? reader.read_stream(STDIN_FILENO) : reader.read(options_.patch);
  if (!text) {
    return fail(
        ErrorCode::usage,
        fmt::format(
            "cannot read the patch '{}': {}", display_name(options_.patch), text.error().message));
  }
  auto files = parse_patch(*text);
  if (!files) {
    return tl::unexpected<Error>(files.error());
  }
  patched_ = std::move(*files);
  return {};
}

Result<void> Changes::read_repository() {
  auto git = Git::open();
  if (!git) {
    return tl::unexpected<Error>(git.error());
  }
  git_ = std::move(*git);
  auto files = options_.staged          ? git_->staged(options_.inputs)
               : !options_.diff.empty() ? git_->changed(options_.diff, options_.inputs)
                                        : git_->since(options_.since, options_.inputs);
  if (!files) {
    return tl::unexpected<Error>(files.error());
  }
  files_ = std::move(*files);
  return {};
}

const IgnoreFolder* Changes::ignore_of(const std::string& folder) {
  auto found = ignores_.find(folder);
  if (found == ignores_.end()) {
    found = ignores_.emplace(folder, IgnoreFolder::load(IgnoreFolder::load_above(folder), folder))
                .first;
  }
  return found->second.get();
}

// What a walk through the folders would leave out is left out here as well.
bool Changes::is_left_out(const std::string& path, const Workplace& workplace) {
  const std::string absolute = git_->top() + "/" + path;
  const SkipRules* skip = workplace.policy.skip.get();
  for (std::size_t at = git_->top().size(); at != std::string::npos;) {
    const std::size_t end = absolute.find('/', at + 1);
    const bool is_folder = end != std::string::npos;
    const std::string part = absolute.substr(0, end);
    if (!options_.hidden && part[at + 1] == '.') {
      return true;
    }
    if (skip != nullptr) {
      const std::string_view inside = path_inside(part, skip->folder);
      if (!inside.empty() && skip->globs.decide(inside, is_folder) == GlobList::Decision::ignore) {
        return true;
      }
    }
    if (!options_.no_ignore &&
        IgnoreFolder::is_ignored(ignore_of(absolute.substr(0, at)), part, is_folder)) {
      return true;
    }
    at = end;
  }
  return false;
}

Result<RunItem> Changes::item_of(const FileChange& change, const Workplace& workplace) {
  RunItem item;
  item.path = change.path;
  item.source = shown_name(*git_, change.path);
  item.declared_encoding = options_.encoding;
  item.engine = workplace.engine.get();
  if (change.unmerged) {
    item.error = Error{ErrorCode::unsupported, "has merge conflicts; resolve and stage it first"};
    return item;
  }
  FileReader reader;
  Result<std::string> text = std::string();
  if (change.id.empty()) {
    auto read = reader.read(git_->top() + "/" + change.path);
    text = read ? Result<std::string>(std::string(*read))
                : Result<std::string>(tl::unexpected<Error>(read.error()));
  } else {
    text = git_->content(change.id);
  }
  if (!text) {
    item.error = text.error();
    return item;
  }
  item.text = std::make_shared<const std::string>(std::move(*text));
  if (options_.staged) {
    return item;
  }
  std::string before;
  if (!change.old_id.empty()) {
    IMPRIMATUR_TRY(before, git_->content(change.old_id));
  }
  item.before = std::make_shared<const std::string>(std::move(before));
  return item;
}

RunItem Changes::item_of(const PatchedFile& file) const {
  RunItem item;
  item.path = file.path;
  item.source = file.path;
  item.declared_encoding = options_.encoding;
  item.text = std::make_shared<const std::string>(file.text);
  item.changed = std::make_shared<const std::vector<LineRange>>(file.added);
  return item;
}

Result<std::optional<RunItem>> Changes::next() {
  while (next_ < files_.size()) {
    const FileChange& change = files_[next_++];
    IMPRIMATUR_TRY(const Workplace* workplace,
                   session_.for_folder(nearest_folder(*git_, change.path)));
    if (!is_left_out(change.path, *workplace)) {
      IMPRIMATUR_TRY(RunItem item, item_of(change, *workplace));
      return std::optional<RunItem>(std::move(item));
    }
  }
  if (git_ == nullptr && next_ < patched_.size()) {
    const PatchedFile& file = patched_[next_++];
    IMPRIMATUR_TRY(const Workplace* workplace, session_.for_folder(policy_folder(file.path)));
    RunItem item = item_of(file);
    item.engine = workplace->engine.get();
    return std::optional<RunItem>(std::move(item));
  }
  return std::optional<RunItem>();
}

}  // namespace imprimatur::cli
