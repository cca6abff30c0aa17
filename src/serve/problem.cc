#include "serve/problem.h"

#include "report/json_object.h"

#include <fmt/format.h>

namespace imprimatur::serve {
namespace {

std::string text_or_null(const std::string& text) {
  return text.empty() ? "null" : json_string(text);
}

}  // namespace

Response response_of(const Problem& problem) {
  Response response;
  response.status = problem.status;
  response.media_type = "application/problem+json";
  response.body = fmt::format(
      R"({{"type":"about:blank","title":{},"status":{},"code":{},"detail":{},"where":{},"next":{}}})"
      "\n",
      json_string(reason_of(problem.status)),
      problem.status,
      json_string(problem.code),
      json_string(problem.detail),
      text_or_null(problem.where),
      text_or_null(problem.next));
  if (!problem.allow.empty()) {
    response.headers.push_back({"Allow", problem.allow});
  }
  if (problem.retry_after > 0) {
    response.headers.push_back({"Retry-After", fmt::format("{}", problem.retry_after)});
  }
  if (problem.status == 401) {
    response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"imprimatur\""});
  }
  return response;
}

}  // namespace imprimatur::serve
