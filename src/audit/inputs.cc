#include "audit/inputs.h"

#include "audit/archive_bytes.h"
#include "base/url.h"
#include "engine/walk.h"
#include "report/escape.h"

#include <fmt/format.h>
#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kHead = std::size_t{64} << 10U;
constexpr std::size_t kGroupFiles = 1000;
constexpr std::uint64_t kGroupBytes = std::uint64_t{64} << 20U;

bool exists(const std::string& path, struct stat& status) {
  return ::stat(path.c_str(), &status) == 0;
}

std::vector<std::string> expand(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (::glob(pattern.c_str(), GLOB_BRACE, nullptr, &found) == 0) {
    for (std::size_t i = 0; i < found.gl_pathc; ++i) {
      paths.emplace_back(found.gl_pathv[i]);
    }
  }
  ::globfree(&found);
  std::sort(paths.begin(), paths.end());
  return paths;
}

class Finder {
 public:
  Finder(const InputOptions& options, const Format* format) : options_(options), format_(format) {}

  void add(const std::string& name) {
    ++argument_;
    struct stat status {};
    if (name == "-") {
      file({name, options_.stdin_name.empty() ? "stdin" : options_.stdin_name, 0, 0});
    } else if (!exists(name, status) && name.find_first_of("*?[{") != std::string::npos) {
      const std::vector<std::string> paths = expand(name);
      if (paths.empty()) {
        list_.errors.emplace_back(name, Error{ErrorCode::not_found, "nothing matches the pattern"});
      }
      for (const std::string& path : paths) {
        named(path);
      }
    } else {
      named(name);
    }
  }

  InputList take() { return std::move(list_); }

 private:
  void named(const std::string& path) {
    if (is_web_address(path)) {
      list_.errors.emplace_back(
          path,
          Error{ErrorCode::unsupported, "audits read no web addresses; fetch the file first"});
      return;
    }
    Walker walker(WalkOptions{!options_.no_ignore, options_.hidden, options_.follow});
    walker.start(path, nullptr);
    while (auto item = walker.next()) {
      if (item->error) {
        list_.errors.emplace_back(item->path, *item->error);
        continue;
      }
      if (!item->named &&
          ((format_ == nullptr && !is_data_name(item->path)) || is_result(path, item->path))) {
        ++list_.passed_over;
        continue;
      }
      std::string name = item->path;
      if (item->named) {
        name = name.substr(name.rfind('/') + 1);
      } else if (name.starts_with(path)) {
        name.erase(0, path.size());
        name.erase(0, std::min(name.find_first_not_of('/'), name.size()));
      }
      struct stat status {};
      InputFile found{item->path, std::move(name), 0, 0};
      if (exists(item->path, status)) {
        found.size = static_cast<std::uint64_t>(status.st_size);
        found.modified =
            std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
      }
      file(std::move(found));
    }
  }

  // In a folder below `root` that an audit wrote: its rows are no data, and would be mixed into an
  // audit that goes on.
  bool is_result(const std::string& root, const std::string& path) {
    for (std::size_t end = path.find('/', root.size() + 1); end != std::string::npos;
         end = path.find('/', end + 1)) {
      const std::string folder = path.substr(0, end);
      struct stat status {};
      auto known = results_.find(folder);
      if (known == results_.end()) {
        known = results_.emplace(folder, exists(folder + "/state/run.json", status)).first;
      }
      if (known->second) {
        return true;
      }
    }
    return false;
  }

  void file(InputFile found) {
    if (!names_.insert(found.name).second) {
      found.name = fmt::format("{}/{}", argument_, found.name);
      while (!names_.insert(found.name).second) {
        found.name = "again/" + found.name;
      }
    }
    Part part;
    if (auto refused = detect(found, part)) {
      list_.errors.emplace_back(found.path, *refused);
      return;
    }
    ++list_.files;
    list_.bytes += found.size;
    if (part.format->whole_file && !list_.parts.empty()) {
      Part& last = list_.parts.back();
      if (last.format == part.format && last.files.size() < kGroupFiles &&
          group_bytes_ + found.size <= kGroupBytes) {
        group_bytes_ += found.size;
        last.files.push_back(std::move(found));
        return;
      }
    }
    group_bytes_ = found.size;
    part.files.push_back(std::move(found));
    list_.parts.push_back(std::move(part));
  }

  // What this program cannot read at all; a file that cannot be opened is told when its turn comes.
  std::optional<Error> detect(InputFile& found, Part& part) const {
    auto input = FileInput::open(found.path);
    if (input && found.path == "-") {
      const auto bytes = (*input)->peek(kHead);
      found.head = bytes ? std::string(*bytes) : std::string();
      input = FileInput::of_bytes(found.head);
    }
    std::string head;
    const Codec* codec = nullptr;
    auto stream =
        input ? open_stream(std::move(*input), {}, &codec) : tl::unexpected<Error>(input.error());
    if (stream) {
      part.packing = codec->packing;
      const auto chunk = (*stream)->next();
      head = chunk ? std::string(chunk->bytes.substr(0, kHead)) : std::string();
    }
    if (head.starts_with("PAR1") || head.starts_with("ARROW1")) {
      return Error{ErrorCode::unsupported,
                   "a Parquet or Arrow file: 'python -m imprimatur audit' of the Python package "
                   "reads it (src/python/README.md)"};
    }
    const WideEncoding wide = wide_encoding_of(head);
    if (wide != WideEncoding::none) {
      head = to_utf8(head, wide);
    }
    if (format_ != nullptr) {
      part.format = is_archive(head) ? find_format("archive") : format_;
      part.member_format = format_->archive ? nullptr : format_;
    } else if (found.path == "-" && !is_data_name(found.name)) {
      part.format = &detect_format("pipe.jsonl", head);  // what mostly comes through pipes
    } else {
      part.format = &detect_format(found.name, head);
    }
    part.wide = part.format->in_utf8 ? wide : WideEncoding::none;
    return std::nullopt;
  }

  const InputOptions& options_;
  const Format* format_;
  InputList list_;
  std::set<std::string> names_;
  std::map<std::string, bool> results_;  // folders: written by an audit
  std::uint64_t group_bytes_ = 0;
  std::size_t argument_ = 0;
};

}  // namespace

Result<InputList> find_inputs(const InputOptions& options) {
  const Format* format = nullptr;
  if (!options.format.empty() && options.format != "auto") {
    format = find_format(options.format);
    if (format == nullptr) {
      std::string known = "auto";
      for (const Format& row : formats()) {
        known += fmt::format(", {}", row.name);
      }
      return fail(
          ErrorCode::usage,
          fmt::format(
              "unknown input format '{}'; known are {}", display_name(options.format), known));
    }
  }
  Finder finder(options, format);
  for (const std::string& name : options.names) {
    finder.add(name);
  }
  InputList list = finder.take();
  if (list.parts.empty() && list.errors.empty()) {
    return fail(ErrorCode::usage,
                list.passed_over > 0
                    ? fmt::format("no data files among {} files; name them, or say --input-format",
                                  list.passed_over)
                    : "nothing to read: the inputs are empty folders");
  }
  return list;
}

}  // namespace imprimatur::audit
