// Addresses of the web: http and https alone, as RFC 3986 writes them. Plain values, pure
// functions; thread-safe.
#ifndef IMPRIMATUR_BASE_URL_H_
#define IMPRIMATUR_BASE_URL_H_

#include "base/result.h"

#include <string>
#include <string_view>

namespace imprimatur {

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case; an IPv6 address has its brackets
  std::string port;    // empty: the scheme's own
  std::string target;  // path and query, begins with '/'

  [[nodiscard]] std::string origin() const;  // "https://example.org"
  [[nodiscard]] std::string text() const { return origin() + target; }
  [[nodiscard]] std::string_view path() const;  // of the target, without the query
};

[[nodiscard]] bool is_web_address(std::string_view text);  // begins with http:// or https://

// Without fragment; what may not stand in an address is percent-encoded. Errors: usage, with the
// reason (a name and password in it, a bad host or port).
[[nodiscard]] Result<Url> parse_url(std::string_view text);

// What `reference` means on the page `base` (RFC 3986, section 5).
[[nodiscard]] Result<Url> resolve_url(const Url& base, std::string_view reference);

}  // namespace imprimatur

#endif  // IMPRIMATUR_BASE_URL_H_
