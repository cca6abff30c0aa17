#include "match/pattern.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

constexpr auto kHolder = static_cast<std::size_t>(Group::holder);
constexpr auto kAgency = static_cast<std::size_t>(Group::agency);
constexpr auto kYears = static_cast<std::size_t>(Group::years);

struct Found {
  MatchStatus status;
  PatternMatch match;
};

Found find(const Pattern& pattern, std::string_view text, std::size_t from = 0) {
  PatternScratch scratch;
  Found found{MatchStatus::none, {}};
  found.status = pattern.find(text, {from}, scratch, found.match);
  return found;
}

std::string part(std::string_view text, Span span) {
  return std::string(text.substr(span.begin, span.size()));
}

TEST_CASE("groups are found by name") {
  const Pattern pattern("© (?<years>\\d{4}) (?<holder>[a-z ]+)");
  const std::string_view text = "and © 2024 freitech solutions.";
  const Found found = find(pattern, text);
  REQUIRE(found.status == MatchStatus::found);
  CHECK(part(text, found.match.span) == "© 2024 freitech solutions");
  CHECK(part(text, found.match.groups[kYears]) == "2024");
  CHECK(part(text, found.match.groups[kHolder]) == "freitech solutions");
  CHECK(found.match.groups[kAgency].empty());
}

TEST_CASE("a group of the alternative that did not match is empty") {
  const Pattern pattern("(?:source: (?<agency>\\w+)|\\((?<agency>\\w+)\\)|by (?<holder>\\w+))");
  CHECK(part("source: dpa", find(pattern, "source: dpa").match.groups[kAgency]) == "dpa");
  CHECK(part("x (dpa)", find(pattern, "x (dpa)").match.groups[kAgency]) == "dpa");
  const Found by = find(pattern, "by dpa");
  CHECK(by.match.groups[kAgency].empty());
  CHECK(part("by dpa", by.match.groups[kHolder]) == "dpa");
}

TEST_CASE("no group of an earlier match is left over") {
  const Pattern pattern("a(?<years>\\d)?");
  PatternScratch scratch;
  PatternMatch match;
  REQUIRE(pattern.find("a1 a", {0}, scratch, match) == MatchStatus::found);
  CHECK_FALSE(match.groups[kYears].empty());
  REQUIRE(pattern.find("a1 a", {2}, scratch, match) == MatchStatus::found);
  CHECK(match.groups[kYears].empty());
}

TEST_CASE("the search begins at the place given and looks behind it") {
  const Pattern pattern("\\bab");
  const Found second = find(pattern, "ab ab", 1);
  REQUIRE(second.status == MatchStatus::found);
  CHECK(second.match.span == Span{3, 5});
  CHECK(find(pattern, "xab", 1).status == MatchStatus::none);
  CHECK(find(pattern, "ab", 2).status == MatchStatus::none);
}

TEST_CASE("words and classes know all scripts, and the dot a line break") {
  CHECK(find(Pattern("\\bхак"), "все хак").status == MatchStatus::found);
  CHECK(find(Pattern("\\bхак"), "сехак").status == MatchStatus::none);
  CHECK(find(Pattern("a.b"), "a\nb").status == MatchStatus::found);
  CHECK(find(Pattern("^b$"), "a\nb\nc").status == MatchStatus::found);
  CHECK(find(Pattern("^.$"), "権").status == MatchStatus::found);
}

TEST_CASE("a catastrophic pattern gives up and says so") {
  const Pattern pattern("(?:a|aa)+$");
  CHECK(find(pattern, std::string(4000, 'a') + "b").status == MatchStatus::limit);
  CHECK(find(pattern, "aaa").status == MatchStatus::found);
}

TEST_CASE("a pattern that is used often finds what it found before") {
  const std::string many(30, 'a');
  const std::string most(4000, 'a');
  const Pattern used("(?:a|aa)+$|(?<years>\\d+) (?<holder>[b-z]+)");
  for (std::size_t i = 0; i < 100; ++i) {
    CHECK(find(used, "in 2024 the").status == MatchStatus::found);
  }
  for (const std::string& text : {std::string("x"),
                                  std::string("1999 xy 2024 z"),
                                  many,
                                  many + "b",
                                  many + "b 7 c",
                                  most,
                                  most + "b"}) {
    const Pattern fresh(std::string(used.regex()));
    const Found first = find(fresh, text);
    const Found later = find(used, text);
    CAPTURE(text.size());
    CHECK(first.status == later.status);
    CHECK(first.match.span == later.match.span);
    CHECK(first.match.groups == later.match.groups);
  }
}

TEST_CASE("a bad pattern is an error, and never no match") {
  const Pattern pattern("(?:a");
  const auto compiled = pattern.compile();
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().code == ErrorCode::rules);
  CHECK(compiled.error().message.find("offset 4") != std::string::npos);
  CHECK(find(pattern, "a").status == MatchStatus::limit);
  CHECK(Pattern("a").compile());
}

}  // namespace
}  // namespace imprimatur
