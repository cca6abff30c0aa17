#include "cli/sources.h"

#include "cli/session.h"
#include "engine/walk.h"
#include "rules/rule_set.h"
#include "verdict/policy.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <iterator>
#include <utility>

namespace imprimatur::cli {
namespace {

// One that is written anew within the same tick with the same size has another number.
std::string state_of_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return path + " -\n";
  }
  return fmt::format("{} {} {} {}.{}\n",
                     path,
                     status.st_ino,
                     status.st_size,
                     status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

Policy policy_at(const std::string& path, std::vector<Diagnostic>& diagnostics) {
  const auto text = path.empty() ? Result<std::string>() : read_text_file(path);
  return load_policy(text ? *text : std::string(), path, diagnostics);
}

}  // namespace

Sources sources_of(const Options& options, const std::string& folder) {
  Sources sources;
  if (!options.no_policy) {
    sources.policy = options.policy.empty()
                         ? find_policy(absolute_path(folder.empty() ? "." : folder))
                         : absolute_path(options.policy);
  }
  std::vector<Diagnostic> diagnostics;
  const Policy policy = policy_at(sources.policy, diagnostics);
  const std::string own_folder = sources.policy.substr(0, sources.policy.rfind('/') + 1);
  for (const std::string& own : policy.rules) {
    sources.rules.push_back(own.starts_with('/') ? own : own_folder + own);
  }
  for (const std::string& named : options.rules) {
    sources.rules.push_back(absolute_path(named));
  }
  return sources;
}

std::vector<Diagnostic> mistakes_in(const Sources& sources) {
  std::vector<Diagnostic> found;
  (void)policy_at(sources.policy, found);
  if (has_errors(found)) {
    return found;
  }
  RuleSetOptions all;
  for (const std::string& where : sources.rules) {
    if (auto files = read_rule_files(where)) {
      std::move(files->begin(), files->end(), std::back_inserter(all.extra));
    }
  }
  (void)RuleSet::load(all, found);
  return found;
}

std::string state_of(const Sources& sources) {
  std::string state = state_of_file(sources.policy);
  for (const std::string& where : sources.rules) {
    const auto files = rule_file_paths(where);
    for (const std::string& file : files ? *files : std::vector<std::string>()) {
      state += state_of_file(file);
    }
  }
  return state;
}

}  // namespace imprimatur::cli
