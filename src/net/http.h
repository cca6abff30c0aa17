// HttpClient: one request, one response; no redirect is followed. The network is reached through
// this interface alone, so that everything above it is tested with a fake. One per thread.
#ifndef IMPRIMATUR_NET_HTTP_H_
#define IMPRIMATUR_NET_HTTP_H_

#include "base/result.h"
#include "base/url.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

// The first header of that name in any case; empty if there is none.
[[nodiscard]] std::string_view header_value(const HttpHeaders& headers, std::string_view name);

struct HttpRequest {
  Url url;
  HttpHeaders headers;  // besides those of every request
};

struct HttpResponse {
  int status = 0;
  HttpHeaders headers;  // in order of arrival, repeated ones apart
  std::string body;     // decompressed
};

struct HttpFailure {
  Error error;             // not_found: no such host; limit: too large; else unreadable
  bool transient = false;  // another try may help
};

class HttpClient {
 public:
  HttpClient() = default;
  virtual ~HttpClient() = default;
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  [[nodiscard]] virtual tl::expected<HttpResponse, HttpFailure> get(const HttpRequest& request) = 0;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_NET_HTTP_H_
