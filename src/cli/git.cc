#include "cli/git.h"

#include "cli/process.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace imprimatur::cli {
namespace {

constexpr std::string_view kSubmodule = "160000";
constexpr std::string_view kLink = "120000";
constexpr std::string_view kGitSays = "git: ";

std::vector<std::string> command(const std::vector<std::string>& arguments) {
  std::vector<std::string> all = {"git", "--literal-pathspecs", "-c", "core.fsmonitor=false"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return all;
}

// The first line of what git said, without its own "fatal: ".
std::string first_line(std::string text) {
  text.resize(std::min(text.find('\n'), text.size()));
  for (const std::string_view prefix : {"fatal: ", "error: "}) {
    if (text.starts_with(prefix)) {
      text.erase(0, prefix.size());
    }
  }
  return escape_controls(text);
}

void strip_line_end(std::string& text) {
  if (text.ends_with('\n')) {
    text.pop_back();
  }
}

// Fields that end with NUL.
class Fields {
 public:
  explicit Fields(std::string_view text) : text_(text) {}
  [[nodiscard]] bool next(std::string_view& field) {
    const std::size_t end = text_.find('\0');
    if (end == std::string_view::npos) {
      return false;
    }
    field = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    return true;
  }

 private:
  std::string_view text_;
};

std::string known_id(std::string_view id) {
  return id.find_first_not_of('0') == std::string_view::npos ? std::string() : std::string(id);
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    all.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

// What a clone that was cut for speed lacks is the usual reason of a commit that is not there.
Error with_remedy(const Git& git, Error error) {
  if (error.code == ErrorCode::usage && git.is_shallow()) {
    error.message +=
        "; this clone holds only the last commits: 'git fetch --unshallow' brings the others (on "
        "CI systems a fetch depth of 0)";
  }
  return error;
}

// What the user calls a commit is never an option.
Result<void> check_revision(const std::string& name) {
  if (name.empty() || name.starts_with('-')) {
    return fail(ErrorCode::usage, fmt::format("'{}' is no commit", display_name(name)));
  }
  return {};
}

}  // namespace

Result<std::vector<FileChange>> parse_raw_diff(std::string_view raw) {
  std::vector<FileChange> changes;
  Fields fields(raw);
  std::string_view head;
  while (fields.next(head)) {
    // ":100644 100644 OLD NEW R090", then the path, for a rename or copy the new one as well.
    const auto parts = words(head);
    std::string_view path;
    if (parts.size() != 5 || !head.starts_with(':') || parts[4].empty() || !fields.next(path)) {
      return fail(ErrorCode::internal, "git gave a list of changes that is not understood");
    }
    FileChange change;
    change.path = change.old_path = path;
    const char status = parts[4].front();
    if (status == 'R' || status == 'C') {
      if (!fields.next(path)) {
        return fail(ErrorCode::internal, "git gave a list of changes that ends too early");
      }
      change.path = path;
    }
    const std::string_view mode = parts[1];
    change.id = known_id(parts[3]);
    const bool old_text = parts[0].substr(1) != kLink && parts[0].substr(1) != kSubmodule;
    change.old_id = old_text ? known_id(parts[2]) : std::string();
    change.unmerged = status == 'U';
    if (status != 'D' && (change.unmerged || (mode != kSubmodule && mode != kLink))) {
      changes.push_back(std::move(change));
    }
  }
  return changes;
}

class Git::Objects {
 public:
  static Result<std::unique_ptr<Objects>> start() {
    auto objects = std::make_unique<Objects>();
    IMPRIMATUR_TRY(objects->process_, Process::start(command({"cat-file", "--batch"}), true));
    return objects;
  }

  Result<std::string> read(const std::string& id) {
    std::string head;
    if (!process_->write(id + "\n") || !process_->read_line(head)) {
      return fail(ErrorCode::unreadable, "git ended before it gave the content");
    }
    // "ID blob SIZE", or "ID missing".
    const auto parts = words(head);
    std::size_t size = 0;
    if (parts.size() != 3 || parts[1] != "blob" ||
        std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), size).ec !=
            std::errc()) {
      return fail(ErrorCode::unreadable,
                  fmt::format("git has no content: {}", escape_controls(head)));
    }
    std::string content;
    std::string end;
    if (!process_->read_exactly(size, content) || !process_->read_exactly(1, end)) {
      return fail(ErrorCode::unreadable, "git ended before it gave the whole content");
    }
    return content;
  }

 private:
  std::unique_ptr<Process> process_;
};

Git::Git() = default;
Git::~Git() = default;

Result<std::string> Git::output(const std::vector<std::string>& arguments) const {
  IMPRIMATUR_TRY(const std::unique_ptr<Process> process, Process::start(command(arguments), false));
  std::string text = process->read_all();
  if (!process->finish()) {
    return fail(ErrorCode::usage, std::string(kGitSays) + first_line(process->errors()));
  }
  return text;
}

Result<std::unique_ptr<Git>> Git::open() {
  std::unique_ptr<Git> git(new Git());
  // One start of git for both, unless a name has line breaks.
  IMPRIMATUR_TRY(const std::string both,
                 git->output({"rev-parse", "--show-toplevel", "--show-prefix"}));
  if (std::count(both.begin(), both.end(), '\n') == 2) {
    const std::size_t end = both.find('\n');
    git->top_ = both.substr(0, end);
    git->prefix_ = both.substr(end + 1);
  } else {
    IMPRIMATUR_TRY(git->top_, git->output({"rev-parse", "--show-toplevel"}));
    IMPRIMATUR_TRY(git->prefix_, git->output({"rev-parse", "--show-prefix"}));
    strip_line_end(git->top_);
  }
  strip_line_end(git->prefix_);
  return git;
}

Result<std::vector<FileChange>> Git::diff(std::vector<std::string> arguments,
                                          const std::vector<std::string>& paths) const {
  const std::vector<std::string> how = {"--raw",
                                        "-z",
                                        "--no-abbrev",
                                        "-M",
                                        "--no-ext-diff",
                                        "--no-textconv",
                                        "--no-relative",
                                        "--ignore-submodules=all",
                                        "--diff-filter=ACMRTU"};
  arguments.insert(arguments.begin() + 1, how.begin(), how.end());
  arguments.emplace_back("--");
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  const auto raw = output(arguments);
  if (!raw) {
    return tl::unexpected<Error>(with_remedy(*this, raw.error()));
  }
  return parse_raw_diff(*raw);
}

bool Git::is_shallow() const {
  const auto answer = output({"rev-parse", "--is-shallow-repository"});
  return answer && answer->starts_with("true");
}

// Git says nothing at all if there is no common commit.
Result<std::string> Git::merge_base(const std::string& commit) const {
  auto base = output({"merge-base", "--", commit, "HEAD"});
  if (!base && base.error().message == std::string(kGitSays)) {
    base.error().message =
        fmt::format("'{}' and the current commit have no commit in common", display_name(commit));
  }
  if (!base) {
    return tl::unexpected<Error>(with_remedy(*this, base.error()));
  }
  strip_line_end(*base);
  return base;
}

Result<std::vector<FileChange>> Git::staged(const std::vector<std::string>& paths) {
  // Content will be wanted: the process for it starts while the other works.
  if (!objects_) {
    IMPRIMATUR_TRY(objects_, Objects::start());
  }
  return diff({"diff", "--cached"}, paths);
}

Result<std::vector<FileChange>> Git::changed(const std::string& range,
                                             const std::vector<std::string>& paths) {
  if (auto fine = check_revision(range); !fine) {
    return tl::unexpected<Error>(fine.error());
  }
  return diff({"diff", range}, paths);
}

Result<std::vector<FileChange>> Git::since(const std::string& commit,
                                           const std::vector<std::string>& paths) {
  if (auto fine = check_revision(commit); !fine) {
    return tl::unexpected<Error>(fine.error());
  }
  IMPRIMATUR_TRY(const std::string base, merge_base(commit));
  IMPRIMATUR_TRY(std::vector<FileChange> changes, diff({"diff", base}, paths));
  std::vector<std::string> arguments = {
      "ls-files", "--others", "--exclude-standard", "-z", "--full-name", "--"};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  IMPRIMATUR_TRY(const std::string names, output(arguments));
  Fields fields(names);
  for (std::string_view name; fields.next(name);) {
    FileChange change;
    change.path = change.old_path = name;
    changes.push_back(std::move(change));
  }
  std::sort(changes.begin(), changes.end(), [](const FileChange& a, const FileChange& b) {
    return a.path < b.path;
  });
  return changes;
}

Result<std::map<std::string, std::string>> Git::tree(const std::string& commit) {
  if (auto fine = check_revision(commit); !fine) {
    return tl::unexpected<Error>(fine.error());
  }
  const auto listed = output({"ls-tree", "-r", "-z", "--full-tree", commit});
  if (!listed) {
    return tl::unexpected<Error>(with_remedy(*this, listed.error()));
  }
  std::map<std::string, std::string> files;
  Fields fields(*listed);
  for (std::string_view field; fields.next(field);) {
    // "100644 blob ID\tPATH"
    const std::size_t tab = field.find('\t');
    const auto parts = words(field.substr(0, std::min(tab, field.size())));
    if (tab != std::string_view::npos && parts.size() == 3 && parts[1] == "blob" &&
        parts[0] != kLink) {
      files.emplace(field.substr(tab + 1), parts[2]);
    }
  }
  return files;
}

Result<std::string> Git::content(const std::string& id) {
  if (!objects_) {
    IMPRIMATUR_TRY(objects_, Objects::start());
  }
  return objects_->read(id);
}

}  // namespace imprimatur::cli
