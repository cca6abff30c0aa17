// The table of literals against a search that cannot be wrong.
#include "text/literal_table.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <random>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

using Hits = std::vector<std::pair<std::size_t, std::uint32_t>>;

bool is_word_at(std::string_view text, std::size_t at) {
  return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
}

bool stands_at(std::string_view text, std::size_t at, const SearchLiteral& literal) {
  const std::size_t end = at + literal.bytes.size();
  return text.substr(at, literal.bytes.size()) == literal.bytes &&
         !(literal.begins && at > 0 && is_word_at(text, at - 1)) &&
         !(literal.ends && is_word_at(text, end));
}

Hits naive(std::string_view text, const std::vector<SearchLiteral>& literals) {
  Hits hits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (std::uint32_t i = 0; i < literals.size(); ++i) {
      if (stands_at(text, at, literals[i])) {
        hits.emplace_back(at + literals[i].bytes.size(), i);
      }
    }
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

Hits as_pairs(const std::vector<LiteralHit>& found) {
  Hits hits;
  for (const LiteralHit& hit : found) {
    hits.emplace_back(hit.end, hit.literal);
  }
  return hits;
}

Hits by_table(std::string_view text, const std::vector<SearchLiteral>& literals) {
  std::vector<LiteralHit> found;
  LiteralTable(literals).scan(text, found);
  return as_pairs(found);
}

const std::vector<SearchLiteral>& literals() {
  static const std::vector<SearchLiteral> kLiterals = [] {
    std::vector<SearchLiteral> list;
    for (const char* bytes :
         {"ab",        "(a",       "ap",      "abc",     "\xC2\xA9", "copy",     "copyright",
          "Copyright", "right",    "(afp",    "[afp",    "saklı",    "SAKLI",    "新华",
          "新华社",    "版权所有", "aaaa",    "aaaaaa",  "{|}~",     "@[\\]^_`", "republished",
          "published", "الأناضول", "a b c d", "\xE4\xF6"}) {
      list.push_back({bytes});
    }
    list.push_back({std::string(300, 'x')});
    list.push_back({"ab", true, false});
    list.push_back({"right", false, true});
    list.push_back({"copy", true, true});
    return list;
  }();
  return kLiterals;
}

// Pieces of literals, in changed case, among letters that nearly match.
std::string random_text(std::mt19937& random, std::size_t pieces) {
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i) {
    std::string piece = literals()[random() % literals().size()].bytes;
    if (piece.size() > 100 && random() % 4 != 0) {
      piece.resize(1 + random() % 20);
    }
    switch (random() % 6) {
      case 0:
        piece = piece.substr(0, 1 + random() % piece.size());
        break;
      case 1:
        piece = piece.substr(random() % piece.size());
        break;
      case 2:
        for (char& c : piece) {
          c = random() % 2 == 0 ? static_cast<char>(c ^ 0x20) : c;
        }
        break;
      case 3:
        piece = std::string(1, static_cast<char>(random() % 256));
        break;
      default:
        break;
    }
    text += piece;
  }
  return text;
}

TEST_CASE("the table finds what a naive search finds") {
  std::mt19937 random(7);  // NOLINT: the same texts each time
  for (std::size_t round = 0; round < 400; ++round) {
    const std::string text = random_text(random, round % 40);
    CAPTURE(round, text);
    CHECK(by_table(text, literals()) == naive(text, literals()));
  }
}

TEST_CASE("texts shorter than a key are searched") {
  for (const SearchLiteral& literal : literals()) {
    for (std::size_t size = 0; size <= literal.bytes.size(); ++size) {
      const std::string text = literal.bytes.substr(0, size);
      CHECK(by_table(text, literals()) == naive(text, literals()));
    }
  }
  CHECK(by_table("", literals()).empty());
}

TEST_CASE("literals across the borders of chunks are found") {
  constexpr std::size_t kChunk = 4096;
  for (const SearchLiteral& literal : literals()) {
    for (std::size_t back = 0; back <= std::min<std::size_t>(12, literal.bytes.size()); ++back) {
      std::string text(2 * kChunk, '.');
      text.replace(kChunk - back, literal.bytes.size(), literal.bytes);
      text.replace(text.size() - literal.bytes.size(), literal.bytes.size(), literal.bytes);
      CAPTURE(literal.bytes, back);
      CHECK(by_table(text, literals()) == naive(text, literals()));
    }
  }
}

TEST_CASE("hits are appended") {
  const LiteralTable table({{"ab", false}});
  std::vector<LiteralHit> hits = {{9, 9}};
  table.scan("xabab", hits);
  REQUIRE(hits.size() == 3);
  CHECK(hits[0].literal == 9);
  CHECK(hits[1].end == 3);
  CHECK(hits[2].end == 5);
}

TEST_CASE("a literal of any length is found") {
  const std::string longest = std::string(5000, 'a') + "end";
  const std::vector<SearchLiteral> list = {{longest, false}, {"aend", true}};
  CHECK(by_table("b" + longest, list) == naive("b" + longest, list));
  CHECK(by_table(longest.substr(1), list) == naive(longest.substr(1), list));
}

TEST_CASE("literals that differ far from what they share are told apart") {
  const std::string shared = "zqxj of the republication";
  const std::vector<SearchLiteral> list = {{shared + " one", false},
                                           {shared + " two", false},
                                           {"one " + shared, false},
                                           {"two " + shared, false},
                                           {shared.substr(0, 8), false},
                                           {shared.substr(0, 9), true}};
  for (const std::string& text : {shared + " two",
                                  "two " + shared,
                                  "one " + shared + " one x",
                                  shared,
                                  "a" + shared + " on",
                                  "x " + shared.substr(0, 9)}) {
    CAPTURE(text);
    CHECK(by_table(text, list) == naive(text, list));
  }
}

TEST_CASE("a table of no literals finds nothing") {
  std::vector<LiteralHit> hits;
  LiteralTable().scan("copyright", hits);
  CHECK(hits.empty());
  CHECK(LiteralTable().size() == 0);
}

TEST_CASE("a table gives back its literals, and is made of its parts") {
  const LiteralTable table(literals());
  CHECK(table.literals() == literals());
  const auto again = LiteralTable::of(table.parts());
  REQUIRE(again);
  const std::string text = "copyright (afp) republished";
  std::vector<LiteralHit> before;
  std::vector<LiteralHit> after;
  table.scan(text, before);
  again->scan(text, after);
  CHECK(as_pairs(before) == as_pairs(after));
  CHECK_FALSE(before.empty());
}

TEST_CASE("damaged parts make no table") {
  const LiteralTable table(literals());
  const auto damaged = [&](const auto& change) {
    LiteralTable::Parts parts = table.parts();
    change(parts);
    return !LiteralTable::of(std::move(parts));
  };
  CHECK_FALSE(damaged([](LiteralTable::Parts&) {}));
  CHECK(damaged([](auto& parts) { parts.begins = std::vector<std::uint32_t>{}; }));
  CHECK(damaged([](auto& parts) { parts.bytes = std::vector<char>{'a'}; }));
  CHECK(damaged([](auto& parts) { parts.bounds = std::vector<std::uint8_t>{1}; }));
  CHECK(damaged([](auto& parts) { parts.keys[0].map = std::vector<std::uint64_t>(3); }));
  CHECK(damaged([](auto& parts) { parts.keys[0].buckets = std::vector<std::uint32_t>{0, 1}; }));
  CHECK(damaged([](auto& parts) { parts.keys[0].entries = {}; }));
  CHECK(damaged([](auto& parts) {
    std::vector<LiteralTable::Entry> entries(parts.keys[0].entries.begin(),
                                             parts.keys[0].entries.end());
    entries[0].offset = 2000;
    parts.keys[0].entries = std::move(entries);
  }));
  CHECK(damaged([](auto& parts) {
    std::vector<LiteralTable::Entry> entries(parts.keys[0].entries.begin(),
                                             parts.keys[0].entries.end());
    entries[0].place = 250;
    parts.keys[0].entries = std::move(entries);
  }));
}

}  // namespace
}  // namespace imprimatur
