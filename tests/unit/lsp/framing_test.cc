// Messages on the wire.
#include "lsp/framing.h"

#include "lsp/uri.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur::lsp {
namespace {

TEST_CASE("messages come in any pieces") {
  const std::string wire =
      framed("{\"a\":1}") + "content-length:  2 \r\nX: y\r\n\r\n[]" + framed("");
  for (std::size_t size = 1; size <= wire.size(); ++size) {
    MessageReader reader;
    std::vector<std::string> bodies;
    for (std::size_t at = 0; at < wire.size(); at += size) {
      reader.add(std::string_view(wire).substr(at, size));
      for (;;) {
        const auto body = reader.next();
        REQUIRE(body);
        if (!*body) {
          break;
        }
        bodies.push_back(**body);
      }
    }
    CHECK(bodies == std::vector<std::string>{"{\"a\":1}", "[]", ""});
  }
}

TEST_CASE("a stream that cannot be read says so") {
  for (const char* bad : {"Content-Length: x\r\n\r\n",
                          "Content-Length: \r\n\r\n",
                          "Content-Length: -1\r\n\r\n",
                          "Content-Length: 18446744073709551616\r\n\r\n",
                          "Content-Length: 999999999999\r\n\r\n",
                          "Length: 2\r\n\r\n{}",
                          "\r\n\r\n"}) {
    MessageReader reader;
    reader.add(bad);
    CHECK_FALSE(reader.next());
  }
  MessageReader reader;
  reader.add(std::string(MessageReader::kMostHeader, 'x'));
  CHECK_FALSE(reader.next());
}

TEST_CASE("addresses of files are paths") {
  CHECK(path_of_uri("file:///a%20b/%C3%A9.md") == "/a b/\xC3\xA9.md");
  CHECK(path_of_uri("file://host/a.md") == "/a.md");
  CHECK(path_of_uri("file:///c%3A/x.md") == "/c:/x.md");
  CHECK(path_of_uri("untitled:Untitled-1") == "Untitled-1");
  CHECK(path_of_uri("file:///odd%2") == "/odd%2");
  CHECK(uri_of_path("/a b/\xC3\xA9%.md") == "file:///a%20b/%C3%A9%25.md");
  CHECK(path_of_uri(uri_of_path("/a b#c?d.md")) == "/a b#c?d.md");
}

}  // namespace
}  // namespace imprimatur::lsp
