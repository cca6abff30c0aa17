// imprimatur completion SHELL: completions generated from the tree of commands, so that they
// cannot be out of date.
#include "cli/app.h"
#include "report/reporter.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

// Every command with its path of names below the program's: "rules list".
void collect(const CLI::App& app,
             const std::string& path,
             std::vector<std::pair<std::string, const CLI::App*>>& out) {
  out.emplace_back(path, &app);
  for (const CLI::App* sub : subcommands(app)) {
    collect(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), out);
  }
}

std::vector<std::string> option_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::Option* option : named_options(app)) {
    for (const std::string& name : option->get_snames()) {
      words.push_back("-" + name);
    }
    for (const std::string& name : option->get_lnames()) {
      words.push_back("--" + name);
    }
  }
  return words;
}

std::vector<std::string> command_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* sub : subcommands(app)) {
    words.push_back(sub->get_name());
  }
  return words;
}

// Long options whose values are a closed set.
std::vector<std::string> options_with_choices() {
  return {"use", "fail-on", "format", "color"};
}

std::string escaped(std::string text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

std::string bash(const CLI::App& app) {
  std::vector<std::pair<std::string, const CLI::App*>> commands;
  collect(app, "", commands);
  std::string out =
      "_imprimatur() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path= word i\n"
      "  COMPREPLY=()\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    word=${COMP_WORDS[i]}\n"
      "    case \"${path:+$path }$word\" in\n";
  for (const auto& [path, command] : commands) {
    if (!path.empty()) {
      out += fmt::format("      \"{0}\") path=\"{0}\" ;;\n", path);
    }
  }
  out +=
      "    esac\n"
      "  done\n"
      "  case $prev in\n";
  for (const std::string& option : options_with_choices()) {
    out += fmt::format("    --{}) COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")); return ;;\n",
                       option,
                       fmt::join(choices(option), " "));
  }
  out +=
      "  esac\n"
      "  case $path in\n";
  for (const auto& [path, command] : commands) {
    std::vector<std::string> words = command_words(*command);
    const std::vector<std::string> options = option_words(*command);
    words.insert(words.end(), options.begin(), options.end());
    if (command->get_name() == "completion") {
      words.insert(words.end(), {"bash", "zsh", "fish"});
    }
    out += fmt::format("    \"{}\") COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")) ;;\n",
                       path,
                       fmt::join(words, " "));
  }
  out +=
      "  esac\n"
      "}\n"
      "complete -o default -o bashdefault -F _imprimatur imprimatur\n";
  return out;
}

std::string zsh_arguments(const CLI::App& command) {
  std::string out = "_arguments -s";
  for (const CLI::Option* option : named_options(command)) {
    const std::string description = escaped(option->get_description(), "[]':");
    for (const std::string& word : option_words(command)) {
      const bool is_short = word.size() == 2;
      const std::string name = word.substr(is_short ? 1 : 2);
      if (!(is_short ? option->check_sname(name) : option->check_lname(name))) {
        continue;
      }
      std::string value;
      if (option->get_items_expected_max() > 0) {
        const auto known = choices(name);
        value = fmt::format(":{}:{}",
                            option->get_option_text(),
                            known.empty() ? "_files" : fmt::format("({})", fmt::join(known, " ")));
      }
      out += fmt::format(" \\\n        '*{}[{}]{}'", word, description, value);
    }
  }
  return out + " \\\n        '*:input:_files'";
}

std::string zsh(const CLI::App& app) {
  std::vector<std::pair<std::string, const CLI::App*>> commands;
  collect(app, "", commands);
  std::string out =
      "#compdef imprimatur\n"
      "_imprimatur() {\n"
      "  local -a commands\n"
      "  local where= word\n"
      "  integer i\n"
      "  for ((i = 2; i < CURRENT; i++)); do\n"
      "    word=$words[i]\n"
      "    case \"${where:+$where }$word\" in\n";
  // The variable is not called `path`: zsh ties that name to PATH.
  for (const auto& [path, command] : commands) {
    if (!path.empty()) {
      out += fmt::format("      \"{0}\") where=\"{0}\" ;;\n", path);
    }
  }
  out += "    esac\n  done\n  case $where in\n";
  for (const auto& [path, command] : commands) {
    const auto subs = subcommands(*command);
    out += fmt::format("    \"{}\")\n", path);
    if (subs.empty()) {
      out += "      " + zsh_arguments(*command) + "\n      ;;\n";
      continue;
    }
    out += "      commands=(";
    for (const CLI::App* sub : subs) {
      out += fmt::format(" '{}:{}'", sub->get_name(), escaped(sub->get_description(), "':"));
    }
    out += " )\n      _describe command commands\n      ;;\n";
  }
  return out + "  esac\n}\n_imprimatur \"$@\"\n";
}

std::string fish(const CLI::App& app) {
  std::vector<std::pair<std::string, const CLI::App*>> commands;
  collect(app, "", commands);
  std::string out;
  for (const auto& [path, command] : commands) {
    std::string condition = "__fish_use_subcommand";
    if (!path.empty()) {
      std::string seen = path;
      const std::size_t blank = seen.find(' ');
      condition = "__fish_seen_subcommand_from " + seen.substr(0, blank);
      if (blank != std::string::npos) {
        condition += "; and __fish_seen_subcommand_from " + seen.substr(blank + 1);
      }
    }
    for (const CLI::App* sub : subcommands(*command)) {
      out += fmt::format("complete -c imprimatur -n '{}' -f -a {} -d '{}'\n",
                         condition,
                         sub->get_name(),
                         escaped(sub->get_description(), "'"));
    }
    for (const CLI::Option* option : named_options(*command)) {
      std::string names;
      for (const std::string& name : option->get_snames()) {
        names += " -s " + name;
      }
      std::string values;
      for (const std::string& name : option->get_lnames()) {
        names += " -l " + name;
        if (const auto known = choices(name); !known.empty()) {
          values = fmt::format(" -x -a '{}'", fmt::join(known, " "));
        }
      }
      if (values.empty() && option->get_items_expected_max() > 0) {
        values = " -r";
      }
      out += fmt::format("complete -c imprimatur -n '{}'{}{} -d '{}'\n",
                         condition,
                         names,
                         values,
                         escaped(option->get_description(), "'"));
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> choices(const std::string& long_name) {
  std::vector<std::string> values;
  if (long_name == "use") {
    values.emplace_back("republish");
    values.insert(values.end(), kUseNames.begin(), kUseNames.end());
  } else if (long_name == "fail-on") {
    values.insert(values.end(), kLevelNames.begin(), kLevelNames.end());
  } else if (long_name == "format") {
    for (const ReporterFormat& format : reporter_formats()) {
      values.emplace_back(format.name);
    }
  } else if (long_name == "color") {
    values = {"auto", "always", "never"};
  }
  return values;
}

int run_completion(const Invocation& invocation) {
  const std::string& shell = invocation.options.shell;
  if (shell == "bash") {
    return print_result(invocation.terminal, bash(invocation.app));
  }
  if (shell == "zsh") {
    return print_result(invocation.terminal, zsh(invocation.app));
  }
  if (shell == "fish") {
    return print_result(invocation.terminal, fish(invocation.app));
  }
  return report_failure(invocation.terminal,
                        {ErrorCode::usage,
                         shell.empty() ? "completion needs a shell: bash, zsh or fish"
                                       : unknown_value("shell", shell, {"bash", "zsh", "fish"})});
}

}  // namespace imprimatur::cli
