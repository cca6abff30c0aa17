#include "rules/marks.h"

#include "rules/regex.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

Marks of(std::string_view pattern) {
  const auto root = parse_regex(pattern);
  REQUIRE(root);
  return required_marks(*root);
}

TEST_CASE("signs that stand in each match", "[marks]") {
  CHECK(of("paris \\(afp\\)") == marks_in("("));
  CHECK(of("[a-z]{2,9} ?[(/]afp") == marks_in("(/"));
  CHECK(of("(?:\\(afp|/ap|=upi)") == marks_in("(/="));
  CHECK(of("(?:by, |: )\\[ap") == marks_in("["));
  CHECK(of("(?:\\(ap\\)){1,2}") == marks_in("("));
}

TEST_CASE("signs that a match need not have", "[marks]") {
  CHECK(of("paris \\(?afp").empty());
  CHECK(of("(?:\\(afp|reuters)").empty());
  CHECK(of("paris (?=\\()afp").empty());
  CHECK(of("[^(]afp").empty());
  CHECK(of("[(a]fp").empty());
  CHECK(of("[(\u2013]fp").empty());
  CHECK(of("\u00A9 2026").empty());
  CHECK(of("in 2026 ").empty());
}

TEST_CASE("signs of a text", "[marks]") {
  const Marks marks = marks_in("a(\u00A9");
  CHECK(marks.meet(marks_in("(")));
  CHECK_FALSE(marks.meet(marks_in("/)")));
  CHECK(signs_of(marks_in("/((")) == std::vector<std::string>{"(", "/"});
  CHECK(marks_in("").empty());
}

}  // namespace
}  // namespace imprimatur
