#include "text/span_index.h"

#include <catch2/catch.hpp>

#include <vector>

namespace imprimatur {
namespace {

TEST_CASE("a span index finds what touches a range, in the order given") {
  const SpanIndex index({{10, 20}, {0, 5}, {20, 30}, {0, 100}, {40, 40}, {60, 70}});
  using Indices = std::vector<std::size_t>;
  CHECK(index.touching({12, 13}) == Indices{0, 3});
  CHECK(index.touching({5, 10}) == Indices{0, 1, 3});
  CHECK(index.touching({20, 20}) == Indices{0, 2, 3});
  CHECK(index.touching({35, 45}) == Indices{3, 4});
  CHECK(index.touching({101, 200}).empty());
  CHECK(SpanIndex({}).touching({0, 10}).empty());
}

TEST_CASE("a span index agrees with asking every span") {
  std::vector<Span> spans;
  std::size_t seed = 7;
  const auto next = [&](std::size_t limit) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (seed >> 33U) % limit;
  };
  for (std::size_t i = 0; i < 300; ++i) {
    const std::size_t begin = next(2000);
    spans.push_back({begin, begin + next(i % 50 == 0 ? 500 : 20)});
  }
  const SpanIndex index(spans);
  for (std::size_t i = 0; i < 300; ++i) {
    const std::size_t begin = next(2000);
    const Span range{begin, begin + next(40)};
    std::vector<std::size_t> expected;
    for (std::size_t k = 0; k < spans.size(); ++k) {
      if (spans[k].begin <= range.end && spans[k].end >= range.begin) {
        expected.push_back(k);
      }
    }
    CHECK(index.touching(range) == expected);
  }
}

}  // namespace
}  // namespace imprimatur
