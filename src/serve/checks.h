// Checks: the drafts of a request through the engine, answered as `imprimatur check --format json`
// answers. Any thread may call it.
#ifndef IMPRIMATUR_SERVE_CHECKS_H_
#define IMPRIMATUR_SERVE_CHECKS_H_

#include "serve/check_request.h"
#include "serve/desk.h"
#include "serve/metrics.h"
#include "serve/problem.h"

#include <atomic>
#include <cstddef>
#include <string>

namespace imprimatur::serve {

// Of one answer; documents with more to say than that have to be sent by themselves.
inline constexpr std::size_t kMostAnswerBytes = std::size_t{64} << 20U;

// Requests that fetch addresses at once; a server that allows them has as many threads more.
inline constexpr std::size_t kMostFetching = 4;

class Checks {
 public:
  // Both outlive it.
  Checks(const Desk& desk, Metrics& metrics) : desk_(desk), metrics_(metrics) {}

  // The JSON, or why there is none: a wrong policy, an answer that is too long or not waited for.
  [[nodiscard]] Answer<std::string> answer(const CheckRequest& request);

 private:
  class Work;
  const Desk& desk_;
  Metrics& metrics_;
  std::atomic<std::size_t> fetching_{0};
};

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_CHECKS_H_
