// Which addresses are not asked: the special ranges and the ways to write them.
#include "net/address.h"

#include "net/curl_client.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

TEST_CASE("addresses of this machine and of local networks are not public") {
  for (const char* host : {"127.0.0.1",
                           "127.1",
                           "2130706433",
                           "0x7f.1",
                           "0177.0.0.1",
                           "0",
                           "10.1.2.3",
                           "100.64.0.1",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.168.1.1",
                           "198.19.0.1",
                           "224.0.0.1",
                           "255.255.255.255",
                           "localhost",
                           "a.localhost",
                           "localhost.",
                           "[::1]",
                           "[::]",
                           "[fe80::1]",
                           "[fc00::1]",
                           "[fd12:3456::1]",
                           "[ff02::1]",
                           "[::ffff:10.0.0.1]",
                           "[::ffff:7f00:1]",
                           "[64:ff9b::a00:1]",
                           "[2002:7f00:1::]",
                           "[2001:db8::1]",
                           "[2001::1]",
                           "[::127.0.0.1]",
                           "[garbage]"}) {
    INFO(host);
    CHECK_FALSE(why_not_public(std::string_view(host)).empty());
  }
}

TEST_CASE("public addresses and names are") {
  for (const char* host : {"8.8.8.8",
                           "172.32.0.1",
                           "100.128.0.1",
                           "example.org",
                           "10.example.org",
                           "[2606:4700::1111]",
                           "[::ffff:8.8.8.8]",
                           "[64:ff9b::808:808]"}) {
    INFO(host);
    CHECK(why_not_public(std::string_view(host)).empty());
  }
}

TEST_CASE("a proxy is taken for its scheme, but for the names that are excepted") {
  const ProxySettings settings{"http://p:1", "http://p:2", "example.org, .local.test,10.0.0.1"};
  CHECK(proxy_for(settings, *parse_url("http://a.test/")) == "http://p:1");
  CHECK(proxy_for(settings, *parse_url("https://a.test/")) == "http://p:2");
  CHECK(proxy_for(settings, *parse_url("https://example.org/")).empty());
  CHECK(proxy_for(settings, *parse_url("https://www.example.org/")).empty());
  CHECK(proxy_for(settings, *parse_url("https://notexample.org/")) == "http://p:2");
  CHECK(proxy_for(settings, *parse_url("https://x.local.test/")).empty());
  CHECK(proxy_for(settings, *parse_url("https://10.0.0.1/")).empty());
  CHECK(proxy_for({"p", "p", "*"}, *parse_url("https://a.test/")).empty());
}

TEST_CASE("an address of this machine is refused before anything is sent") {
  HttpClientOptions options;
  options.user_agent = "test";
  const auto client = make_http_client(options);
  const auto answer = client->get({*parse_url("http://127.0.0.1:9/"), {}});
  REQUIRE_FALSE(answer);
  CHECK(answer.error().error.message.find("loopback") != std::string::npos);
  CHECK_FALSE(answer.error().transient);
}

}  // namespace
}  // namespace imprimatur
