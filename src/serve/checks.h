// Checks: the drafts of a request through the engine, answered as `imprimatur check --format json`
// answers. Keeps the engine's scratch memory from one request to the next. Any thread may call it.
#ifndef IMPRIMATUR_SERVE_CHECKS_H_
#define IMPRIMATUR_SERVE_CHECKS_H_

#include "serve/check_request.h"
#include "serve/desk.h"
#include "serve/metrics.h"
#include "serve/problem.h"

#include <mutex>
#include <string>
#include <vector>

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
  [[nodiscard]] Engine::Session take();
  void give_back(Engine::Session&& session);

  const Desk& desk_;
  Metrics& metrics_;
  std::mutex mutex_;
  std::vector<Engine::Session> idle_;
};

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_CHECKS_H_
