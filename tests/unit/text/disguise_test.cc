#include "text/disguise.h"

#include "text/suspects.h"

#include <catch2/catch.hpp>

#include <random>
#include <string>

namespace imprimatur {
namespace {

std::vector<std::size_t> places(std::string_view text) {
  std::vector<std::size_t> out;
  find_disguises(text, out);
  return out;
}

TEST_CASE("disguised words are found where they begin to differ") {
  struct Case {
    std::string_view text;
    std::size_t at;
  };
  const Case cases[] = {
      {"All rights \xD1\x80\x65served", 11},  // Cyrillic er
      {"Copyright by A\xD0\xA0.", 14},        // Cyrillic Er in "AP"
      {"\xD0\xA1opyright", 0},                // Cyrillic Es
      {"Copy\xE2\x80\x8Bright", 4},           // zero-width space
      {"Copy\xC2\xADright", 4},               // soft hyphen
      {"Copy\xEF\xBB\xBFright", 4},           // byte order mark
      {"\xEF\xBC\xA3opyright", 0},            // full-width C
      {"\xF0\x9D\x90\x82opyright", 0},        // mathematical C
      {"re\xCC\x81serve\xCC\x81s", 2},        // combining acute
      {"re-\nproduced", 3},                   // broken word
      {"re-\r\nproduced", 3},
      {"re-\n> produced", 3},
      {"**C**opyright", 3},  // emphasis inside a word
      {"r&eacute;serv&#233;s", 1},
      {"x &copy; 2022", 2},
      {"Copy&#8203;right", 4},
      {"NEW YORK (\xD0\x90\xD0\xA0) The", 10},          // wholly Cyrillic "AP"
      {"\xD0\xBF\xD1\x80\x61\xD0\xB2\xD0\xB0", 4},      // Latin a in a Cyrillic word
      {"r\xC3\x83\xC2\xA9serv\xC3\x83\xC2\xA9s", 1},    // mojibake
      {"\xD8\xAD\xD9\x82\xD9\x80\xD9\x88\xD9\x82", 4},  // tatweel
      {"\xE2\x93\x92 2022", 0},                         // circled c
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto found = places(c.text);
    REQUIRE(!found.empty());
    CHECK(found.front() == c.at);
  }
}

TEST_CASE("honest text has no disguises") {
  const std::string_view cases[] = {
      "Plain text - with dashes,\nlines & signs * and `code`.",
      "It\xE2\x80\x99s \xE2\x80\x9Cquoted\xE2\x80\x9D \xE2\x80\x94 yes\xE2\x80\xA6",
      // Russian with a Latin name, words "so", "ne", "on"
      "\xD0\xA1\xD0\xBE Google \xD0\xBD\xD0\xB5 \xD1\x81\xD0\xBF\xD0\xBE\xD1\x80\xD0\xB8\xD0\xBB",
      "Caf\xC3\xA9, \xC3\x9Clkenin, \xC4\xB0zin",
      // Chinese with full-width punctuation
      "\xE4\xB8\xAD\xE6\x96\x87\xEF\xBC\x8C\xE4\xB8\xAD\xE3\x80\x82",
      // Persian with its joiner
      "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xA8\xD8\xA7\xD8\xB4\xD8\xAF",
      "a -\nb",
      "well-\nKnown",
      "\xE2\x9C\x94\xEF\xB8\x8F done",
      "fish & chips &nbsp; &lt;b&gt;",
  };
  for (const std::string_view text : cases) {
    CAPTURE(text);
    CHECK(places(text).empty());
  }
}

TEST_CASE("at most one place per 64 bytes, in order") {
  std::string text;
  for (int i = 0; i < 1000; ++i) {
    text += "Copy\xE2\x80\x8Bright ";
  }
  const auto found = places(text);
  REQUIRE(found.size() > 1);
  for (std::size_t i = 1; i < found.size(); ++i) {
    CHECK(found[i] / 64 > found[i - 1] / 64);
  }
}

TEST_CASE("the fast scan agrees with the plain one") {
  const std::string_view pieces[] = {"a",
                                     "Z",
                                     " ",
                                     "\n",
                                     "-",
                                     "&",
                                     "*",
                                     "\xD0\xB0",
                                     "\xD1\x80",
                                     "\xC3\xA9",
                                     "\xC2\xAD",
                                     "\xE2\x80\x8B",
                                     "\xE2\x80\x99",
                                     "\xE1\xBA\xA1",
                                     "\xEF\xBC\xA3",
                                     "\xEF\xBC\x8C",
                                     "\xCC\x81",
                                     "\xF0\x9D\x90\x82",
                                     "\xE4\xB8\xAD",
                                     "\xE3\x82\x99",
                                     "\xD9\x80",
                                     "\xD8\xA7",
                                     "word "};
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    const std::size_t few = round % 3 == 0 ? 4 : std::size(pieces);
    while (text.size() < 1500) {
      const std::string_view piece = pieces[random() % few];
      for (std::size_t n = random() % 40; n-- > 0;) {
        text += piece;
      }
    }
    for (std::size_t block = 0; block < text.size(); block += 64) {
      const Suspects fast = next_suspects(text, block);
      const std::uint64_t plain = plain_suspects(text, block);
      CHECK((fast.block == block ? fast.bits : 0) == plain);
    }
  }
}

}  // namespace
}  // namespace imprimatur
