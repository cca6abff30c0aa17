#include "engine/glob.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

struct Row {
  const char* pattern;
  const char* path;
  bool folder;
  bool matches;
};

TEST_CASE("patterns match as in gitignore(5)") {
  const Row row = GENERATE(values<Row>({
      {"a.txt", "a.txt", false, true},
      {"a.txt", "x/y/a.txt", false, true},
      {"/a.txt", "a.txt", false, true},
      {"/a.txt", "x/a.txt", false, false},
      {"x/a.txt", "x/a.txt", false, true},
      {"x/a.txt", "y/x/a.txt", false, false},
      {"out/", "out", true, true},
      {"out/", "out", false, false},
      {"out/", "x/out", true, true},
      {"*.log", "x/y.log", false, true},
      {"*.log", "x.log.txt", false, false},
      {"a*b", "a/b", false, false},
      {"**/foo", "foo", false, true},
      {"**/foo", "a/b/foo", false, true},
      {"foo/**", "foo", true, false},
      {"foo/**", "foo/a/b", false, true},
      {"a/**/b", "a/b", false, true},
      {"a/**/b", "a/x/y/b", false, true},
      {"a/**/b", "a/x/y/c", false, false},
      {"a/**/b/**/c", "a/b/x/b/c", false, true},
      {"?.txt", "a.txt", false, true},
      {"?.txt", "ab.txt", false, false},
      {"[a-c].txt", "b.txt", false, true},
      {"[!a-c].txt", "b.txt", false, false},
      {"[^a-c].txt", "d.txt", false, true},
      {"[]x].txt", "].txt", false, true},
      {"[[:digit:]].txt", "7.txt", false, true},
      {"[a", "[a", false, true},
      {"\\#x", "#x", false, true},
      {"\\!x", "!x", false, true},
      {"a\\ ", "a ", false, true},
      {"a   ", "a", false, true},
      {"a\r", "a", false, true},
      {"*a*b*c*", "xxaxxbxxcxx", false, true},
  }));
  CAPTURE(row.pattern, row.path);
  const auto glob = Glob::parse(row.pattern);
  REQUIRE(glob);
  CHECK(glob->matches(row.path, row.folder) == row.matches);
}

TEST_CASE("blank lines and comments are no patterns") {
  CHECK_FALSE(Glob::parse(""));
  CHECK_FALSE(Glob::parse("   "));
  CHECK_FALSE(Glob::parse("# x"));
  CHECK_FALSE(Glob::parse("/"));
  CHECK_FALSE(Glob::parse("!"));
}

TEST_CASE("the last pattern that matches decides") {
  GlobList list;
  list.add_file("\xEF\xBB\xBF*.log\n!keep.log\n");
  CHECK(list.decide("a.log", false) == GlobList::Decision::ignore);
  CHECK(list.decide("keep.log", false) == GlobList::Decision::keep);
  CHECK(list.decide("a.txt", false) == GlobList::Decision::none);
}

TEST_CASE("a pattern made to explode does not") {
  std::string pattern;
  for (int i = 0; i < 40; ++i) {
    pattern += "a*";
  }
  CHECK_FALSE(segment_matches(pattern + "b", std::string(400, 'a')));
}

}  // namespace
}  // namespace imprimatur
