// The way through two maps is the way through one and then the other.
#include "text/decode.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

// Characters of `sizes` bytes, each written in as many bytes as `written` says; 0: dropped text.
struct Step {
  std::size_t decoded;
  std::size_t source;
};

OffsetMap map_of(const std::vector<Step>& steps, std::size_t skip) {
  OffsetMap map;
  std::size_t decoded = 0;
  std::size_t source = skip;
  for (const Step& step : steps) {
    if (step.decoded > 0) {
      map.add({decoded,
               source,
               true,
               static_cast<std::uint8_t>(step.decoded),
               static_cast<std::uint8_t>(step.source)});
    }
    decoded += step.decoded;
    source += step.source;
  }
  map.finish(decoded, source);
  return map;
}

TEST_CASE("two maps make one") {
  // "a", "(c)" as &copy;, "b", "c", a tag, "d"; itself written with every "&" as &amp;.
  const OffsetMap text = map_of({{1, 1}, {2, 6}, {1, 1}, {1, 1}, {0, 4}, {1, 1}}, 0);
  const OffsetMap inner = map_of({{1, 1},
                                  {1, 5},
                                  {1, 1},
                                  {1, 1},
                                  {1, 1},
                                  {1, 1},
                                  {1, 1},
                                  {1, 1},
                                  {1, 1},
                                  {1, 4},
                                  {1, 1},
                                  {1, 1},
                                  {1, 4},
                                  {1, 1}},
                                 100);
  const OffsetMap both = chain("a\u00A9bcd", text, inner);
  for (std::size_t begin = 0; begin < 6; begin += begin == 1 ? 2 : 1) {
    for (std::size_t end = begin + 1; end <= 6; ++end) {
      if (end == 2) {
        continue;
      }
      CAPTURE(begin, end);
      CHECK(both.to_source(Span{begin, end}) == inner.to_source(text.to_source(Span{begin, end})));
    }
  }
  CHECK(both.to_source(Span{1, 3}) == Span{101, 111});
  CHECK(both.to_source(Span{5, 6}) == Span{123, 124});
}

TEST_CASE("an identity before or behind a map changes nothing") {
  const OffsetMap map = map_of({{1, 1}, {2, 6}, {1, 1}}, 7);
  CHECK(chain("a\u00A9b", OffsetMap(), map).to_source(Span{1, 3}) == Span{8, 14});
  CHECK(chain("a\u00A9b", map, OffsetMap()).to_source(Span{1, 3}) == Span{8, 14});
  CHECK(chain("", OffsetMap(), OffsetMap()).identity());
}

TEST_CASE("a piece that stands for a stretch stands for it behind another map") {
  OffsetMap text;
  text.add({0, 2, true, 1, 1});
  text.add({3, 5, false, 1, 1});
  text.finish(9, 8);
  const OffsetMap inner = map_of({{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 6}, {3, 3}}, 10);
  const OffsetMap both = chain("abcdefghi", text, inner);
  CHECK(both.to_source(Span{0, 3}) == Span{12, 20});
  CHECK(both.to_source(Span{4, 6}) == Span{20, 23});
}

}  // namespace
}  // namespace imprimatur
