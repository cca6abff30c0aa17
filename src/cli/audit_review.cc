// imprimatur audit sample, audit score: how good the verdicts are on the user's own data.
#include "audit/files.h"
#include "audit/review.h"
#include "cli/commands.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <charconv>

namespace imprimatur::cli {
namespace {

Result<std::uint64_t> whole_number(std::string_view option, const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return fail(ErrorCode::usage,
                fmt::format("{} '{}' is not a whole number", option, display_name(text)));
  }
  return value;
}

}  // namespace

int run_audit_sample(const Invocation& invocation) {
  const AuditWords& words = invocation.options.audit;
  const auto count = whole_number("--per-stratum", words.per_stratum);
  const auto seed = whole_number("--seed", words.seed);
  if (!count || !seed) {
    return report_failure(invocation.terminal, count ? seed.error() : count.error());
  }
  if (words.folder.empty() || *count == 0) {
    return report_failure(invocation.terminal,
                          {ErrorCode::usage,
                           words.folder.empty() ? "name the folder of a finished audit"
                                                : "--per-stratum is at least 1"});
  }
  const auto table = audit::sample_audit(words.folder, *count, *seed);
  return table ? print_result(invocation.terminal, *table)
               : report_failure(invocation.terminal, table.error());
}

int run_audit_score(const Invocation& invocation) {
  const AuditWords& words = invocation.options.audit;
  if (words.folder.empty() || words.reviews.empty()) {
    return report_failure(
        invocation.terminal,
        {ErrorCode::usage, "name the folder of the audit and the filled-in table of its sample"});
  }
  const std::string& format = invocation.options.format;
  if (!format.empty() && format != "text" && format != "json") {
    return report_failure(invocation.terminal,
                          {ErrorCode::usage, unknown_value("format", format, {"text", "json"})});
  }
  const auto table = audit::read_whole_file(words.reviews);
  if (!table) {
    return report_failure(invocation.terminal, table.error());
  }
  const auto score = audit::score_audit(words.folder, *table);
  if (!score) {
    return report_failure(invocation.terminal, score.error());
  }
  return print_result(invocation.terminal,
                      format == "json" ? audit::score_json(*score) : audit::score_text(*score));
}

}  // namespace imprimatur::cli
