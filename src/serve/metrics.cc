#include "serve/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace imprimatur::serve {
namespace {

void add_head(std::string& out,
              std::string_view name,
              std::string_view type,
              std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

template <typename T>
void add_single(std::string& out,
                std::string_view name,
                std::string_view type,
                std::string_view help,
                T value) {
  add_head(out, name, type, help);
  fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
}

template <typename T, std::size_t N>
std::size_t place_of(const std::array<T, N>& list, const T& value) {
  const auto found = std::find(list.begin(), list.end(), value);
  return std::min(static_cast<std::size_t>(found - list.begin()), N - 1);
}

}  // namespace

void Metrics::count_request(std::string_view route, int status) {
  ++requests_[place_of(kRoutes, route)][place_of(kStatuses, status)];
}

void Metrics::count_check(std::chrono::nanoseconds time, std::size_t bytes) {
  const double seconds = std::chrono::duration<double>(time).count();
  const auto* const bucket = std::lower_bound(kSeconds.begin(), kSeconds.end(), seconds);
  ++check_times_[static_cast<std::size_t>(bucket - kSeconds.begin())];
  check_nanoseconds_ += static_cast<std::uint64_t>(time.count());
  check_bytes_ += bytes;
}

std::string Metrics::text(const Build& build) const {
  std::string out;
  const auto end = std::back_inserter(out);
  add_head(out, "imprimatur_build_info", "gauge", "The program and its rules.");
  fmt::format_to(end,
                 "imprimatur_build_info{{version=\"{}\",rules_digest=\"{}\"}} 1\n",
                 build.version,
                 build.rules_digest);
  add_single(
      out,
      "imprimatur_newest_files",
      "gauge",
      "Whether the policy and the rules in force are those of the files (0: these are wrong).",
      build.newest ? 1 : 0);
  add_head(out, "imprimatur_http_requests_total", "counter", "Requests answered.");
  for (std::size_t route = 0; route < kRoutes.size(); ++route) {
    for (std::size_t i = 0; i < kStatuses.size(); ++i) {
      if (const std::uint64_t count = requests_[route][i]; count > 0) {
        const std::string status = kStatuses[i] == 0 ? "other" : fmt::format("{}", kStatuses[i]);
        fmt::format_to(end,
                       "imprimatur_http_requests_total{{route=\"{}\",status=\"{}\"}} {}\n",
                       kRoutes[route],
                       status,
                       count);
      }
    }
  }
  add_head(out, "imprimatur_documents_total", "counter", "Documents checked, by verdict.");
  for (std::size_t i = 0; i < kLevelNames.size(); ++i) {
    fmt::format_to(end,
                   "imprimatur_documents_total{{verdict=\"{}\"}} {}\n",
                   kLevelNames[i],
                   documents_[i].load());
  }
  add_single(out,
             "imprimatur_documents_incomplete_total",
             "counter",
             "Documents that could not be read completely.",
             incomplete_.load());
  add_single(out,
             "imprimatur_check_bytes_total",
             "counter",
             "Bytes of documents checked.",
             check_bytes_.load());
  add_head(out, "imprimatur_check_seconds", "histogram", "Time that the checks of a request take.");
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kSeconds.size(); ++i) {
    sum += check_times_[i];
    fmt::format_to(end, "imprimatur_check_seconds_bucket{{le=\"{}\"}} {}\n", kSeconds[i], sum);
  }
  sum += check_times_.back();
  fmt::format_to(end,
                 "imprimatur_check_seconds_bucket{{le=\"+Inf\"}} {}\n"
                 "imprimatur_check_seconds_sum {}\nimprimatur_check_seconds_count {}\n",
                 sum,
                 std::chrono::duration<double>(
                     std::chrono::nanoseconds(static_cast<std::int64_t>(check_nanoseconds_.load())))
                     .count(),
                 sum);
  add_single(out, "imprimatur_connections", "gauge", "Connections open.", connections.load());
  add_single(out, "imprimatur_checks_running", "gauge", "Checks at work.", checks_running.load());
  add_single(
      out, "imprimatur_checks_waiting", "gauge", "Checks in the queue.", checks_waiting.load());
  return out;
}

}  // namespace imprimatur::serve
