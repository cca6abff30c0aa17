#include "cli/version.h"

#include "cli/commands.h"
#include "cli/session.h"
#include "report/json_object.h"
#include "report/reporter.h"

#include <fmt/format.h>

namespace imprimatur::cli {

std::string_view version() {
  return IMPRIMATUR_VERSION;
}

int run_version(const Invocation& invocation) {
  if (!invocation.options.json) {
    return print_result(invocation.terminal, fmt::format("imprimatur {}\n", version()));
  }
  const auto rules = load_rules(invocation.options.rules, invocation.terminal);
  if (!rules) {
    return report_failure(invocation.terminal, rules.error());
  }
  std::string formats;
  for (const ReporterFormat& format : reporter_formats()) {
    formats += fmt::format("{}\"{}\"", formats.empty() ? "" : ",", format.name);
  }
  const std::string text = fmt::format(
      "{{\"name\":\"imprimatur\",\"version\":\"{}\",\"schema\":{},\"formats\":[{}],"
      "\"rules\":{{\"digest\":\"{}\",\"files\":{},\"rules\":{},\"languages\":{},\"holders\":{},"
      "\"licences\":{}}}}}\n",
      version(),
      kJsonSchema,
      formats,
      (*rules)->digest(),
      (*rules)->files().size(),
      (*rules)->rules().size(),
      (*rules)->languages().size(),
      (*rules)->holders().size(),
      (*rules)->licences().size());
  return print_result(invocation.terminal, text);
}

}  // namespace imprimatur::cli
