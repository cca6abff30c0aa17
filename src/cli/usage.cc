// What to say when the command line is not understood.
#include "cli/app.h"
#include "report/escape.h"
#include "rules/load.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace imprimatur::cli {
namespace {

bool is_existing_file(const std::string& name) {
  struct stat status {};
  return ::stat(name.c_str(), &status) == 0;
}

std::string with_suggestion(std::string text, const std::string& near) {
  return near.empty() ? text : text + fmt::format("; did you mean '{}'?", near);
}

std::string unknown_option(const CLI::App& command, std::string name) {
  name.resize(std::min(name.find('='), name.size()));
  std::vector<std::string> storage;
  for (const CLI::Option* option : named_options(command)) {
    for (const std::string& long_name : option->get_lnames()) {
      storage.push_back("--" + long_name);
    }
  }
  const std::vector<std::string_view> known(storage.begin(), storage.end());
  const std::string near = name.starts_with("--") ? nearest(name, known) : std::string();
  return with_suggestion(fmt::format("unknown option '{}'", display_name(name)), near);
}

std::string unknown_command(const CLI::App& command, const std::string& name) {
  std::vector<std::string> storage;
  for (const CLI::App* sub : subcommands(command)) {
    storage.push_back(sub->get_name());
  }
  const std::string text = fmt::format("unknown command '{}'", display_name(name));
  const std::string near = nearest(name, {storage.begin(), storage.end()});
  if (near.empty() && command.get_parent() == nullptr && is_existing_file(name)) {
    return text + fmt::format("; did you mean 'imprimatur check {}'?", display_name(name));
  }
  return with_suggestion(text, near);
}

}  // namespace

std::string unexpected_argument(const CLI::App& app) {
  const CLI::App& command = chosen_command(app);
  for (const CLI::App* at = &command; at != nullptr; at = at->get_parent()) {
    for (const std::string& argument : at->remaining()) {
      if (argument.size() > 1 && argument.starts_with('-')) {
        return unknown_option(*at, argument);
      }
    }
  }
  for (const std::string& argument : command.remaining()) {
    if (!subcommands(command).empty()) {
      return unknown_command(command, argument);
    }
    return fmt::format("unexpected argument '{}'", display_name(argument));
  }
  return "arguments not understood";
}

std::string parse_error_text(const CLI::App& app, const CLI::ParseError& error) {
  std::string text;
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    text = unexpected_argument(app);
  } else if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string what = error.what();
    text = fmt::format("option '{}' needs a value", what.substr(0, what.find_first_of(": ")));
  } else {
    text = escape_controls(error.what());
  }
  return text + fmt::format("\nTry '{} --help'.", full_name(chosen_command(app)));
}

}  // namespace imprimatur::cli
