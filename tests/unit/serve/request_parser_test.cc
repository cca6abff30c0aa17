// Requests on the wire.
#include "serve/request_parser.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur::serve {
namespace {

using State = RequestParser::State;

constexpr std::size_t kLimit = 100;

// Feeds pieces of this size until the request is whole or cannot be; what was left over.
std::size_t feed(RequestParser& parser, std::string_view wire, std::size_t size) {
  std::size_t at = 0;
  while (at < wire.size()) {
    const std::string_view piece = wire.substr(at, size);
    std::size_t used = 0;
    while (used < piece.size()) {
      used += parser.feed(piece.substr(used));
      if (parser.state() == State::head_done) {
        parser.read_body(kLimit);
      }
      if (parser.state() == State::complete || parser.state() == State::failed) {
        return wire.size() - at - used;
      }
    }
    at += piece.size();
  }
  return 0;
}

int status_of(const std::string& wire) {
  RequestParser parser;
  (void)feed(parser, wire, wire.size());
  return parser.state() == State::failed ? parser.problem().status : 0;
}

TEST_CASE("a request comes in any pieces") {
  const std::string wire =
      "POST /v1/check?use=tdm HTTP/1.1\r\nHost: localhost:1\r\nContent-Length: 5\r\n\r\nhelloGET";
  for (std::size_t size = 1; size <= wire.size(); ++size) {
    RequestParser parser;
    CHECK(parser.idle());
    CHECK(feed(parser, wire, size) == 3);
    REQUIRE(parser.state() == State::complete);
    CHECK(parser.request().method == "POST");
    CHECK(parser.request().path == "/v1/check");
    CHECK(parser.request().parameter("use") == "tdm");
    CHECK(*parser.request().header("host") == "localhost:1");
    CHECK(parser.request().body == "hello");
    CHECK(parser.request().keep_alive);
    parser.next();
    CHECK(parser.idle());
  }
}

TEST_CASE("a body comes in chunks") {
  const std::string wire =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "3\r\nabc\r\n0004;x=y\r\ndefg\r\n0\r\nTrailer: x\r\n\r\n";
  for (std::size_t size = 1; size <= wire.size(); ++size) {
    RequestParser parser;
    CHECK(feed(parser, wire, size) == 0);
    REQUIRE(parser.state() == State::complete);
    CHECK(parser.request().body == "abcdefg");
  }
}

TEST_CASE("what ends a connection, and what keeps it") {
  const auto keeps = [](const std::string& head) {
    RequestParser parser;
    (void)feed(parser, head + "\r\n\r\n", 7);
    REQUIRE(parser.state() == State::complete);
    return parser.request().keep_alive;
  };
  CHECK(keeps("GET / HTTP/1.1\r\nHost: a"));
  CHECK_FALSE(keeps("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close"));
  CHECK_FALSE(keeps("GET / HTTP/1.0"));
  CHECK(keeps("GET / HTTP/1.0\r\nConnection: keep-alive"));
}

TEST_CASE("one empty line may come before a request") {
  CHECK(status_of("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n") == 0);
  CHECK(status_of("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
}

TEST_CASE("a proxy's form of the address names the host") {
  RequestParser parser;
  (void)feed(parser, "GET http://a:1/x?y HTTP/1.1\r\nHost: b\r\n\r\n", 100);
  REQUIRE(parser.state() == State::complete);
  CHECK(parser.request().path == "/x");
  CHECK(*parser.request().header("host") == "a:1");
}

TEST_CASE("paths are decoded") {
  RequestParser parser;
  (void)feed(parser, "GET /v1/rules/%C3%A9%2e?q=a+b%2B&q=c HTTP/1.1\r\nHost: b\r\n\r\n", 100);
  REQUIRE(parser.state() == State::complete);
  CHECK(parser.request().path == "/v1/rules/\xC3\xA9.");
  CHECK(parser.request().parameter("q") == "a b+");
  CHECK_FALSE(parser.request().parameter("r"));
}

TEST_CASE("requests that are none") {
  const std::string host = " HTTP/1.1\r\nHost: a\r\n";
  for (const std::string& bad : {
           std::string("GET /\r\n\r\n"),
           std::string("GET  / HTTP/1.1\r\n\r\n"),
           std::string("G\x01T / HTTP/1.1\r\n\r\n"),
           std::string("\x16\x03\x01\x02\n"),
           "GET /" + host.substr(0, 9) + "\nHost: a\n\n",
           std::string("GET / HTTP/1.1\r\n\r\n"),
           "GET x" + host + "\r\n",
           "GET /a b" + host + "\r\n",
           "GET /%zz" + host + "\r\n",
           "GET /%00" + host + "\r\n",
           "GET /%0a" + host + "\r\n",
           "GET /#a" + host + "\r\n",
           "GET /\xC3\xA9" + host + "\r\n",
           "GET /" + host + "Host: b\r\n\r\n",
           std::string("GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
           "GET /" + host + " folded: x\r\n\r\n",
           "GET /" + host + "A : x\r\n\r\n",
           "GET /" + host + "A: x\x01\r\n\r\n",
           "GET /" + host + "no colon\r\n\r\n",
           "POST /" + host + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx",
           "POST /" + host + "Content-Length: -1\r\n\r\n",
           "POST /" + host + "Content-Length: +1\r\n\r\n",
           "POST /" + host + "Content-Length: 1, 1\r\n\r\n",
           "POST /" + host + "Content-Length: 0x1\r\n\r\n",
           "POST /" + host + "Content-Length:\r\n\r\n",
           "POST /" + host + "Content-Length: 99999999999999999999999\r\n\r\n",
           "POST /" + host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
           std::string("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
           "POST /" + host + "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
           "POST /" + host + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
           "POST /" + host + "Transfer-Encoding: chunked\r\n\r\n123456789\r\n",
           "POST /" + host + "Transfer-Encoding: chunked\r\n\r\n\r\n",
       }) {
    INFO(bad);
    CHECK(status_of(bad) == 400);
  }
}

TEST_CASE("requests that are too much") {
  const std::string host = " HTTP/1.1\r\nHost: a\r\n";
  CHECK(status_of("GET /" + std::string(5'000, 'a') + host + "\r\n") == 414);
  CHECK(status_of("GET /" + std::string(50'000, 'a')) == 414);
  CHECK(status_of("GET /" + host + "A: " + std::string(50'000, 'a')) == 431);
  std::string many = "GET /" + host;
  for (int i = 0; i < 100; ++i) {
    many += "a: b\r\n";
  }
  CHECK(status_of(many + "\r\n") == 431);
  CHECK(status_of("POST /" + host + "Content-Length: 101\r\n\r\n") == 413);
  CHECK(status_of("POST /" + host + "Transfer-Encoding: chunked\r\n\r\n65\r\n") == 413);
  const std::string chunk = "40\r\n" + std::string(64, 'x') + "\r\n";
  CHECK(status_of("POST /" + host + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk) == 413);
  CHECK(status_of("POST /" + host + "Transfer-Encoding: chunked\r\n\r\n1;" +
                  std::string(20'000, 'x')) == 431);
  CHECK(status_of("GET / HTTP/2.0\r\n\r\n") == 505);
  CHECK(status_of("POST /" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n") == 501);
  CHECK(status_of("POST /" + host + "Content-Length: 1\r\nExpect: miracles\r\n\r\n") == 417);
}

TEST_CASE("a client that waits for leave is known") {
  RequestParser parser;
  const std::string head =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-Continue\r\n\r\n";
  CHECK(parser.feed(head) == head.size());
  REQUIRE(parser.state() == State::head_done);
  CHECK(parser.expects_continue());
}

}  // namespace
}  // namespace imprimatur::serve
