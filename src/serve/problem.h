// What is wrong with a request, for programs and people (RFC 9457): what, where and what to do.
#ifndef IMPRIMATUR_SERVE_PROBLEM_H_
#define IMPRIMATUR_SERVE_PROBLEM_H_

#include "base/result.h"
#include "serve/http.h"

#include <string>

namespace imprimatur::serve {

struct Problem {
  int status = 400;
  std::string code;        // "too-large": stays the same, unlike the sentence
  std::string detail;      // what: lower case, no full stop
  std::string next = {};   // what to do; empty: nothing to add
  std::string where = {};  // "documents[2].text"; empty: the request as a whole
  std::string allow = {};  // the methods that there are, of a 405
  int retry_after = 0;     // seconds after which to try again; 0: not by itself
};

// A value or a problem.
template <typename T>
using Answer = tl::expected<T, Problem>;
[[nodiscard]] inline tl::unexpected<Problem> refuse(Problem problem) {
  return tl::unexpected<Problem>(std::move(problem));
}

// As application/problem+json.
[[nodiscard]] Response response_of(const Problem& problem);

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_PROBLEM_H_
