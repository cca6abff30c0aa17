#include "cli/terminal.h"

#include "report/log_safe.h"
#include "report/style.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace imprimatur::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool decide_color(const std::string& wish, bool is_terminal) {
  if (wish != "auto") {
    return wish == "always";
  }
  if (!environment("NO_COLOR").empty()) {
    return false;
  }
  const std::string_view force = environment("CLICOLOR_FORCE");
  if (!force.empty() && force != "0") {
    return true;
  }
  return is_terminal && environment("TERM") != "dumb" && environment("CLICOLOR") != "0";
}

std::size_t terminal_width() {
  struct winsize size {};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return std::clamp<std::size_t>(size.ws_col, 40, 200);
  }
  return Terminal().width;
}

void print_message(const Terminal& terminal,
                   std::string_view label,
                   Style style,
                   std::string_view text) {
  const Styler styler(terminal.color_error);
  const std::string line = fmt::format(
      "imprimatur: {}: {}\n", styler.paint(label, style), defuse_text(std::string(text)));
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

Terminal inspect_terminal(const Options& options) {
  Terminal terminal;
  terminal.input_is_terminal = ::isatty(STDIN_FILENO) == 1;
  terminal.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  terminal.error_is_terminal = ::isatty(STDERR_FILENO) == 1;
  terminal.color_output = decide_color(options.color, terminal.output_is_terminal);
  terminal.color_error = decide_color(options.color, terminal.error_is_terminal);
  terminal.hyperlinks = terminal.color_output && terminal.output_is_terminal;
  if (terminal.output_is_terminal) {
    terminal.width = terminal_width();
  }
  const bool useful = terminal.error_is_terminal && environment("TERM") != "dumb";
  terminal.progress = (options.progress || (useful && !options.quiet)) && !options.no_progress;
  return terminal;
}

void print_error(const Terminal& terminal, std::string_view text) {
  print_message(terminal, "error", Style::red, text);
}

void print_warning(const Terminal& terminal, std::string_view text) {
  print_message(terminal, "warning", Style::yellow, text);
}

void print_note(const Terminal& terminal, std::string_view text) {
  print_message(terminal, "note", Style::cyan, text);
}

}  // namespace imprimatur::cli
