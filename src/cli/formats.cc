// imprimatur formats: what is read, and how it is told.
#include "cli/commands.h"
#include "cli/session.h"
#include "formats/registry.h"
#include "report/json_object.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

std::string as_table() {
  std::string out;
  for (const Format& format : formats()) {
    std::string suffixes;
    for (const char c : "." + std::string(format.suffixes)) {
      suffixes += c == ' ' ? std::string(" .") : std::string(1, c);
    }
    out += fmt::format("{}\n  {:<12} {}\n  {:<12} {}\n  {:<12} {}\n  {:<12} {}\n",
                       format.id,
                       "name",
                       format.name,
                       "suffixes",
                       suffixes,
                       "media types",
                       format.media_types,
                       "reads",
                       format.reads);
  }
  return out;
}

std::string json_list(std::string_view words) {
  std::string out = "[";
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    out += (out.size() > 1 ? "," : "") + json_string(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out + "]";
}

std::string as_json() {
  std::string out = "[";
  for (const Format& format : formats()) {
    out += fmt::format(
        "{}\n{{\"id\":{},\"name\":{},\"suffixes\":{},\"media_types\":{},\"by_content\":{},"
        "\"reads\":{}}}",
        out.size() > 1 ? "," : "",
        json_string(format.id),
        json_string(format.name),
        json_list(format.suffixes),
        json_list(format.media_types),
        format.sniff != nullptr,
        json_string(format.reads));
  }
  return out + "\n]\n";
}

}  // namespace

int run_formats(const Invocation& invocation) {
  return print_result(invocation.terminal, invocation.options.json ? as_json() : as_table());
}

}  // namespace imprimatur::cli
