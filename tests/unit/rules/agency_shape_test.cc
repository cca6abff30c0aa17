#include "rules/agency_shape.h"

#include <catch2/catch.hpp>

#include <string>

using namespace imprimatur;

TEST_CASE("names announce a rule only where they stand beside a sign", "[agency_shape]") {
  const auto stands = [](const std::string& pattern) {
    const auto tree = parse_regex(pattern);
    REQUIRE(tree);
    return agency_stands_in_shape(*tree);
  };
  const std::string agency = "(?<agency>[a-z]{2,9})";
  CHECK(stands("\\(" + agency + "\\) -"));
  CHECK(stands("[(\\[] ?" + agency + "(?: via [a-z]{1,9})?"));
  CHECK(stands("[a-z]{2,9}/(?! )(?![^)]{0,9}x)" + agency + "\\b"));
  CHECK(stands("(?:by )?" + agency + " ?/"));
  CHECK(stands("\\((?:" + agency + "|x/ ?" + agency + ") -"));
  CHECK(stands("(?:\\[|\\[(?:red|fin) ?/ ?)" + agency));
  CHECK_FALSE(stands("with " + agency));
  CHECK_FALSE(stands("source ?[:=] ?" + agency));
  CHECK_FALSE(stands("with (?<agency>reuters|afp|dpa|efe|ansa)"));
  CHECK_FALSE(stands("[([](?:red, )?" + agency + " 20"));
  CHECK_FALSE(stands("\\((?:" + agency + "|from " + agency + ") -"));
  CHECK_FALSE(stands("\\(" + agency + "|by " + agency));
  CHECK_FALSE(stands("\\((?:" + agency + ")?"));
  CHECK_FALSE(stands("[^a-z]" + agency));
  CHECK_FALSE(stands("\\(reuters\\)"));
}
