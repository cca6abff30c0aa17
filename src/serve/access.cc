#include "serve/access.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>

namespace imprimatur::serve {
namespace {

// The host of "host:port", lower case; an IPv6 address without its brackets.
std::string host_of(std::string_view authority) {
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    return end == std::string_view::npos ? std::string() : lower_case(authority.substr(1, end - 1));
  }
  return lower_case(authority.substr(0, authority.rfind(':')));
}

enum class Kind { name, loopback, address };

Kind kind_of(const std::string& host) {
  in_addr four{};
  in6_addr six{};
  if (host == "localhost") {
    return Kind::loopback;
  }
  if (::inet_pton(AF_INET, host.c_str(), &four) == 1) {
    return (ntohl(four.s_addr) >> 24U) == 127 ? Kind::loopback : Kind::address;
  }
  if (::inet_pton(AF_INET6, host.c_str(), &six) == 1) {
    return IN6_IS_ADDR_LOOPBACK(&six) ? Kind::loopback : Kind::address;
  }
  return Kind::name;
}

bool is_ours(const std::string& host, const AccessRules& rules) {
  const Kind kind = kind_of(host);
  // An address cannot be made to mean another machine, as a name can.
  return kind == Kind::loopback || (kind == Kind::address && !rules.loopback) ||
         std::find(rules.hosts.begin(), rules.hosts.end(), host) != rules.hosts.end();
}

Problem cross_site(std::string detail) {
  return {403,
          "cross-site",
          std::move(detail),
          "ask from the server's own page, or from a program that is no browser"};
}

bool is_origin_of(std::string_view origin, const std::string& host) {
  const std::size_t scheme = origin.find("://");
  if (scheme == std::string_view::npos ||
      (origin.substr(0, scheme) != "http" && origin.substr(0, scheme) != "https")) {
    return false;
  }
  std::string_view authority = origin.substr(scheme + 3);
  authority = authority.substr(0, authority.find('/'));
  return lower_case(authority) == lower_case(host);
}

}  // namespace

std::optional<Problem> wrong_origin(const Request& request, const AccessRules& rules) {
  const std::string* host = request.header("host");
  if (host == nullptr || !is_ours(host_of(*host), rules)) {
    return Problem{421,
                   "wrong-host",
                   "the server is not known by the name in the header field 'host'",
                   "call it by its address, or start it with --allow-host NAME"};
  }
  if (const std::string* site = request.header("sec-fetch-site")) {
    const bool visited = *site == "none" && request.method == "GET";  // typed, or a bookmark
    // A link to the page from elsewhere is no harm; nobody else may read or use anything.
    const std::string* mode = request.header("sec-fetch-mode");
    const bool link = mode != nullptr && *mode == "navigate" && request.method == "GET" &&
                      !request.path.starts_with("/v1/");
    if (*site != "same-origin" && !visited && !link) {
      return cross_site("a browser sent the request for a page of another site");
    }
  }
  if (const std::string* origin = request.header("origin");
      origin != nullptr && !is_origin_of(*origin, *host)) {
    return cross_site("the header field 'origin' is not the server's own");
  }
  const std::string* referer = request.header("referer");
  const bool simple = request.method != "GET" && request.method != "HEAD";
  if (simple && referer != nullptr && !is_origin_of(*referer, *host)) {
    return cross_site("the header field 'referer' names a page of another site");
  }
  return std::nullopt;
}

bool same_token(std::string_view given, std::string_view right) {
  // Every byte of what was given is looked at, whatever the first differences are.
  unsigned char differences = given.size() == right.size() ? 0 : 1;
  for (std::size_t i = 0; i < given.size() && !right.empty(); ++i) {
    const auto difference = static_cast<unsigned char>(given[i] ^ right[i % right.size()]);
    differences = static_cast<unsigned char>(differences | difference);
  }
  return differences == 0;
}

std::optional<Problem> wrong_token(const Request& request, const AccessRules& rules) {
  if (rules.token.empty()) {
    return std::nullopt;
  }
  constexpr std::string_view kScheme = "bearer ";
  const std::string* given = request.header("authorization");
  if (given != nullptr && lower_case(given->substr(0, kScheme.size())) == kScheme &&
      same_token(std::string_view(*given).substr(kScheme.size()), rules.token)) {
    return std::nullopt;
  }
  return Problem{401,
                 "token",
                 given == nullptr ? "the request has no token" : "the token is not the server's",
                 "send 'Authorization: Bearer TOKEN' with the token that the server was given"};
}

}  // namespace imprimatur::serve
