#include "engine/walk.h"

#include "engine/ignore.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace imprimatur {

struct Walker::Entry {
  enum class Kind : unsigned char { file, folder, link, special, unknown };
  std::string name;
  Kind kind = Kind::unknown;
  dev_t device = 0;  // of folders, filled when they are visited
  ino_t inode = 0;
};

struct Walker::Folder {
  std::string shown;     // with a trailing '/' unless empty
  std::string absolute;  // without a trailing '/'
  dev_t device = 0;
  ino_t inode = 0;
  std::shared_ptr<const IgnoreFolder> ignore;
  std::vector<Entry> entries;
  std::size_t next = 0;
};

namespace {

struct DirectoryCloser {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, DirectoryCloser>;

template <typename Kind>
Kind kind_of_type(unsigned char type) {
  switch (type) {
    case DT_REG:
      return Kind::file;
    case DT_DIR:
      return Kind::folder;
    case DT_LNK:
      return Kind::link;
    case DT_UNKNOWN:
      return Kind::unknown;
    default:
      return Kind::special;
  }
}

template <typename Kind>
Kind kind_of_mode(mode_t mode) {
  if (S_ISREG(mode)) {
    return Kind::file;
  }
  if (S_ISDIR(mode)) {
    return Kind::folder;
  }
  return S_ISLNK(mode) ? Kind::link : Kind::special;
}

// "a" < "a-b" < "a/x" < "ab": a folder's place is that of its name with the slash.
bool less_as_path(std::string_view a, bool a_folder, std::string_view b, bool b_folder) {
  const std::size_t common = std::min(a.size(), b.size());
  if (const int order = a.substr(0, common).compare(b.substr(0, common)); order != 0) {
    return order < 0;
  }
  const auto next = [&](std::string_view name, bool is_folder) {
    const char end = is_folder ? '/' : '\0';
    return static_cast<unsigned char>(name.size() > common ? name[common] : end);
  };
  return next(a, a_folder) < next(b, b_folder);
}

// Why there is no such file, where its name is an address that nothing here reads.
std::optional<Error> not_read(std::string_view path) {
  const std::string_view scheme = path.substr(0, path.find("://"));
  const bool address = scheme.size() < path.size() && !scheme.empty() &&
                       std::all_of(scheme.begin(), scheme.end(), [](char c) {
                         return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
                       });
  if (!address) {
    return std::nullopt;
  }
  std::string why = scheme == "file" ? "give the path of the file, without 'file://'"
                                     : "addresses of '" + std::string(scheme) +
                                           "' are not read, only http and https; fetch it with "
                                           "another program and give the file";
  return Error{ErrorCode::unsupported, std::move(why)};
}

}  // namespace

Error file_error(int error_number) {
  std::string text = std::generic_category().message(error_number);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  const bool missing = error_number == ENOENT || error_number == ENOTDIR;
  return {missing ? ErrorCode::not_found : ErrorCode::unreadable, std::move(text)};
}

std::string absolute_path(const std::string& path) {
  struct Free {
    void operator()(char* text) const { std::free(text); }
  };
  const std::unique_ptr<char, Free> resolved(::realpath(path.c_str(), nullptr));
  std::string absolute = resolved ? std::string(resolved.get()) : std::string();
  return absolute == "/" ? std::string() : absolute;
}

Walker::Walker(const WalkOptions& options) : options_(options) {}
Walker::~Walker() = default;

void Walker::start(const std::string& path, std::shared_ptr<const SkipRules> skip) {
  stack_.clear();
  skip_ = std::move(skip);
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    const Error error = file_error(errno);
    first_ = WalkItem{
        path, true, error.code == ErrorCode::not_found ? not_read(path).value_or(error) : error};
    return;
  }
  if (!S_ISDIR(status.st_mode)) {
    first_ = WalkItem{path, true, std::nullopt};
    return;
  }
  std::string shown = path;
  while (shown.size() > 1 && shown.back() == '/') {
    shown.pop_back();
  }
  while (shown.starts_with("./")) {
    shown.erase(0, shown.find_first_not_of('/', 1));
  }
  first_ = open_folder(shown == "." || shown.empty() ? std::string() : shown, absolute_path(path));
  if (!stack_.empty()) {
    stack_.back()->device = status.st_dev;
    stack_.back()->inode = status.st_ino;
  }
}

// Reads and sorts a folder and pushes it; an error comes back as an item.
std::optional<WalkItem> Walker::open_folder(const std::string& shown, const std::string& absolute) {
  const std::string path = absolute.empty() ? "/" : absolute;
  const Directory directory(::opendir(path.c_str()));
  if (!directory) {
    return WalkItem{shown.empty() ? "." : shown, stack_.empty(), file_error(errno)};
  }
  auto folder = std::make_unique<Folder>();
  folder->shown = shown.empty() || shown.back() == '/' ? shown : shown + "/";
  folder->absolute = absolute;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(directory.get());
    if (entry == nullptr) {
      break;
    }
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      folder->entries.push_back(
          {std::string(name), kind_of_type<Entry::Kind>(entry->d_type), 0, 0});
    }
  }
  if (errno != 0) {
    return WalkItem{shown.empty() ? "." : shown, stack_.empty(), file_error(errno)};
  }
  for (Entry& entry : folder->entries) {
    struct stat status {};
    if (entry.kind == Entry::Kind::unknown &&
        ::lstat((absolute + "/" + entry.name).c_str(), &status) == 0) {
      entry.kind = kind_of_mode<Entry::Kind>(status.st_mode);
    }
  }
  std::sort(folder->entries.begin(), folder->entries.end(), [](const Entry& a, const Entry& b) {
    return less_as_path(
        a.name, a.kind == Entry::Kind::folder, b.name, b.kind == Entry::Kind::folder);
  });
  if (options_.ignore_files) {
    auto above = stack_.empty() ? IgnoreFolder::load_above(absolute) : stack_.back()->ignore;
    folder->ignore = IgnoreFolder::load(std::move(above), absolute);
  }
  stack_.push_back(std::move(folder));
  return std::nullopt;
}

bool Walker::is_left_out(const Entry& entry, const std::string& absolute) const {
  const bool is_folder = entry.kind == Entry::Kind::folder;
  if (!options_.hidden && entry.name.starts_with('.')) {
    return true;
  }
  if (is_folder && entry.name == ".git") {
    return true;
  }
  if (skip_ && !skip_->globs.empty()) {
    const std::string_view inside = path_inside(absolute, skip_->folder);
    if (!inside.empty() && skip_->globs.decide(inside, is_folder) == GlobList::Decision::ignore) {
      return true;
    }
  }
  return IgnoreFolder::is_ignored(stack_.back()->ignore.get(), absolute, is_folder);
}

std::optional<WalkItem> Walker::visit(const Entry& listed) {
  const Folder& folder = *stack_.back();
  Entry entry = listed;
  const std::string absolute = folder.absolute + "/" + entry.name;
  const std::string shown = folder.shown + entry.name;
  const bool is_link = entry.kind == Entry::Kind::link;
  if (is_link && !options_.follow) {
    return std::nullopt;
  }
  struct stat status {};
  if (entry.kind == Entry::Kind::unknown || entry.kind == Entry::Kind::folder || is_link) {
    const int failed =
        is_link ? ::stat(absolute.c_str(), &status) : ::lstat(absolute.c_str(), &status);
    if (failed != 0) {
      return is_left_out(entry, absolute)
                 ? std::nullopt
                 : std::optional(WalkItem{shown, false, file_error(errno)});
    }
    entry.kind = kind_of_mode<Entry::Kind>(status.st_mode);
  }
  if (entry.kind == Entry::Kind::link || is_left_out(entry, absolute)) {
    return std::nullopt;
  }
  if (entry.kind == Entry::Kind::file) {
    return WalkItem{shown, false, std::nullopt};
  }
  if (entry.kind == Entry::Kind::special) {
    ++counts_.special;
    return std::nullopt;
  }
  for (const auto& above : stack_) {
    if (above->device == status.st_dev && above->inode == status.st_ino) {
      ++counts_.loops;
      return std::nullopt;
    }
  }
  const std::size_t depth = stack_.size();
  auto error = open_folder(shown, absolute);
  if (stack_.size() > depth) {
    stack_.back()->device = status.st_dev;
    stack_.back()->inode = status.st_ino;
  }
  return error;
}

std::optional<WalkItem> Walker::next() {
  if (first_) {
    std::optional<WalkItem> item = std::move(first_);
    first_.reset();
    return item;
  }
  while (!stack_.empty()) {
    Folder& folder = *stack_.back();
    if (folder.next == folder.entries.size()) {
      stack_.pop_back();
      continue;
    }
    const Entry entry = folder.entries[folder.next++];
    if (auto item = visit(entry)) {
      return item;
    }
  }
  return std::nullopt;
}

}  // namespace imprimatur
