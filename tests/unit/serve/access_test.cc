// Who may ask.
#include "serve/access.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur::serve {
namespace {

Request request(const std::string& method, std::vector<Header> headers) {
  Request made;
  made.method = method;
  made.path = "/v1/check";
  made.headers = std::move(headers);
  return made;
}

int status_of(const Request& asked, const AccessRules& rules = {}) {
  const auto problem = wrong_origin(asked, rules);
  return problem ? problem->status : 200;
}

TEST_CASE("the server's own names and addresses") {
  for (const char* good :
       {"localhost", "LOCALHOST:8765", "127.0.0.1", "127.9.9.9:1", "[::1]:8765"}) {
    INFO(good);
    CHECK(status_of(request("GET", {{"host", good}})) == 200);
  }
  for (const char* bad : {"",
                          "evil.example",
                          "localhost.evil.example",
                          "192.168.0.1:8765",
                          "127.0.0.1.evil.example",
                          "[::2]",
                          "[::1",
                          "0.0.0.0",
                          "2130706433",
                          "127.1"}) {
    INFO(bad);
    CHECK(status_of(request("GET", {{"host", bad}})) == 421);
  }
  AccessRules open;
  open.loopback = false;
  open.hosts = {"desk.example"};
  CHECK(status_of(request("GET", {{"host", "192.168.0.1:8765"}}), open) == 200);
  CHECK(status_of(request("GET", {{"host", "Desk.Example:443"}}), open) == 200);
  CHECK(status_of(request("GET", {{"host", "evil.example"}}), open) == 421);
}

TEST_CASE("pages of other sites") {
  const auto with = [](const std::string& method, std::vector<Header> more) {
    more.insert(more.begin(), {"host", "localhost:8765"});
    return status_of(request(method, std::move(more)));
  };
  CHECK(with("POST", {{"origin", "http://localhost:8765"}}) == 200);
  CHECK(with("POST", {{"origin", "http://localhost:8766"}}) == 403);
  CHECK(with("POST", {{"origin", "http://localhost"}}) == 403);
  CHECK(with("POST", {{"origin", "null"}}) == 403);
  CHECK(with("POST", {{"origin", "http://evil.example"}}) == 403);
  CHECK(with("GET", {{"origin", "file://localhost:8765"}}) == 403);
  CHECK(with("POST", {{"sec-fetch-site", "same-origin"}}) == 200);
  CHECK(with("POST", {{"sec-fetch-site", "none"}}) == 403);
  CHECK(with("GET", {{"sec-fetch-site", "none"}}) == 200);
  CHECK(with("GET", {{"sec-fetch-site", "same-site"}}) == 403);
  CHECK(with("GET", {{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "navigate"}}) == 403);
  CHECK(with("POST", {{"referer", "http://evil.example/localhost:8765"}}) == 403);
  CHECK(with("POST", {{"referer", "http://localhost:8765/"}}) == 200);
  Request link = request(
      "GET",
      {{"host", "localhost"}, {"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "navigate"}});
  link.path = "/";
  CHECK(status_of(link) == 200);
}

TEST_CASE("tokens") {
  AccessRules rules;
  rules.token = "0123456789abcdef";
  const auto is_wrong = [&](std::vector<Header> headers) {
    return wrong_token(request("GET", std::move(headers)), rules).has_value();
  };
  CHECK(is_wrong({}));
  CHECK(is_wrong({{"authorization", "0123456789abcdef"}}));
  CHECK(is_wrong({{"authorization", "Bearer 0123456789abcdeF"}}));
  CHECK(is_wrong({{"authorization", "Bearer 0123456789abcdef0123456789abcdef"}}));
  CHECK(is_wrong({{"authorization", "Bearer "}}));
  CHECK(is_wrong({{"authorization", "Basic 0123456789abcdef"}}));
  CHECK_FALSE(is_wrong({{"authorization", "bearer 0123456789abcdef"}}));
  CHECK_FALSE(same_token("", "x"));
  CHECK(same_token("x", "x"));
}

}  // namespace
}  // namespace imprimatur::serve
