#include "match/grams.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

bool may_hold(std::string_view text,
              const std::vector<std::vector<std::string>>& gates,
              Span range) {
  Grams grams;
  grams.assign(text);
  return grams.may_hold(make_gates(gates), range);
}

bool may_hold(std::string_view text, const std::vector<std::vector<std::string>>& gates) {
  return may_hold(text, gates, {0, text.size()});
}

}  // namespace

TEST_CASE("one phrase of each set has to stand there", "[grams]") {
  const std::string_view text = "this story may not be republished without permission";
  CHECK(may_hold(text, {}));
  CHECK(may_hold(text, {{"may not"}}));
  CHECK(may_hold(text, {{"must not", "may not"}, {"republish"}}));
  CHECK_FALSE(may_hold(text, {{"must not"}}));
  CHECK_FALSE(may_hold(text, {{"may not"}, {"broadcast", "rewritten"}}));
  CHECK_FALSE(may_hold("", {{"may not"}}));
}

TEST_CASE("a blank of a phrase may be a line break", "[grams]") {
  CHECK(may_hold("this may\nnot be sold", {{"may not"}}));
}

TEST_CASE("phrases stand anywhere, also across stretches", "[grams]") {
  const std::string phrase = "without permission";
  for (std::size_t at = 0; at < 1200; at += 7) {
    const std::string text = std::string(at, '.') + phrase + std::string(700, '.');
    CAPTURE(at);
    CHECK(may_hold(text, {{phrase}}));
    CHECK(may_hold(text, {{phrase}}, {at, at + phrase.size()}));
  }
}

TEST_CASE("a set of single signs is kept apart", "[grams]") {
  const Gates gates = make_gates({{"may not"}, {"(", "/"}});
  CHECK(gates.marks == marks_in("/("));
  CHECK(make_gates({{"may not"}}).marks.empty());
  CHECK(may_hold("this may not be sold", {{"may not"}, {"(", "/"}}));
  CHECK_FALSE(may_hold("this must not be sold", {{"(", "/"}, {"may not"}}));
}

TEST_CASE("what stands far from the range does not count", "[grams]") {
  const std::string text = "without permission" + std::string(4000, '.');
  CHECK_FALSE(may_hold(text, {{"without permission"}}, {3000, 3900}));
}

}  // namespace imprimatur
