#include "rules/expand.h"

#include <catch2/catch.hpp>

using namespace imprimatur;

namespace {

struct Words {
  Language en, und;
  MacroWords macros;
  Words() {
    en.code = "en";
    en.words["may-not"] = {"may not", "shall not", "cannot"};
    en.words["source"] = {"source"};
    en.words["loop"] = {"{loop}"};
    en.words["nested"] = {"x {may-not}"};
    en.uses["participle"]["publish"] = {"published", "printed"};
    en.uses["participle"]["general"] = {"used"};
    en.uses["noun"]["publish"] = {"publication"};
    en.self = {"this article"};
    und.code = "und";
    und.words["source"] = {"quelle"};
    und.words["dash"] = {"-"};
    macros.order = {&en, &und};
    macros.all = {&und, &en};
  }
};

std::string expanded(const Words& words, std::string_view pattern) {
  const auto result = expand_macros(pattern, words.macros);
  return result ? *result : "! " + result.error().message;
}

}  // namespace

TEST_CASE("macros become alternatives, the longest first", "[expand]") {
  const Words words;
  CHECK(expanded(words, "{may-not} be") == "(?:shall not|may not|cannot) be");
  CHECK(expanded(words, "{use.participle}") == "(?:published|printed|used)");
  CHECK(expanded(words, "{use}") == "(?:publication|published|printed|used)");
  CHECK(expanded(words, "{self}") == "(?:this article)");
  CHECK(expanded(words, "{source}") == "(?:source)");
  CHECK(expanded(words, "{*source}") == "(?:quelle|source)");
  CHECK(expanded(words, "{dash}") == "(?:-)");
  CHECK(expanded(words, "{nested}") == "(?:x (?:shall not|may not|cannot))");
}

TEST_CASE("what is no macro stays", "[expand]") {
  const Words words;
  for (const std::string pattern :
       {"a{0,80}?", "a{3}", "[{source}]", "\\{source}", "\\p{Han}", "\\x{201c}", "{", "{a b}"}) {
    CAPTURE(pattern);
    CHECK(expanded(words, pattern) == pattern);
  }
}

TEST_CASE("a holder at the end reaches forward", "[expand]") {
  const Words words;
  const std::string middle = "(?<holder>.{1,120}?)";
  const std::string last = "(?<holder>[^\xC2\xA9]{1,120})";
  CHECK(expanded(words, "by {holder}") == "by " + last);
  CHECK(expanded(words, "{holder} x") == middle + " x");
  CHECK(expanded(words, "(?:by {holder})") == "(?:by " + last + ")");
  CHECK(expanded(words, "(?:{holder}|a(?:b|c)\\))") == "(?:" + last + "|a(?:b|c)\\))");
  CHECK(expanded(words, "(?:{holder}|a) x") == "(?:" + middle + "|a) x");
  CHECK(expanded(words, "{holder}$") == middle + "$");
}

TEST_CASE("unknown macros name the nearest", "[expand]") {
  const Words words;
  CHECK(expanded(words, "{may-nt}") == "! no words for {may-nt}: did you mean {may-not}?");
  CHECK(expanded(words, "{use.particple}") ==
        "! no words for {use.particple}: did you mean {use.participle}?");
  CHECK(expanded(words, "{*sourc}") == "! no words for {*sourc}: did you mean {*source}?");
  CHECK(expanded(words, "{completely-else}") ==
        "! no words for {completely-else} in the language \"en\" or in \"und\"");
  CHECK(expanded(words, "{loop}") == "! macros contain each other too deeply");
}
