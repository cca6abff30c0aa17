// Help texts from the tree of commands.
#include "cli/app.h"
#include "report/reporter.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kColumn = 28;
constexpr std::size_t kWidth = 79;

constexpr std::string_view kExitStatus =
    "Exit status:\n"
    "  0  no document at or above --fail-on\n"
    "  1  some document at or above --fail-on\n"
    "  2  wrong usage, policy or rules\n"
    "  3  some input could not be read, or an output not be written\n";

// One row: the term, and its description beside or below it, wrapped.
std::string row(const std::string& term, std::string_view description) {
  std::string out = "  " + term;
  std::size_t column = out.size();
  if (column + 2 > kColumn) {
    out += '\n';
    column = 0;
  }
  out.append(kColumn - column - 1, ' ');
  column = kColumn - 1;
  while (!description.empty()) {
    const std::size_t end = std::min(description.find(' '), description.size());
    if (column + 1 + end > kWidth && column >= kColumn) {
      out += '\n' + std::string(kColumn - 1, ' ');
      column = kColumn - 1;
    }
    out += ' ';
    out += description.substr(0, end);
    column += 1 + end;
    description.remove_prefix(std::min(end + 1, description.size()));
  }
  return out + '\n';
}

std::string term_of(const CLI::Option& option) {
  std::string term;
  for (const std::string& name : option.get_snames()) {
    term += fmt::format("-{}, ", name);
  }
  if (term.empty()) {
    term = "    ";
  }
  for (const std::string& name : option.get_lnames()) {
    term += fmt::format("--{}", name);
  }
  if (option.get_items_expected_max() > 0) {
    term += " " + option.get_option_text();
  }
  return term;
}

std::vector<const CLI::Option*> positional_options(const CLI::App& app) {
  return app.get_options([](const CLI::Option* o) { return o->get_positional(); });
}

std::string usage_line(const CLI::App& app) {
  std::string line = full_name(app);
  if (!subcommands(app).empty() && positional_options(app).empty()) {
    return line + " COMMAND";
  }
  line += " [OPTION]...";
  for (const CLI::Option* option : positional_options(app)) {
    const bool many = option->get_items_expected_max() > 1;
    line += fmt::format(" [{}]{}", option->get_name(true), many ? "..." : "");
  }
  return line;
}

template <std::size_t N>
std::string names_list(std::string_view title,
                       const std::array<std::string_view, N>& names,
                       std::string_view first) {
  std::string text(first);
  for (const std::string_view name : names) {
    text += text.empty() ? "" : ", ";
    text += name;
  }
  return row(std::string(title), text);
}

std::string values_help() {
  std::string text = "Values:\n";
  text += names_list("USE", kUseNames, "republish");
  text += names_list("VERDICT", kLevelNames, "");
  for (const ReporterFormat& format : reporter_formats()) {
    text += row(fmt::format("FORMAT {}", format.name), format.description);
  }
  return text;
}

}  // namespace

std::vector<const CLI::App*> subcommands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<const CLI::Option*> named_options(const CLI::App& app) {
  return app.get_options([](const CLI::Option* o) { return !o->get_positional(); });
}

const CLI::App& chosen_command(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
  }
  return *at;
}

std::string full_name(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name()
                                     : full_name(*app.get_parent()) + " " + app.get_name();
}

std::string help_text(const CLI::App& app) {
  std::string text = fmt::format("{}\n\nUsage: {}\n", app.get_description(), usage_line(app));
  if (const auto subs = subcommands(app); !subs.empty()) {
    text += "\nCommands:\n";
    for (const CLI::App* sub : subs) {
      text += row(sub->get_name(), sub->get_description());
    }
  }
  if (const auto positional = positional_options(app); !positional.empty()) {
    text += "\nArguments:\n";
    for (const CLI::Option* option : positional) {
      text += row(option->get_name(true), option->get_description());
    }
  }
  text += "\nOptions:\n";
  for (const CLI::Option* option : named_options(app)) {
    text += row(term_of(*option), option->get_description());
  }
  if (app.get_name() == "check") {
    text += "\n" + values_help() + "\n" + std::string(kExitStatus);
  }
  if (app.get_parent() == nullptr) {
    text += "\nTry 'imprimatur check FILE' first. 'imprimatur COMMAND --help' says more.\n";
  }
  return text;
}

int run_help(const Invocation& invocation) {
  const CLI::App* at = &invocation.app;
  for (const std::string& name : invocation.options.topic) {
    const auto subs = subcommands(*at);
    const auto found = std::find_if(
        subs.begin(), subs.end(), [&](const CLI::App* sub) { return sub->get_name() == name; });
    if (found == subs.end()) {
      std::vector<std::string> storage;
      for (const CLI::App* sub : subs) {
        storage.push_back(sub->get_name());
      }
      return report_failure(
          invocation.terminal,
          {ErrorCode::usage, unknown_value("command", name, {storage.begin(), storage.end()})});
    }
    at = *found;
  }
  return print_result(invocation.terminal, help_text(*at));
}

}  // namespace imprimatur::cli
