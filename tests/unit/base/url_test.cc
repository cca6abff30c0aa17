// Addresses as people and servers write them, and what a reference means on a page.
#include "base/url.h"

#include <catch2/catch.hpp>

#include <array>
#include <string>

namespace imprimatur {
namespace {

std::string parsed(std::string_view text) {
  const auto url = parse_url(text);
  return url ? url->text() : "error";
}

TEST_CASE("addresses are brought to one form") {
  CHECK(parsed("HTTPS://Example.ORG") == "https://example.org/");
  CHECK(parsed("http://example.org:80/a?b#c") == "http://example.org/a?b");
  CHECK(parsed("https://example.org:8443?q") == "https://example.org:8443/?q");
  CHECK(parsed("https://example.org/a/../b/./c") == "https://example.org/b/c");
  CHECK(parsed("https://example.org/../../x") == "https://example.org/x");
  CHECK(parsed("https://example.org/caf\xC3\xA9 x") == "https://example.org/caf%C3%A9%20x");
  CHECK(parsed("https://[2001:DB8::1]:443/x") == "https://[2001:db8::1]/x");
  CHECK(parsed(" https://example.org/a//b/ ") == "https://example.org/a//b/");
}

TEST_CASE("what is no address says why") {
  for (const char* text : {"ftp://example.org/",
                           "https://",
                           "https:///x",
                           "https://user:secret@example.org/",
                           "https://exa mple.org/",
                           "https://example.org:port/",
                           "https://example.org:123456/",
                           "https://ex\xC3\xA4mple.org/",
                           "https://a..b/",
                           "example.org"}) {
    INFO(text);
    CHECK(parsed(text) == "error");
  }
  CHECK(parse_url("https://user:secret@example.org/").error().message.find("secret") ==
        std::string::npos);
}

TEST_CASE("references are resolved") {
  const Url base = *parse_url("https://example.org/news/today/a.html?x=1");
  constexpr std::array<std::array<const char*, 2>, 10> kCases = {{
      {"b.html", "https://example.org/news/today/b.html"},
      {"../b.html", "https://example.org/news/b.html"},
      {"/c", "https://example.org/c"},
      {"//other.example/c", "https://other.example/c"},
      {"http://other.example", "http://other.example/"},
      {"?y=2", "https://example.org/news/today/a.html?y=2"},
      {"", "https://example.org/news/today/a.html?x=1"},
      {"#part", "https://example.org/news/today/a.html?x=1"},
      {"./", "https://example.org/news/today/"},
      {"a:b/c", "error"},
  }};
  for (const auto& [reference, expected] : kCases) {
    INFO(reference);
    const auto url = resolve_url(base, reference);
    CHECK((url ? url->text() : "error") == std::string(expected));
  }
  CHECK_FALSE(resolve_url(base, "file:///etc/passwd"));
}

}  // namespace
}  // namespace imprimatur
