#include "text/line_index.h"

#include <catch2/catch.hpp>

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

TEST_CASE("an empty text has one empty line") {
  const LineIndex index("");
  CHECK(index.lines() == 1);
  CHECK(index.position(0).line == 1);
  CHECK(index.line_span(1) == Span{0, 0});
}

}  // namespace
}  // namespace imprimatur
