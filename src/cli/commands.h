// The commands: one function and one file each. They take what was said on the command line and
// give the exit status of the contract: 0 fine, 1 found, 2 wrong usage or rules, 3 incomplete.
#ifndef IMPRIMATUR_CLI_COMMANDS_H_
#define IMPRIMATUR_CLI_COMMANDS_H_

#include "cli/options.h"
#include "cli/terminal.h"

namespace CLI {
class App;
}

namespace imprimatur::cli {

inline constexpr int kFine = 0;
inline constexpr int kFound = 1;
inline constexpr int kUsage = 2;
inline constexpr int kIncomplete = 3;

struct Invocation {
  const Options& options;
  const Checked& checked;
  const Terminal& terminal;
  const CLI::App& app;  // the whole tree, for help and completions
};

[[nodiscard]] int run_check(const Invocation& invocation);
[[nodiscard]] int run_audit(const Invocation& invocation);
[[nodiscard]] int run_audit_merge(const Invocation& invocation);
[[nodiscard]] int run_audit_sample(const Invocation& invocation);
[[nodiscard]] int run_audit_score(const Invocation& invocation);
[[nodiscard]] int run_explain(const Invocation& invocation);
[[nodiscard]] int run_rules_list(const Invocation& invocation);
[[nodiscard]] int run_rules_show(const Invocation& invocation);
[[nodiscard]] int run_rules_check(const Invocation& invocation);
[[nodiscard]] int run_rules_test(const Invocation& invocation);
[[nodiscard]] int run_rules_new(const Invocation& invocation);
[[nodiscard]] int run_rules_anchors(const Invocation& invocation);
[[nodiscard]] int run_rules_diff(const Invocation& invocation);
[[nodiscard]] int run_rules_export(const Invocation& invocation);
[[nodiscard]] int run_rules_schema(const Invocation& invocation);
[[nodiscard]] int run_config_show(const Invocation& invocation);
[[nodiscard]] int run_config_init(const Invocation& invocation);
[[nodiscard]] int run_baseline_create(const Invocation& invocation);
[[nodiscard]] int run_baseline_update(const Invocation& invocation);
[[nodiscard]] int run_baseline_prune(const Invocation& invocation);
[[nodiscard]] int run_baseline_diff(const Invocation& invocation);
[[nodiscard]] int run_formats(const Invocation& invocation);
[[nodiscard]] int run_lsp(const Invocation& invocation);
[[nodiscard]] int run_serve(const Invocation& invocation);
[[nodiscard]] int run_completion(const Invocation& invocation);
[[nodiscard]] int run_version(const Invocation& invocation);
[[nodiscard]] int run_help(const Invocation& invocation);

// Prints the message and gives the exit status of the error's kind.
[[nodiscard]] int report_failure(const Terminal& terminal, const Error& error);

// Writes a command's whole result to standard output; the exit status, `status` if all went well.
[[nodiscard]] int print_result(const Terminal& terminal, std::string_view text, int status = kFine);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_COMMANDS_H_
