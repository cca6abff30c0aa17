// CommandLine: the tree of commands and options, from which parsing, help, completions and the
// check of the manual page follow.
#ifndef IMPRIMATUR_CLI_APP_H_
#define IMPRIMATUR_CLI_APP_H_

#include "cli/commands.h"
#include "cli/options.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace imprimatur::cli {

class CommandLine {
 public:
  CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // Parses and runs; the exit status.
  [[nodiscard]] int run(int argc, const char* const* argv);

 private:
  using Function = int (*)(const Invocation&);
  struct Command {
    CLI::App* app;
    Function function;
  };
  CLI::App* add(CLI::App& parent,
                const std::string& name,
                const std::string& description,
                Function function);
  void add_check_and_explain();
  void add_audit();
  void add_walking(CLI::App& app);
  void add_changes(CLI::App& app);
  void add_network(CLI::App& app);
  void add_baseline();
  void add_rules();
  void add_editors();
  void add_others();
  void add_common(CLI::App& app);
  void add_scanning(CLI::App& app);
  [[nodiscard]] int dispatch();

  Options options_;
  bool help_ = false;
  bool version_ = false;
  CLI::App app_;
  std::vector<Command> commands_;
};

// The command that the arguments chose: the innermost one.
[[nodiscard]] const CLI::App& chosen_command(const CLI::App& app);

// "unknown option '--formt'; did you mean '--format'?" for what the tree did not expect.
[[nodiscard]] std::string unexpected_argument(const CLI::App& app);

// A parse error in our words.
[[nodiscard]] std::string parse_error_text(const CLI::App& app, const CLI::ParseError& error);

// The help of one command (or of the program, for the tree's root).
[[nodiscard]] std::string help_text(const CLI::App& app);

// "imprimatur rules list", for usage lines.
[[nodiscard]] std::string full_name(const CLI::App& app);

// Options of one command in the order of their definition, without positional arguments.
[[nodiscard]] std::vector<const CLI::Option*> named_options(const CLI::App& app);
[[nodiscard]] std::vector<const CLI::App*> subcommands(const CLI::App& app);

// The values that an option takes, if they are a closed set (for completions).
[[nodiscard]] std::vector<std::string> choices(const std::string& long_name);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_APP_H_
