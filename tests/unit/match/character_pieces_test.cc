// Places that lie so many characters away, against counting.
#include "match/character_pieces.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

std::size_t characters_in(const std::string& text, std::size_t begin, std::size_t end) {
  std::size_t count = 0;
  for (std::size_t at = begin; at < end; ++at) {
    count += (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U ? 1U : 0U;
  }
  return count;
}

}  // namespace

TEST_CASE("places in text lie at least so many characters away", "[character_pieces]") {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += i % 3 == 0 ? "plain words " : i % 3 == 1 ? "\u00FCber " : "\u65B0\u534E\u793E";
  }
  CharacterPieces pieces;
  pieces.assign(text, false);
  for (std::size_t at = 0; at <= text.size(); at += 7) {
    for (const std::size_t many : {std::size_t{0}, std::size_t{1}, std::size_t{90}}) {
      const std::size_t begin = pieces.back(at, many);
      const std::size_t end = pieces.forth(at, many);
      CHECK(begin <= at);
      CHECK((begin == 0 || characters_in(text, begin, at) >= many));
      CHECK(characters_in(text, begin, at) <= many + 128);
      CHECK(end >= at);
      CHECK((end == text.size() || characters_in(text, at, end) >= many));
      CHECK(characters_in(text, at, end) <= many + 128);
    }
  }
}

TEST_CASE("places in plain text are exact", "[character_pieces]") {
  CharacterPieces pieces;
  pieces.assign(std::string(300, 'x'), true);
  CHECK(pieces.back(200, 70) == 130);
  CHECK(pieces.back(20, 70) == 0);
  CHECK(pieces.forth(200, 70) == 270);
  CHECK(pieces.forth(280, 70) == 300);
}

}  // namespace imprimatur
