// The table of literals and the vector engine against a search that cannot be wrong.
#include "match/literal_table.h"
#include "match/prefilter.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

using Hits = std::vector<std::pair<std::size_t, std::uint32_t>>;

bool stands_at(std::string_view text, std::size_t at, const SearchLiteral& literal) {
  return text.substr(at, literal.bytes.size()) == literal.bytes;
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
  const auto table = LiteralTable::make(literals);
  REQUIRE(table);
  std::vector<LiteralHit> found;
  (*table)->scan(text, found);
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
      list.push_back({bytes, false});
    }
    list.push_back({std::string(300, 'x'), false});
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
  const auto table = LiteralTable::make({{"ab", false}});
  REQUIRE(table);
  std::vector<LiteralHit> hits = {{9, 9}};
  (*table)->scan("xabab", hits);
  REQUIRE(hits.size() == 3);
  CHECK(hits[0].literal == 9);
  CHECK(hits[1].end == 3);
  CHECK(hits[2].end == 5);
}

TEST_CASE("a literal that cannot be searched is an error") {
  CHECK_FALSE(LiteralTable::make({{"a", false}}));
  CHECK_FALSE(LiteralTable::make({{std::string(1001, 'a'), false}}));
  CHECK(LiteralTable::make({}));
  CHECK_FALSE(Prefilter::make({{"", false}}));
}

TEST_CASE("the vector engine, once built, finds what the table finds") {
  const auto prefilter = Prefilter::make(literals());
  REQUIRE(prefilter);
  Prefilter::Scratch scratch;
  std::mt19937 random(11);  // NOLINT: the same texts each time
  std::vector<std::string> texts;
  std::vector<Hits> before;
  for (std::size_t round = 0; round < 200; ++round) {
    texts.push_back(random_text(random, round % 60));
    std::vector<LiteralHit> found;
    (*prefilter)->scan(texts.back(), scratch, found);
    before.push_back(as_pairs(found));
    CHECK(before.back() == naive(texts.back(), literals()));
  }
  // Long runs switch to the engine.
  const std::string filler(std::size_t{1} << 20, 'q');
  std::vector<LiteralHit> none;
  for (std::size_t round = 0; round < 18; ++round) {
    (*prefilter)->scan(filler, scratch, none);
  }
  CHECK(none.empty());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::vector<LiteralHit> found;
    (*prefilter)->scan(texts[i], scratch, found);
    CAPTURE(texts[i]);
    CHECK(as_pairs(found) == before[i]);
  }
}

}  // namespace
}  // namespace imprimatur
