#include "match/pattern_code.h"

#include "match/pattern.h"
#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

// Empty if it does not match.
std::string matched(const pcre2_code* code, std::string_view text) {
  pcre2_match_data* data = pcre2_match_data_create_from_pattern(code, nullptr);
  const int rc = pcre2_match(
      code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0, data, nullptr);
  const PCRE2_SIZE* place = pcre2_get_ovector_pointer(data);
  std::string out =
      rc > 0 ? std::string(text.substr(place[0], place[1] - place[0])) : std::string();
  pcre2_match_data_free(data);
  return out;
}

std::size_t size_of(const pcre2_code* code) {
  std::size_t size = 0;
  pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
  return size;
}

TEST_CASE("a prepared pattern is the one that was compiled", "[pattern_code]") {
  const std::vector<std::string_view> regexes = {"a(?<holder>b+)c", "x|y", "\\p{Lu}[ä-ö]+"};
  const std::string bytes = PreparedPatterns::make(regexes);
  CHECK(bytes == PreparedPatterns::make({regexes[2], regexes[0], regexes[1], regexes[0]}));
  const PreparedPatterns prepared(bytes);
  CHECK(prepared.size() == 3);
  PatternError error;
  for (const std::string_view regex : regexes) {
    const PatternCodePtr read = prepared.find(regex);
    const PatternCodePtr compiled = compile_pattern(regex, error);
    REQUIRE(read);
    REQUIRE(compiled);
    CHECK(size_of(read.get()) == size_of(compiled.get()));
    for (const std::string_view text : {"abbc", "y", "Äöä", "nothing"}) {
      CHECK(matched(read.get(), text) == matched(compiled.get(), text));
    }
  }
  CHECK_FALSE(prepared.find("a(?<holder>b+)d"));
  CHECK_FALSE(prepared.find(""));
}

TEST_CASE("of a bad pattern nothing is prepared", "[pattern_code]") {
  const std::string bytes = PreparedPatterns::make({"a(b", "ab"});
  const PreparedPatterns prepared(bytes);
  CHECK(prepared.size() == 1);
  CHECK_FALSE(prepared.find("a(b"));
  PatternError error;
  CHECK_FALSE(compile_pattern("a(b", error));
  CHECK(error.offset == 3);
}

TEST_CASE("damaged bytes are read as nothing", "[pattern_code]") {
  const std::string bytes = PreparedPatterns::make({"a(?<holder>b+)c", "x|y"});
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    const PreparedPatterns cut(std::string_view(bytes).substr(0, size));
    CHECK((!cut.find("x|y") || !cut.find("a(?<holder>b+)c")));
  }
  std::string other = bytes;
  other[0] = 'X';
  CHECK(PreparedPatterns(other).size() == 0);
}

TEST_CASE("every built-in pattern is prepared", "[pattern_code]") {
  REQUIRE(builtin_rules());
  std::size_t missing = 0;
  for (const CompiledRule& rule : builtin_rules()->rules()) {
    missing += PreparedPatterns::builtin().find(rule.pattern.regex) ? 0U : 1U;
  }
  CHECK(missing == 0);
  CHECK(PreparedPatterns::builtin().size() > builtin_rules()->rules().size());
}

}  // namespace
}  // namespace imprimatur
