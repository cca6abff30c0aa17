// Who may ask: the address by which the server is called, the page a browser's request comes from,
// and the token. A page of another site must not be able to use a server on this machine, neither
// by asking it (cross-site requests) nor by taking its name (DNS rebinding). Pure; thread-safe.
#ifndef IMPRIMATUR_SERVE_ACCESS_H_
#define IMPRIMATUR_SERVE_ACCESS_H_

#include "serve/http.h"
#include "serve/problem.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::serve {

struct AccessRules {
  std::string token;               // empty: none is asked for
  std::vector<std::string> hosts;  // names of the server besides "localhost" and addresses
  bool loopback = true;            // only this machine can connect
};

// What is wrong with the host or origin of a request; none: nothing.
[[nodiscard]] std::optional<Problem> wrong_origin(const Request& request, const AccessRules& rules);
// What is wrong with its token.
[[nodiscard]] std::optional<Problem> wrong_token(const Request& request, const AccessRules& rules);

// Takes as long for a wrong token as for the right one.
[[nodiscard]] bool same_token(std::string_view given, std::string_view right);

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_ACCESS_H_
