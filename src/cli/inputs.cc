#include "cli/inputs.h"

#include "engine/file_reader.h"
#include "report/escape.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace imprimatur::cli {
namespace {

constexpr std::string_view kStandardInput = "-";

}  // namespace

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::string policy_folder(const std::string& path) {
  if (is_web_address(path)) {
    return {};
  }
  if (is_folder(path)) {
    return path;
  }
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

Result<std::unique_ptr<NameList>> NameList::open(const std::string& path, bool nul) {
  std::FILE* file = path == kStandardInput ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    return fail(ErrorCode::usage,
                fmt::format("cannot read the list of files '{}': {}",
                            display_name(path),
                            file_error(errno).message));
  }
  return std::unique_ptr<NameList>(new NameList(file, nul));
}

NameList::~NameList() {
  if (file_ != stdin) {
    (void)std::fclose(file_);
  }
}

std::optional<std::string> NameList::next() {
  std::string name;
  while (true) {
    const int c = std::getc(file_);
    if (c != EOF && c != (nul_ ? '\0' : '\n')) {
      name += static_cast<char>(c);
      continue;
    }
    if (!nul_ && name.ends_with('\r')) {
      name.pop_back();
    }
    if (!name.empty()) {
      return name;
    }
    if (c == EOF) {
      return std::nullopt;
    }
  }
}

InputSource::InputSource(const Options& options, Session& session)
    : options_(options),
      session_(session),
      walker_(WalkOptions{!options.no_ignore, options.hidden, options.follow}),
      names_(options.inputs),
      network_(options) {}

Result<std::unique_ptr<InputSource>> InputSource::make(const Options& options,
                                                       const Terminal& terminal,
                                                       Session& session) {
  if (auto fits = check_network_options(options); !fits) {
    return tl::unexpected<Error>(fits.error());
  }
  std::unique_ptr<InputSource> source(new InputSource(options, session));
  if (Changes::wanted(options)) {
    source->names_.clear();
    IMPRIMATUR_TRY(source->changes_, Changes::make(options, session));
    return source;
  }
  auto& names = source->names_;
  if (names.empty() && options.files_from.empty()) {
    if (terminal.input_is_terminal) {
      return fail(ErrorCode::usage,
                  "nothing to check: name files or folders, or '-' for standard input");
    }
    names.emplace_back(kStandardInput);
  }
  const auto uses = std::count(names.begin(), names.end(), kStandardInput) +
                    (options.files_from == kStandardInput ? 1 : 0);
  if (uses > 1) {
    return fail(ErrorCode::usage, "standard input can be read only once");
  }
  if (std::find(names.begin(), names.end(), "") != names.end()) {
    return fail(ErrorCode::usage, "an input has an empty name");
  }
  if (!options.stdin_filename.empty() &&
      std::find(names.begin(), names.end(), kStandardInput) == names.end()) {
    return fail(ErrorCode::usage, "--stdin-filename needs '-' among the inputs");
  }
  if (options.nul && options.files_from.empty()) {
    return fail(ErrorCode::usage, "-0 needs --files-from");
  }
  if (!options.files_from.empty()) {
    IMPRIMATUR_TRY(source->list_, NameList::open(options.files_from, options.nul));
  }
  return source;
}

Result<const Workplace*> InputSource::first_workplace() {
  std::string name = names_.empty() ? std::string() : names_.front();
  if (name == kStandardInput) {
    name = options_.stdin_filename;
  }
  return session_.for_folder(policy_folder(name));
}

std::optional<std::size_t> InputSource::known_total() const {
  if (changes_) {
    return changes_->total();
  }
  if (list_ || std::any_of(names_.begin(), names_.end(), is_folder)) {
    return std::nullopt;
  }
  return names_.size();
}

std::optional<std::string> InputSource::next_name(bool& from_list) {
  from_list = false;
  if (next_name_ < names_.size()) {
    return names_[next_name_++];
  }
  from_list = true;
  return list_ ? list_->next() : std::nullopt;
}

Result<RunItem> InputSource::standard_input() {
  RunItem item;
  item.source = options_.stdin_filename.empty() ? "<stdin>" : options_.stdin_filename;
  item.named = true;
  IMPRIMATUR_TRY(workplace_, session_.for_folder(policy_folder(options_.stdin_filename)));
  paths_.start(options_.stdin_filename, false, workplace_->policy.folder);
  item.path = paths_.path_of(options_.stdin_filename);
  FileReader reader;
  auto text = reader.read_stream(STDIN_FILENO);
  if (text) {
    item.text = std::make_shared<const std::string>(*text);
  } else {
    item.error = text.error();
  }
  return item;
}

Result<std::optional<RunItem>> InputSource::begin(const std::string& name, bool from_list) {
  if (name == kStandardInput && !from_list) {
    IMPRIMATUR_TRY(RunItem item, standard_input());
    return item;
  }
  IMPRIMATUR_TRY(workplace_, session_.for_folder(policy_folder(name)));
  if (is_web_address(name)) {
    RunItem item;
    item.source = name;
    item.named = true;
    if (auto fetched = network_.fetch(name, item); !fetched) {
      return tl::unexpected<Error>(fetched.error());
    }
    return item;
  }
  paths_.start(name, is_folder(name), workplace_->policy.folder);
  walker_.start(name, workplace_->policy.skip);
  walking_ = true;
  return std::optional<RunItem>();
}

Result<std::optional<RunItem>> InputSource::next() {
  if (changes_) {
    return changes_->next();
  }
  while (true) {
    std::optional<RunItem> item;
    if (walking_) {
      if (auto walked = walker_.next()) {
        item.emplace();
        item->source = std::move(walked->path);
        item->path = paths_.path_of(item->source);
        item->named = walked->named;
        item->error = std::move(walked->error);
      } else {
        walking_ = false;
      }
    } else {
      bool from_list = false;
      const std::optional<std::string> name = next_name(from_list);
      if (!name) {
        return std::optional<RunItem>();
      }
      IMPRIMATUR_TRY(item, begin(*name, from_list));
    }
    if (item) {
      item->engine = workplace_->engine.get();
      if (item->declared_encoding.empty()) {
        item->declared_encoding = options_.encoding;
      }
      if (!options_.source_url.empty()) {
        IMPRIMATUR_TRY(item->around, network_.around_source());
      }
      return item;
    }
  }
}

}  // namespace imprimatur::cli
