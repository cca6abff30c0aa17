#include "match/grams.h"

#include "match/gate_index.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <string_view>
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

std::vector<std::uint32_t> found_in(std::string_view text, const GateIndex& index) {
  std::vector<std::uint32_t> found;
  index.find(TextGrams(text), [&](std::uint32_t pattern) { found.push_back(pattern); });
  return found;
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

TEST_CASE("an index gives the patterns of which a phrase may stand there", "[grams]") {
  const Gates reserved = make_gates({{"reserved", "vorbehalten"}});
  const Gates longer = make_gates({{"the harbour post"}, {"may not", "must not", "never"}});
  const Gates any = make_gates({});
  const GateIndex index({{7, &reserved}, {8, &longer}, {9, &any}});
  using Found = std::vector<std::uint32_t>;
  CHECK(found_in("all rights reserved", index) == Found{9, 7});
  CHECK(found_in("alle rechte vorbehalten", index) == Found{9, 7});
  // More than the rarest piece of a phrase has to stand there.
  CHECK(found_in("he serves the bread", index) == Found{9});
  CHECK(found_in("the harbour post", index) == Found{9, 8});
  CHECK(found_in("the harbour is deep", index) == Found{9});
  CHECK(found_in("", index) == Found{9});
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
