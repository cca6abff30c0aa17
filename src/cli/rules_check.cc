// imprimatur rules check: mistakes in rule files, with file, line and column.
#include "cli/commands.h"
#include "cli/session.h"
#include "rules/rule_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#if __has_include("rules/lint.h")
#include "rules/lint.h"
#endif

namespace imprimatur::cli {
namespace {

void lint_all(const RuleSet& rules, std::vector<Diagnostic>& diagnostics) {
#if __has_include("rules/lint.h")
  for (Diagnostic& diagnostic : lint(rules)) {
    diagnostics.push_back(std::move(diagnostic));
  }
#else
  (void)rules;
  (void)diagnostics;
#endif
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
  const auto rules = RuleSet::load(options, diagnostics);
  if (rules) {
    lint_all(*rules, diagnostics);
  }
  if (!paths.empty()) {
    // Whoever checks files of their own does not ask for advice about the built-in ones.
    std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
      return diagnostic.severity == Severity::warning &&
             std::none_of(options.extra.begin(), options.extra.end(), [&](const auto& file) {
               return file.first == diagnostic.path;
             });
    });
  }
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
