#include "cli/options.h"

#include "report/escape.h"
#include "rules/load.h"
#include "text/decode.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <ctime>
#include <thread>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kMaxJobs = 256;

template <typename Number>
bool parse_number(std::string_view text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

Result<std::optional<Question>> check_use(const std::string& use) {
  if (use.empty()) {
    return std::optional<Question>();
  }
  if (use == "republish") {
    return std::optional<Question>(Question{});
  }
  if (const auto known = find_name<Use>(kUseNames, use)) {
    return std::optional<Question>(Question{*known});
  }
  std::vector<std::string_view> names = {"republish"};
  names.insert(names.end(), kUseNames.begin(), kUseNames.end());
  return fail(ErrorCode::usage, unknown_value("use", use, names));
}

}  // namespace

std::string local_date() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  if (::localtime_r(&now, &parts) == nullptr) {
    return "1970-01-01";
  }
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

std::string utc_time() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  if (::gmtime_r(&now, &parts) == nullptr) {
    return {};
  }
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                     parts.tm_year + 1900,
                     parts.tm_mon + 1,
                     parts.tm_mday,
                     parts.tm_hour,
                     parts.tm_min,
                     parts.tm_sec);
}

std::string unknown_value(std::string_view what,
                          std::string_view value,
                          const std::vector<std::string_view>& known) {
  const std::string near = nearest(value, known);
  std::string text = fmt::format("unknown {} '{}'", what, display_name(value));
  if (!near.empty()) {
    return text + fmt::format("; did you mean '{}'?", near);
  }
  return text + fmt::format("; known are {}", fmt::join(known, ", "));
}

bool is_date(std::string_view text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' ||
      !parse_number(text.substr(0, 4), year) || !parse_number(text.substr(5, 2), month) ||
      !parse_number(text.substr(8, 2), day)) {
    return false;
  }
  return std::chrono::year_month_day(
             std::chrono::year(year), std::chrono::month(month), std::chrono::day(day))
      .ok();
}

Result<Checked> check_values(const Options& options) {
  Checked checked;
  IMPRIMATUR_TRY(checked.question, check_use(options.use));
  if (!options.fail_on.empty()) {
    checked.fail_on = find_name<Level>(kLevelNames, options.fail_on);
    if (!checked.fail_on) {
      return fail(
          ErrorCode::usage,
          unknown_value("verdict", options.fail_on, {kLevelNames.begin(), kLevelNames.end()}));
    }
  }
  checked.today = options.today.empty() ? local_date() : options.today;
  checked.now = options.today.empty() ? utc_time() : std::string();
  if (!is_date(checked.today)) {
    return fail(
        ErrorCode::usage,
        fmt::format("--today '{}' is not a date such as 2026-01-31", display_name(options.today)));
  }
  if (options.jobs.empty()) {
    checked.jobs = std::max(1U, std::thread::hardware_concurrency());
  } else if (!parse_number(options.jobs, checked.jobs) || checked.jobs == 0 ||
             checked.jobs > kMaxJobs) {
    return fail(
        ErrorCode::usage,
        fmt::format(
            "--jobs '{}' is not a number from 1 to {}", display_name(options.jobs), kMaxJobs));
  }
  if (options.color != "auto" && options.color != "always" && options.color != "never") {
    return fail(ErrorCode::usage,
                unknown_value("--color", options.color, {"auto", "always", "never"}));
  }
  if (const auto known = decode({}, options.encoding); !known) {
    return fail(ErrorCode::usage, "--encoding: " + known.error().message);
  }
  if (options.no_policy && !options.policy.empty()) {
    return fail(ErrorCode::usage, "--policy and --no-policy exclude each other");
  }
  if (options.quiet && options.verbose) {
    return fail(ErrorCode::usage, "--quiet and --verbose exclude each other");
  }
  return checked;
}

}  // namespace imprimatur::cli
