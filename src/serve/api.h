// Api: from a request to its answer, without the connection. The routes are one table, which the
// OpenAPI document (openapi.json) has to agree with. Any thread may call it.
#ifndef IMPRIMATUR_SERVE_API_H_
#define IMPRIMATUR_SERVE_API_H_

#include "serve/access.h"
#include "serve/checks.h"
#include "serve/desk.h"
#include "serve/http.h"
#include "serve/metrics.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace imprimatur::serve {

struct ApiOptions {
  AccessRules access;
  std::size_t max_body = std::size_t{16} << 20U;
};

class Api {
 public:
  struct Route {
    std::string_view name;    // in metrics
    std::string_view method;  // GET stands for HEAD, too
    std::string_view path;    // "{id}" at its end: any one segment
    Response (Api::*handler)(Request&);
    bool heavy = true;  // takes one of the places for checks
    bool body = false;  // has documents in its body
  };
  [[nodiscard]] static std::span<const Route> routes();

  // `desk` outlives it.
  Api(const Desk& desk, ApiOptions options);

  // By the head alone, before a body is read: the refusal, if it is one.
  [[nodiscard]] std::optional<Response> refusal(const Request& head) const;
  // The longest body that this request may have.
  [[nodiscard]] std::size_t body_limit(const Request& head) const;
  // The answer takes as long as the documents are long.
  [[nodiscard]] static bool is_heavy(const Request& head);
  // Whoever passed refusal() gets an answer. The body may be taken out of the request.
  [[nodiscard]] Response answer(Request& request);

  // Headers that every answer has; also of refusals. Counts the request.
  void finish(const Request& request, Response& response);
  [[nodiscard]] Metrics& metrics() { return metrics_; }

 private:
  [[nodiscard]] Response check(Request& request);
  [[nodiscard]] Response rules(Request& request);
  [[nodiscard]] Response rule(Request& request);
  [[nodiscard]] Response health(Request& request);
  [[nodiscard]] Response openapi(Request& request);
  [[nodiscard]] Response schema(Request& request);
  [[nodiscard]] Response metrics_text(Request& request);

  const Desk& desk_;
  ApiOptions options_;
  Metrics metrics_;
  Checks checks_;
};

// The name of the request's route in metrics and logs: "check", "page", "other".
[[nodiscard]] std::string_view route_name(const Request& request);

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_API_H_
