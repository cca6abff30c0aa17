// The HttpClient of the program. Checks the address of every connection as it is opened, so that no
// answer of a name server can lead it into a private network; verifies certificates; has a limit
// for time, for silence and for size. One per thread.
#ifndef IMPRIMATUR_NET_CURL_CLIENT_H_
#define IMPRIMATUR_NET_CURL_CLIENT_H_

#include "net/http.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace imprimatur {

// As the environment says it ("http_proxy" and so on); nothing here is read from there.
struct ProxySettings {
  std::string http;
  std::string https;
  std::string none_for;  // "no_proxy": names and their subdomains, addresses, or "*"
};

// The proxy for a host, empty if it is reached directly.
[[nodiscard]] std::string proxy_for(const ProxySettings& settings, const Url& url);

struct HttpClientOptions {
  std::string user_agent;
  ProxySettings proxy;
  std::string certificates;      // a file of authorities instead of the system's; may be empty
  bool private_network = false;  // also ask addresses that are not public
  std::chrono::milliseconds timeout{30'000};  // for one whole answer
  std::chrono::milliseconds connect_timeout{10'000};
  std::size_t max_bytes = std::size_t{32} << 20U;  // of a body, decompressed
};

[[nodiscard]] std::unique_ptr<HttpClient> make_http_client(HttpClientOptions options);

}  // namespace imprimatur

#endif  // IMPRIMATUR_NET_CURL_CLIENT_H_
