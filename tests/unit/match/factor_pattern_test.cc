// Patterns whose alternatives share their beginnings: as they are written, and that they match what
// they matched before.
#include "rules/factor_pattern.h"

#include "match/pattern.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>

namespace imprimatur {
namespace {

TEST_CASE("alternatives with a common beginning share it") {
  struct Case {
    std::string_view pattern;
    std::string_view factored;
  };
  const std::array<Case, 16> cases = {{
      {"copy", "copy"},
      {"x(?:copies|reprint|copied)", "x(?:copie(?:s|d)|reprint)"},
      {"(?:copy it|copy)", "copy(?: it|)"},
      {"(?:copy|copy it)", "copy(?:| it)"},
      {"ab|ab|c", "ab|c"},
      {"(?:ab|(?:ac|d))", "a(?:b|c)|d"},
      // What may match in two ways is not shared: the ways would be tried in another order.
      {"a?b|a?c", "a?b|a?c"},
      {"\\w+b|\\w+c", "\\w+b|\\w+c"},
      {"(?:a|b)x|(?:a|b)y", "(?:a|b)x|(?:a|b)y"},
      {"(?<holder>a)b|(?<holder>a)c", "(?<holder>a)b|(?<holder>a)c"},
      // Nor what would have to pass an alternative that could match in its place.
      {"ab|[ax]y|ac", "ab|[ax]y|ac"},
      {"ab|\\wy|ac", "ab|\\wy|ac"},
      {"ab|a?c|ad", "ab|a?c|ad"},
      {"ab|[xy]z|ad", "a(?:b|d)|[xy]z"},
      {"(?=x)\\wb|(?=x)\\wc", "(?=x)\\w(?:b|c)"},
      // Alternatives behind which to look have one length each.
      {"(?<=ab|acd)e", "(?<=ab|acd)e"},
  }};
  for (const Case& c : cases) {
    CAPTURE(c.pattern);
    CHECK(factor_pattern(c.pattern) == c.factored);
  }
}

TEST_CASE("of many alternatives it is asked first which may match") {
  CHECK(factor_pattern("(?:a|b|c|d|e|f)z") == "(?:a|b|c|d|e|f)z");
  CHECK(factor_pattern("(?:aa|ba|ca|da|ea|fa|ga|\\.a)z") ==
        "(?:(?=[\\.abcde])(?:\\.a|aa|ba|ca|da|ea)|(?=[fg])(?:fa|ga))z");
  CHECK(factor_pattern("(?:aa|ba|ca|da|ea|fa|жа|за)z") ==
        "(?:(?=[abcdef])(?:aa|ba|ca|da|ea|fa)|(?=[ж-з])(?:жа|за))z");
  // Alternatives that may match in the same place keep their order.
  CHECK(factor_pattern("(?:ga|fa|ea|da|[ch]a|ba|[hg]b)z") ==
        "(?:(?=[bcdegh])(?:ba|ga|[ch]a|[hg]b|da|ea)|fa)z");
}

TEST_CASE("in front of a word its letters are asked for before its boundary") {
  CHECK(factor_pattern("x.{0,9}?\\b(?:copy|reprint)\\b") ==
        "x.{0,9}?(?=[cr])(?<!\\w)(?:copy|reprint)\\b");
  CHECK(factor_pattern("\\b(?:copy|-)") == "\\b(?:copy|-)");
  CHECK(factor_pattern("\\b(?:copy)?") == "\\b(?:copy)?");
  CHECK(factor_pattern("\\b\\w") == "\\b\\w");
}

struct Found {
  MatchStatus status = MatchStatus::none;
  PatternMatch match;
};

bool same(const Found& a, const Found& b) {
  return a.status == b.status &&
         (a.status != MatchStatus::found ||
          (a.match.span == b.match.span && a.match.groups == b.match.groups));
}

// Everything that the two find, one match behind the other.
void compare(const Pattern& a, const Pattern& b, std::string_view text) {
  PatternScratch scratch;
  for (std::size_t from = 0; from <= text.size();) {
    Found first;
    Found second;
    first.status = a.find(text, {from}, scratch, first.match);
    second.status = b.find(text, {from}, scratch, second.match);
    CAPTURE(text, from);
    REQUIRE(same(first, second));
    if (first.status != MatchStatus::found) {
      return;
    }
    from = std::max(first.match.span.end, from + 1);
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) {
      ++from;
    }
  }
}

// Random patterns over few letters, so that alternatives often begin alike.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  std::string choice(int depth) {
    std::string out = sequence(depth);
    for (unsigned more = pick(depth > 1 ? 9 : 4); more > 0; --more) {
      out += '|' + sequence(depth);
    }
    return out;
  }

  std::string text() {
    std::string out;
    for (unsigned size = pick(30); size > 0; --size) {
      constexpr std::array<std::string_view, 12> kTexts = {
          "a", "b", "c", "d", "e", "f", "g", "h", " ", "ж", "é", "."};
      out += kTexts.at(pick(kTexts.size()));
    }
    return out;
  }

 private:
  unsigned pick(std::size_t count) {
    return std::uniform_int_distribution<unsigned>(0, static_cast<unsigned>(count) - 1)(random_);
  }

  std::string sequence(int depth) {
    std::string out;
    for (unsigned size = pick(4); size > 0; --size) {
      out += atom(depth);
    }
    return out;
  }

  std::string atom(int depth) {
    constexpr std::array<std::string_view, 24> kAtoms = {
        "a", "b",    "c",  "d",  "e", "f",   "g",   "h",    "a",  "b",       "ж",   "é",
        " ", "[ab]", "a?", "b+", ".", "\\w", "\\b", "[^a]", "c*", "d{1,2}?", "\\.", "[e-h]"};
    const unsigned kind = depth > 0 ? pick(34) : pick(kAtoms.size());
    if (kind < kAtoms.size()) {
      return std::string(kAtoms.at(kind));
    }
    constexpr std::array<std::string_view, 10> kGroups = {
        "(?:", "(?:", "(?:", "(?:", "(?:", "(?:", "(?=", "(?!", "(?<holder>", "(?<years>"};
    const std::string_view opens = kGroups.at(kind - kAtoms.size());
    std::string out = std::string(opens) + choice(depth - 1) + ')';
    if (opens == "(?:" && pick(5) == 0) {
      out += "?";
    }
    return out;
  }

  std::mt19937 random_;
};

TEST_CASE("a factored pattern finds what it found before") {
  int compared = 0;
  for (unsigned seed = 1; seed <= 3000; ++seed) {
    Writer writer(seed);
    const std::string pattern = writer.choice(3);
    const std::string factored = factor_pattern(pattern);
    const Pattern before(pattern);
    const Pattern after(factored);
    CAPTURE(pattern, factored);
    if (factored.empty() || !before.compile()) {
      continue;
    }
    REQUIRE(after.compile());
    for (int i = 0; i < 8; ++i) {
      compare(before, after, writer.text());
    }
    ++compared;
  }
  CHECK(compared > 2000);
}

}  // namespace
}  // namespace imprimatur
