#include "cli/patch.h"

#include "cli/git.h"

#include <catch2/catch.hpp>

namespace imprimatur::cli {
namespace {

std::vector<PatchedFile> patched(std::string_view patch) {
  auto files = parse_patch(patch);
  REQUIRE(files);
  return std::move(*files);
}

TEST_CASE("lines of a patch stand where they stand in the new file") {
  const auto files = patched(
      "diff --git a/x.txt b/x.txt\n"
      "--- a/x.txt\n"
      "+++ b/x.txt\n"
      "@@ -3,3 +3,3 @@ heading\n"
      " three\n"
      "-four\n"
      "+FOUR\n"
      " five\n"
      "@@ -9 +9,2 @@\n"
      " nine\n"
      "+ten\n"
      "\\ No newline at end of file\n");
  REQUIRE(files.size() == 1);
  CHECK(files[0].path == "x.txt");
  CHECK(files[0].text == "\n\nthree\nFOUR\nfive\n\n\n\nnine\nten\n");
  REQUIRE(files[0].added.size() == 2);
  CHECK(files[0].added[0].first == 4);
  CHECK(files[0].added[0].last == 4);
  CHECK(files[0].added[1].first == 10);
}

TEST_CASE("deleted and renamed files are left out, new ones are whole") {
  const auto files = patched(
      "diff --git a/gone b/gone\n--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
      "diff --git a/old b/new\nsimilarity index 100%\nrename from old\nrename to new\n"
      "diff --git a/made b/made\n--- /dev/null\n+++ b/made\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  REQUIRE(files.size() == 1);
  CHECK(files[0].path == "made");
  CHECK(files[0].text == "a\nb\n");
  CHECK(files[0].added[0].last == 2);
}

TEST_CASE("names in quotes, of other tools, with dates") {
  const auto name = [](const std::string& line) {
    return patched("--- a\n+++ " + line + "\n@@ -0,0 +1 @@\n+x\n").at(0).path;
  };
  CHECK(name("\"b/a\\n\\303\\244\\\"\\377.txt\"") == "a\n\xC3\xA4\"\xFF.txt");
  CHECK(name("news/a.txt\t2026-01-31 10:00") == "news/a.txt");
  CHECK(name("w/a b.txt") == "a b.txt");
}

TEST_CASE("what looks like a header inside a hunk is text") {
  const auto files = patched("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- old\n+++ new\n @@ -1 +1 @@\n");
  REQUIRE(files.size() == 1);
  CHECK(files[0].text == "++ new\n@@ -1 +1 @@\n");
}

TEST_CASE("a damaged patch is an error with its line") {
  for (const std::string_view patch : {"words\n",
                                       "--- a\n+++ b\n@@ -1,2 +1,2 @@\n x\n",
                                       "--- a\n+++ b\n@@ -1 +1 @@\nx\n",
                                       "--- a\n+++ b\n@@ -1 +1\n x\n",
                                       "--- a\n+++ b\n@@ -1 +99999999999999999999 @@\n x\n",
                                       "--- a\n+++ b\n@@ -1 +999999999 @@\n x\n",
                                       "diff --cc a\n--- a/a\n+++ b/a\n@@@ -1 -1 +1 @@@\n"}) {
    CAPTURE(patch);
    const auto files = parse_patch(patch);
    REQUIRE_FALSE(files);
    CHECK(files.error().code == ErrorCode::usage);
    CHECK(files.error().message.find("(line ") != std::string::npos);
  }
  CHECK(parse_patch("").value().empty());
}

TEST_CASE("git's raw list of changes") {
  using namespace std::string_literals;
  const std::string raw =
      ":100644 100644 aaaa bbbb M\0a\nb\0"
      ":000000 100644 0000 cccc A\0new\0"
      ":100644 100644 aaaa 0000 M\0in files\0"
      ":100644 100644 dddd eeee R090\0from\0to\0"
      ":100644 120000 aaaa ffff T\0link\0"
      ":160000 160000 aaaa ffff M\0module\0"
      ":000000 000000 0000 0000 U\0conflict\0"s;
  const auto changes = parse_raw_diff(raw);
  REQUIRE(changes);
  REQUIRE(changes->size() == 5);
  CHECK(changes->at(0).path == "a\nb");
  CHECK(changes->at(0).old_id == "aaaa");
  CHECK(changes->at(1).old_id.empty());
  CHECK(changes->at(2).id.empty());
  CHECK(changes->at(3).old_path == "from");
  CHECK(changes->at(3).path == "to");
  CHECK(changes->at(4).unmerged);
  CHECK_FALSE(parse_raw_diff("nonsense\0x\0"s));
  CHECK_FALSE(parse_raw_diff(":100644 100644 a b M\0"s));
}

}  // namespace
}  // namespace imprimatur::cli
