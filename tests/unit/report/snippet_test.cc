#include "report/snippet.h"

#include <catch2/catch.hpp>

namespace imprimatur {
namespace {

Finding finding_at(std::size_t line,
                   std::size_t column,
                   std::size_t end_line,
                   std::size_t end_column) {
  Finding finding;
  finding.start.line = line;
  finding.start.column = column;
  finding.end.line = end_line;
  finding.end.column = end_column;
  return finding;
}

std::string render(const std::vector<DocumentResult::Line>& lines,
                   const Finding& finding,
                   std::size_t width = 100) {
  DocumentResult result;
  result.lines = lines;
  return render_snippet(result, finding, Styler(false), {width, false});
}

TEST_CASE("the evidence is underlined") {
  CHECK(render({{31, "a (c) X b", 0}}, finding_at(31, 3, 31, 8)) ==
        "      |\n"
        "   31 | a (c) X b\n"
        "      |   ^^^^^\n");
}

TEST_CASE("wide and combining characters line up") {
  // Two Han characters (four columns), then e with a combining acute, then the evidence.
  CHECK(render({{1,
                 "\xE6\x96\xB0\xE9\x97\xBB"
                 "e\xCC\x81 AA",
                 0}},
               finding_at(1, 6, 1, 8)) ==
        "     |\n"
        "   1 | \xE6\x96\xB0\xE9\x97\xBB"
        "e\xCC\x81 AA\n"
        "     |       ^^\n");
}

TEST_CASE("tabs are expanded") {
  CHECK(render({{1, "\tAA", 0}}, finding_at(1, 2, 1, 4)) ==
        "     |\n"
        "   1 |     AA\n"
        "     |     ^^\n");
}

TEST_CASE("long lines are cut around the evidence") {
  const std::string text = std::string(300, 'x') + "EVIDENCE" + std::string(300, 'y');
  const std::string shown = render({{1, text, 0}}, finding_at(1, 301, 1, 309), 60);
  CHECK(shown.find("EVIDENCE") != std::string::npos);
  CHECK(shown.find("\xE2\x80\xA6x") != std::string::npos);
  CHECK(shown.find("y\xE2\x80\xA6") != std::string::npos);
  CHECK(shown.find("^^^^^^^^\n") != std::string::npos);
}

TEST_CASE("at most four lines are shown") {
  std::vector<DocumentResult::Line> lines;
  for (std::size_t n = 1; n <= 9; ++n) {
    lines.push_back({n, "line", 0});
  }
  const std::string shown = render(lines, finding_at(1, 1, 9, 5));
  CHECK(shown.find("   3 |") != std::string::npos);
  CHECK(shown.find("   4 |") == std::string::npos);
  CHECK(shown.find("   ...\n") != std::string::npos);
  CHECK(shown.find("   9 |") != std::string::npos);
}

TEST_CASE("an end at the next line's start does not show that line") {
  CHECK(render({{1, "AA", 0}, {2, "next", 0}}, finding_at(1, 1, 2, 1)).find("next") ==
        std::string::npos);
}

TEST_CASE("without lines there is no snippet") {
  CHECK(render({}, finding_at(1, 1, 1, 2)).empty());
}

}  // namespace
}  // namespace imprimatur
