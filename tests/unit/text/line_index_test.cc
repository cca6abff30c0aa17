#include "text/line_index.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

TEST_CASE("positions count lines, code points and UTF-16 units from one") {
  const std::string_view text = "ab\nc\xC3\xA9\xF0\x9F\x98\x80z\r\nlast\rmac";
  const LineIndex index(text);
  CHECK(index.lines() == 4);
  struct Case {
    std::size_t offset, line, column, utf16_column;
  };
  for (const Case& c : {Case{0, 1, 1, 1},
                        Case{2, 1, 3, 3},
                        Case{3, 2, 1, 1},
                        Case{6, 2, 3, 3},
                        Case{10, 2, 4, 5},
                        Case{13, 3, 1, 1},
                        Case{18, 4, 1, 1},
                        Case{21, 4, 4, 4},
                        Case{99, 4, 4, 4}}) {
    const Position p = index.position(c.offset);
    CAPTURE(c.offset);
    CHECK(p.line == c.line);
    CHECK(p.column == c.column);
    CHECK(p.utf16_column == c.utf16_column);
  }
  CHECK(index.line_span(1) == Span{0, 2});
  CHECK(index.line_span(2) == Span{3, 11});
  CHECK(index.line_span(3) == Span{13, 17});
  CHECK(index.line_span(4) == Span{18, 21});
  CHECK(index.line_span(9) == Span{21, 21});
}

TEST_CASE("columns of long lines count from their beginning, between short lines too") {
  std::string text = "short\n";
  const std::size_t begin = text.size();
  for (int i = 0; i < 3000; ++i) {
    text += "ab\xC3\xA9\xF0\x9F\x98\x80";
  }
  const std::size_t end = text.size();
  text += "\nlast line";
  const LineIndex index(text);
  CHECK(index.lines() == 3);
  // Places inside of a character count it as begun.
  for (std::size_t at = begin; at <= end; ++at) {
    const std::size_t whole = (at - begin) / 8;
    const std::size_t rest = (at - begin) % 8;
    const std::size_t points = rest < 3 ? rest : rest < 5 ? 3 : rest == 0 ? 0 : 4;
    const std::size_t units = points + (rest > 4 ? 1U : 0U);
    const Position position = index.position(at);
    if (position.line != 2 || position.column != whole * 4 + points + 1 ||
        position.utf16_column != whole * 5 + units + 1) {
      FAIL("wrong at " << at << ": column " << position.column);
    }
  }
  CHECK(index.position(end + 3).line == 3);
  CHECK(index.position(end + 3).column == 3);
}

TEST_CASE("an empty text has one empty line") {
  const LineIndex index("");
  CHECK(index.lines() == 1);
  CHECK(index.position(0).line == 1);
  CHECK(index.line_span(1) == Span{0, 0});
}

}  // namespace
}  // namespace imprimatur
