// Fetcher: a whole answer for an address: redirects hop by hop, each of them asked for first;
// several tries with growing pauses where another may help; the cache. One per thread.
#ifndef IMPRIMATUR_NET_FETCHER_H_
#define IMPRIMATUR_NET_FETCHER_H_

#include "net/cache.h"
#include "net/http.h"

#include <chrono>
#include <functional>
#include <string>

namespace imprimatur {

struct Fetched {
  Url url;  // where the answer came from, behind all redirects
  int status = 0;
  HttpHeaders headers;
  std::string body;
  bool unchanged = false;  // the server said that the cached answer still holds
};

struct FetcherOptions {
  HttpClient* client = nullptr;
  HttpCache* cache = nullptr;  // null: none
  std::function<void(std::chrono::milliseconds)> sleep;
  int max_redirects = 8;  // RFC 9309 asks for five at least
  int tries = 3;
  std::chrono::milliseconds first_pause{500};       // doubled each time
  std::chrono::milliseconds longest_pause{20'000};  // a server that asks for more is not waited for
};

// Whether an address may be asked at all; an error ends the fetch with it.
using Permit = std::function<Result<void>(const Url&)>;

class Fetcher {
 public:
  explicit Fetcher(FetcherOptions options) : options_(std::move(options)) {}

  // The last answer, whatever its status but a redirect. Errors name the address: limit (too many
  // redirects, too large), unreadable, not_found, and those of `permit`.
  [[nodiscard]] Result<Fetched> get(const Url& url, const Permit& permit);

 private:
  [[nodiscard]] Result<HttpResponse> hop(const Url& url, bool& unchanged);
  [[nodiscard]] tl::expected<HttpResponse, HttpFailure> with_tries(const HttpRequest& request);

  FetcherOptions options_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_NET_FETCHER_H_
