#include "engine/line_hash.h"

#include <catch2/catch.hpp>

#include <vector>

namespace imprimatur {
namespace {

std::vector<std::string> hashes(std::string_view text, std::size_t lines) {
  std::set<std::size_t> wanted;
  for (std::size_t line = 1; line <= lines; ++line) {
    wanted.insert(line);
  }
  std::vector<std::string> all;
  for (const auto& [line, hash] : line_hashes(text, wanted)) {
    all.push_back(hash);
  }
  return all;
}

// The values are those that GitHub's uploader gives.
TEST_CASE("lines hash as GitHub hashes them") {
  CHECK(hashes("", 1) == std::vector<std::string>{"c129715d7a2bc9a3:1"});
  CHECK(hashes(" a\nb\n  \t\tc\n d", 4) ==
        std::vector<std::string>{
            "271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"});
}

TEST_CASE("every kind of line end counts once") {
  const auto expected = hashes("one\ntwo\n\nthree\n", 5);
  CHECK(expected.size() == 5);
  CHECK(hashes("one\r\ntwo\r\n\r\nthree\r\n", 5) == expected);
  CHECK(hashes("one\rtwo\r\rthree\r", 5) == expected);
}

TEST_CASE("equal lines are counted, also those that nobody asks for") {
  std::string text;
  for (int i = 0; i < 10; ++i) {
    text += "Lorem ipsum dolor sit amet.\n";
  }
  CHECK(line_hashes(text, {4}).at(4) == "a7f2ff13bc495cf2:4");
  CHECK(line_hashes(text, {99}).empty());
}

}  // namespace
}  // namespace imprimatur
