// Counters for Prometheus (text format 0.0.4). Any thread may count and read at any time.
#ifndef IMPRIMATUR_SERVE_METRICS_H_
#define IMPRIMATUR_SERVE_METRICS_H_

#include "base/terms.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace imprimatur::serve {

// What is told of the server besides its counters.
struct Build {
  std::string version;
  std::string rules_digest;
  bool newest = true;  // policy and rules are those of the files
};

class Metrics {
 public:
  using Counter = std::atomic<std::uint64_t>;

  // Of a route, which is one of a few words of ours, never what a client wrote.
  void count_request(std::string_view route, int status);
  void count_check(std::chrono::nanoseconds time, std::size_t bytes);
  void count_document(Level level) { ++documents_[static_cast<std::size_t>(level)]; }
  void count_incomplete() { ++incomplete_; }

  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> checks_running{0};
  std::atomic<std::int64_t> checks_waiting{0};

  [[nodiscard]] std::string text(const Build& build) const;

 private:
  static constexpr std::array<std::string_view, 8> kRoutes = {
      "check", "rules", "health", "openapi", "schema", "metrics", "page", "other"};
  static constexpr std::array<int, 17> kStatuses = {
      200, 304, 400, 401, 403, 404, 405, 408, 413, 414, 415, 421, 431, 500, 501, 503, 0};
  static constexpr std::array<double, 11> kSeconds = {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0};

  std::array<std::array<Counter, kStatuses.size()>, kRoutes.size()> requests_{};
  std::array<Counter, kLevelNames.size()> documents_{};
  std::array<Counter, kSeconds.size() + 1> check_times_{};
  Counter incomplete_{0};
  Counter check_nanoseconds_{0};
  Counter check_bytes_{0};
};

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_METRICS_H_
