#include "cli/session.h"

#include "base/hash.h"
#include "cli/confined.h"
#include "engine/file_reader.h"
#include "engine/ignore.h"
#include "engine/setup.h"
#include "report/escape.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>

namespace imprimatur::cli {
namespace {

constexpr std::string_view kPolicyName = "imprimatur.toml";

// A path below the current folder without that folder's name, so that reports are the same on
// every machine.
std::string shorten(const std::string& path) {
  const std::string_view inside = path_inside(path, absolute_path("."));
  return inside.empty() ? path : std::string(inside);
}

bool is_file(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::string folder_of(const std::string& path) {
  const std::string absolute = absolute_path(path);
  return absolute.substr(0, absolute.rfind('/'));
}

tl::unexpected<Error> cannot_read(std::string_view what,
                                  const std::string& path,
                                  const Error& error) {
  return fail(ErrorCode::usage,
              fmt::format("cannot read {} '{}': {}", what, display_name(path), error.message));
}

Result<LoadedPolicy> load(const std::string& found, Snapshot* snapshot, const Terminal& terminal) {
  LoadedPolicy loaded;
  const std::string path = shorten(found);
  if (path.empty()) {
    loaded.policy = std::make_shared<const Policy>();
    return loaded;
  }
  auto text = snapshot == nullptr ? read_text_file(path) : snapshot->read(path);
  if (!text) {
    return cannot_read("policy", path, text.error());
  }
  std::vector<Diagnostic> diagnostics;
  loaded.policy = std::make_shared<const Policy>(load_policy(*text, path, diagnostics));
  if (print_diagnostics(terminal, diagnostics)) {
    return fail(ErrorCode::rules, fmt::format("policy '{}' has errors", display_name(path)));
  }
  // A snapshot's policy need not be among the files: its path is absolute already.
  loaded.folder = snapshot == nullptr ? folder_of(path) : found.substr(0, found.rfind('/'));
  loaded.digest = hash_hex(*text);
  if (!loaded.policy->skip.empty()) {
    auto skip = std::make_shared<SkipRules>();
    skip->folder = loaded.folder;
    for (const std::string& glob : loaded.policy->skip) {
      skip->globs.add(glob);
    }
    loaded.skip = std::move(skip);
  }
  return loaded;
}

}  // namespace

Result<std::string> read_text_file(const std::string& path) {
  FileReader reader;
  IMPRIMATUR_TRY(const std::string_view text, reader.read(path));
  return std::string(text);
}

std::string find_policy(const std::string& folder) {
  for (std::string current = folder;;) {
    const std::string candidate = current + "/" + std::string(kPolicyName);
    if (is_file(candidate)) {
      return candidate;
    }
    if (current.empty()) {
      return {};
    }
    current.resize(current.rfind('/'));
  }
}

bool print_diagnostics(const Terminal& terminal, const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    const std::string text = escape_controls(to_string(diagnostic)) + "\n";
    std::fwrite(text.data(), 1, text.size(), stderr);
    if (!diagnostic.help.empty() && text.find(diagnostic.help) == std::string::npos) {
      print_note(terminal, escape_controls(diagnostic.help));
    }
  }
  return has_errors(diagnostics);
}

Result<std::vector<std::string>> rule_file_paths(const std::string& path) {
  std::vector<std::string> paths;
  Walker walker(WalkOptions{false, false, true});
  walker.start(path, nullptr);
  while (auto item = walker.next()) {
    if (item->error) {
      return cannot_read("rules", item->path, *item->error);
    }
    if (item->named || item->path.ends_with(".toml")) {
      paths.push_back(std::move(item->path));
    }
  }
  return paths;
}

Result<RuleTexts> read_rule_files(const std::string& path) {
  IMPRIMATUR_TRY(const std::vector<std::string> paths, rule_file_paths(path));
  RuleTexts files;
  for (const std::string& file : paths) {
    auto text = read_text_file(file);
    if (!text) {
      return cannot_read("rules", file, text.error());
    }
    files.emplace_back(file, std::move(*text));
  }
  return files;
}

namespace {

Result<std::shared_ptr<const RuleSet>> load_texts(RuleTexts texts, const Terminal& terminal) {
  RuleSetOptions options;
  options.extra = std::move(texts);
  std::vector<Diagnostic> diagnostics;
  std::shared_ptr<const RuleSet> rules = RuleSet::load(options, diagnostics);
  if (print_diagnostics(terminal, diagnostics) || !rules) {
    return fail(ErrorCode::rules, "the rules have errors");
  }
  return rules;
}

Result<void> append_rules(const std::string& path,
                          Snapshot* snapshot,
                          const Terminal& terminal,
                          RuleTexts& texts) {
  auto files = snapshot == nullptr ? read_rule_files(path) : snapshot->rule_files(path);
  if (!files) {
    return tl::unexpected<Error>(files.error());
  }
  if (files->empty()) {
    print_warning(terminal, fmt::format("no .toml file in '{}'", display_name(path)));
  }
  std::move(files->begin(), files->end(), std::back_inserter(texts));
  return {};
}

}  // namespace

Result<std::shared_ptr<const RuleSet>> load_rules(const std::vector<std::string>& extra,
                                                  const Terminal& terminal) {
  RuleTexts texts;
  for (const std::string& path : extra) {
    if (auto read = append_rules(path, nullptr, terminal, texts); !read) {
      return tl::unexpected<Error>(read.error());
    }
  }
  return load_texts(std::move(texts), terminal);
}

Result<std::shared_ptr<const RuleSet>> Session::rules_for(const LoadedPolicy& policy) {
  std::vector<std::string> own;  // of the policy, as opposed to the command line's
  for (const std::string& path : policy.policy->rules) {
    own.push_back(path.starts_with('/') ? path : policy.folder + "/" + path);
  }
  auto& rules = rules_[fmt::format("{}", fmt::join(own, "\n"))];
  if (!rules) {
    RuleTexts texts;
    Result<void> read;
    for (std::size_t i = 0; read && i < own.size(); ++i) {
      read = append_rules(own[i], wishes_.snapshot, terminal_, texts);
    }
    for (std::size_t i = 0; read && i < options_.rules.size(); ++i) {
      read = append_rules(options_.rules[i], nullptr, terminal_, texts);
    }
    if (!read) {
      return tl::unexpected<Error>(read.error());
    }
    IMPRIMATUR_TRY(rules, load_texts(std::move(texts), terminal_));
  }
  return rules;
}

Result<const Workplace*> Session::for_policy(const std::string& policy_path) {
  const auto found = workplaces_.find(policy_path);
  if (found != workplaces_.end()) {
    return found->second.get();
  }
  auto workplace = std::make_unique<Workplace>();
  IMPRIMATUR_TRY(workplace->policy, load(policy_path, wishes_.snapshot, terminal_));
  IMPRIMATUR_TRY(workplace->rules, rules_for(workplace->policy));
  const Policy& policy = *workplace->policy.policy;
  workplace->fail_on =
      checked_.fail_on.value_or(policy.fail_on.value_or(Level::permission_required));
  EngineOptions options;
  options.rules = workplace->rules;
  options.policy = workplace->policy.policy;
  options.question = checked_.question.value_or(question_of(policy));
  options.today = checked_.today;
  options.now = wishes_.clock ? checked_.now : std::string();
  options.language = wishes_.language;
  options.trace = wishes_.trace;
  options.line_hashes = wishes_.line_hashes;
  options.marks = wishes_.marks && !options_.no_marks;
  options.baseline = wishes_.baseline;
  if (wishes_.programs) {
    options.program = std::make_shared<const ConfinedProgram>();
  }
  workplace->engine = std::make_unique<const Engine>(std::move(options));
  const Workplace* result = workplace.get();
  workplaces_.emplace(policy_path, std::move(workplace));
  return result;
}

Session& lasting_session(const Options& options,
                         const Checked& checked,
                         const Terminal& terminal,
                         const EngineWishes& wishes) {
  static auto* const kSessions = new std::vector<std::unique_ptr<Session>>;  // never deleted
  return *kSessions->emplace_back(std::make_unique<Session>(options, checked, terminal, wishes));
}

Result<const Workplace*> Session::for_folder(const std::string& folder) {
  if (options_.no_policy || !options_.policy.empty()) {
    return for_policy(options_.policy);
  }
  auto found = policy_paths_.find(folder);
  if (found == policy_paths_.end() && wishes_.snapshot != nullptr) {
    found = policy_paths_.emplace(folder, wishes_.snapshot->find_policy(folder)).first;
  } else if (found == policy_paths_.end()) {
    const std::string absolute = absolute_path(folder.empty() ? "." : folder);
    // A folder that does not exist has no policy, and "/" has the empty absolute path.
    const bool exists = is_folder(folder.empty() ? "." : folder);
    found = policy_paths_.emplace(folder, exists ? find_policy(absolute) : "").first;
  }
  return for_policy(found->second);
}

const Workplace& Session::of(const Engine* engine) const {
  const auto found = std::find_if(workplaces_.begin(), workplaces_.end(), [&](const auto& entry) {
    return entry.second->engine.get() == engine;
  });
  return *found->second;
}

}  // namespace imprimatur::cli
