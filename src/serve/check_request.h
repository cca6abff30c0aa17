// What a request of POST /v1/check asks for, whichever way it says it: JSON, a form, or a document
// as the body. Plain values; pure.
#ifndef IMPRIMATUR_SERVE_CHECK_REQUEST_H_
#define IMPRIMATUR_SERVE_CHECK_REQUEST_H_

#include "serve/http.h"
#include "serve/problem.h"
#include "verdict/verdict.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur::serve {

// Of one request.
inline constexpr std::size_t kMostDocuments = 1'000;
inline constexpr std::size_t kMostAddresses = 10;

struct Draft {
  std::string bytes;
  std::string address = {};  // of the web, to be fetched; empty: the bytes are there
  std::string name;          // becomes the source
  std::string media_type;    // empty: by name and content
  std::string encoding;      // declared; empty: not known
};

struct CheckRequest {
  std::vector<Draft> drafts;              // one at least
  std::optional<Question> question;       // none: the usual one
  std::function<Waiting()> waiting = {};  // as in Request
  std::optional<std::string> policy;      // text of an imprimatur.toml; none: the usual one
};

// Whether a body of this media type can be read at all; none: yes.
[[nodiscard]] std::optional<Problem> wrong_media_type(const Request& request);

// Takes the body out of the request. Problems: 400, 413, each with where it is.
[[nodiscard]] Answer<CheckRequest> read_check_request(Request&& request);

// "republish" or the name of a use.
[[nodiscard]] Answer<Question> read_question(const std::string& use, std::string where);

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_CHECK_REQUEST_H_
