// Checks: the drafts of a request through the engine, answered as `imprimatur check --format json`
// answers. Any thread may call it.
#ifndef IMPRIMATUR_SERVE_CHECKS_H_
#define IMPRIMATUR_SERVE_CHECKS_H_

#include "serve/check_request.h"
#include "serve/desk.h"
#include "serve/metrics.h"
#include "serve/problem.h"

#include <string>

namespace imprimatur::serve {

// Of one answer; documents with more to say than that have to be sent by themselves.
inline constexpr std::size_t kMostAnswerBytes = std::size_t{64} << 20U;

class Checks {
 public:
  // Both outlive it.
  Checks(const Desk& desk, Metrics& metrics) : desk_(desk), metrics_(metrics) {}

  // The JSON, or what is wrong with the request's policy.
  [[nodiscard]] Answer<std::string> answer(const CheckRequest& request);

 private:
  const Desk& desk_;
  Metrics& metrics_;
};

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_CHECKS_H_
