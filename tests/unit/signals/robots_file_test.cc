// robots.txt by RFC 9309: groups, the most specific rule, and what does not disturb them.
#include "signals/robots_file.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

bool may(std::string_view file, std::string_view target, std::string_view agent = "FooBot") {
  return may_visit(parse_robots(file), agent, target);
}

TEST_CASE("no file, no rule and an empty rule allow all") {
  CHECK(may("", "/x"));
  CHECK(may("user-agent: FooBot\n", "/x"));
  CHECK(may("user-agent: FooBot\ndisallow:\n", "/x"));
  CHECK(may("disallow: /\n", "/x"));
  CHECK(may("user-agent: other\ndisallow: /\n", "/x"));
  CHECK_FALSE(may("user-agent: *\ndisallow: /\n", "/x"));
  CHECK(may("user-agent: *\ndisallow: /\n", "/robots.txt"));
}

TEST_CASE("a robot's own groups are merged and replace those of all") {
  constexpr auto kFile =
      "user-agent: FooBot\ndisallow: /a\n"
      "user-agent: *\ndisallow: /\n"
      "user-agent: BarBot\nuser-agent: foobot/1.2\ndisallow: /b\n";
  CHECK_FALSE(may(kFile, "/a"));
  CHECK_FALSE(may(kFile, "/b"));
  CHECK(may(kFile, "/c"));
  CHECK(may(kFile, "/a", "barbot"));
  CHECK_FALSE(may(kFile, "/c", "BazBot"));
  CHECK_FALSE(may(kFile, "/c", "Foo"));
}

TEST_CASE("lines of other kinds do not end or alter a group") {
  CHECK_FALSE(
      may("User-agent: FooBot\nLicense: https://x/l\nContent-Usage: train-ai=n\n"
          "User-agent: BarBot\nSitemap: https://x/s\n\nDisallow: /\n",
          "/x"));
  CHECK_FALSE(may("user-agent: FooBot\nnonsense\ncrawl-delay: 4\ndisallow: /x\n", "/x"));
}

TEST_CASE("the most specific rule wins, of two the same the one that allows") {
  CHECK(may("user-agent: *\ndisallow: /x\nallow: /x/page\n", "/x/page.html"));
  CHECK_FALSE(may("user-agent: *\nallow: /x\ndisallow: /x/page\n", "/x/page.html"));
  CHECK(may("user-agent: *\ndisallow: /x\nallow: /x\n", "/x"));
  CHECK_FALSE(may("user-agent: *\nallow: /\ndisallow: /*.php$\n", "/a.php"));
  CHECK(may("user-agent: *\nallow: /\ndisallow: /*.php$\n", "/a.php?x"));
  CHECK(may("user-agent: *\ndisallow: /\nallow: /$\n", "/"));
  CHECK_FALSE(may("user-agent: *\ndisallow: /\nallow: /$\n", "/x"));
}

TEST_CASE("wildcards and encodings") {
  CHECK(match_path("/fish", "/fish.html") > 0);
  CHECK(match_path("/fish/", "/fish") < 0);
  CHECK(match_path("/Fish", "/fish") < 0);
  CHECK(match_path("/*.gif$", "/a/b.gif") > 0);
  CHECK(match_path("/a*b*c", "/a1b2c3") > 0);
  CHECK(match_path("/a*b*c$", "/abcbc") > 0);
  CHECK(match_path("*", "/x") > 0);
  CHECK(match_path("", "/x") < 0);
  CHECK(match_path("/a%3cd", "/a%3Cd") > 0);
  CHECK(match_path("/%7Ejoe", "/~joe") > 0);
  CHECK(match_path("/caf\xC3\xA9", "/caf%c3%a9/x") > 0);
  CHECK(match_path("/a%2fb", "/a/b") < 0);
}

TEST_CASE("ends of lines, marks, comments and misspellings") {
  CHECK_FALSE(may("\xEF\xBB\xBFUser-Agent: *\rDisallow: /a\r", "/a"));
  CHECK_FALSE(may("USER-AGENT : *  # all\r\nDISALLOW:/a # not here\r\n", "/a"));
  CHECK_FALSE(may("useragent: *\nDisalow: /a\n", "/a"));
  CHECK_FALSE(may("user-agent *\ndisallow /a\n", "/a"));
  const RobotsFile file = parse_robots("a\r\nuser-agent: *\r\n\r\ndisallow: /x\r\n");
  REQUIRE(file.groups.size() == 1);
  CHECK(file.groups[0].lines[0].number == 4);
}

TEST_CASE("what is longer than 500 KiB is cut, and hostile patterns end") {
  std::string big = "user-agent: *\n";
  while (big.size() < kMaxRobotsBytes) {
    big += "disallow: /filler\n";
  }
  const RobotsFile file = parse_robots(big + "disallow: /late\n");
  CHECK(file.cut);
  CHECK(may_visit(file, "x", "/late"));
  std::string stars = "/";
  for (int i = 0; i < 500; ++i) {
    stars += "*a";
  }
  CHECK(match_path(stars + "b", "/" + std::string(4000, 'a')) < 0);
}

}  // namespace
}  // namespace imprimatur
