// imprimatur rules check: mistakes in rule files, with file, line and column.
#include "cli/commands.h"
#include "cli/rule_files.h"
#include "cli/rule_probes.h"
#include "cli/session.h"
#include "rules/lint.h"
#include "rules/rule_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace imprimatur::cli {
namespace {

// Whoever checks files of their own does not ask for advice about the built-in ones.
bool is_asked_for(const std::string& path, const RuleTexts& own) {
  return own.empty() ||
         std::any_of(own.begin(), own.end(), [&](const auto& file) { return file.first == path; });
}

Result<void> advise(const std::shared_ptr<const RuleSet>& rules,
                    const std::vector<std::string>& paths,
                    const Invocation& invocation,
                    std::vector<Diagnostic>& diagnostics) {
  std::vector<Diagnostic> found = lint(*rules, invocation.checked.today);
  IMPRIMATUR_TRY(const std::vector<RuleFile> files,
                 parse_rule_files(paths, paths.empty(), invocation.terminal));
  IMPRIMATUR_TRY(std::vector<Diagnostic> tried, probe_rules(rules, files));
  std::move(tried.begin(), tried.end(), std::back_inserter(found));
  sort_diagnostics(found);
  std::move(found.begin(), found.end(), std::back_inserter(diagnostics));
  return {};
}

}  // namespace

int run_rules_check(const Invocation& invocation) {
  const Terminal& terminal = invocation.terminal;
  RuleSetOptions options;
  std::vector<std::string> paths = invocation.options.rules;
  paths.insert(paths.end(), invocation.options.inputs.begin(), invocation.options.inputs.end());
  for (const std::string& path : paths) {
    auto files = read_rule_files(path);
    if (!files) {
      return report_failure(terminal, files.error());
    }
    std::move(files->begin(), files->end(), std::back_inserter(options.extra));
  }
  std::vector<Diagnostic> diagnostics;
  const std::shared_ptr<const RuleSet> rules = RuleSet::load(options, diagnostics);
  if (rules) {
    if (const auto advised = advise(rules, paths, invocation, diagnostics); !advised) {
      return report_failure(terminal, advised.error());
    }
  }
  std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::warning &&
           !is_asked_for(diagnostic.path, options.extra);
  });
  if (print_diagnostics(terminal, diagnostics) || !rules) {
    return kUsage;
  }
  return print_result(terminal,
                      fmt::format("{} rules in {} files: no errors, {} {}\n",
                                  rules->rules().size(),
                                  rules->files().size(),
                                  diagnostics.size(),
                                  diagnostics.size() == 1 ? "warning" : "warnings"));
}

}  // namespace imprimatur::cli
