// Places of the protocol and bytes of a text, in every encoding and after every change.
#include "lsp/positions.h"

#include <catch2/catch.hpp>

#include <random>
#include <string>

namespace imprimatur::lsp {
namespace {

TEST_CASE("places count the units that were agreed on") {
  const std::string text = "a\xC3\xA9\xF0\x9F\x98\x80z\nsecond";
  const std::size_t z = 7;
  CHECK(PlacedText(text, Encoding::utf8).place_of(z).character == 7);
  CHECK(PlacedText(text, Encoding::utf16).place_of(z).character == 4);
  CHECK(PlacedText(text, Encoding::utf32).place_of(z).character == 3);
  CHECK(PlacedText(text, Encoding::utf16).offset_of({0, 4}) == z);
  CHECK(PlacedText(text, Encoding::utf16).offset_of({0, 3}) == 3);  // inside a pair
  CHECK(PlacedText(text, Encoding::utf16).offset_of({0, 99}) == 8);
  CHECK(PlacedText(text, Encoding::utf16).offset_of({1, 3}) == 12);
  CHECK(PlacedText(text, Encoding::utf16).offset_of({9, 0}) == text.size());
}

TEST_CASE("lines end with LF, CRLF or CR") {
  const PlacedText text("one\r\ntwo\rthree\n", Encoding::utf16);
  REQUIRE(text.lines() == 4);
  CHECK(text.line(0) == "one");
  CHECK(text.line(1) == "two");
  CHECK(text.line(2) == "three");
  CHECK(text.line(3).empty());
  CHECK(text.line(4).empty());
  CHECK(text.offset_of({0, 50}) == 3);
  CHECK(text.place_of(4).character == 3);  // between CR and LF
}

TEST_CASE("a changed text is as one that was made anew") {
  std::mt19937 random(7);  // NOLINT: the same changes each time
  const std::string pieces[] = {
      "", "x", "\n", "\r", "\r\n", "\xC3\xA9", "\xF0\x9F\x98\x80", "a\nb\r"};
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16, Encoding::utf32}) {
    PlacedText text("first\r\nsecond\n", encoding);
    for (int step = 0; step < 3000; ++step) {
      const Place from = text.place_of(random() % (text.text().size() + 1));
      const Place to = text.place_of(random() % (text.text().size() + 1));
      const bool forward =
          from.line < to.line || (from.line == to.line && from.character <= to.character);
      text.replace(forward ? from : to, forward ? to : from, pieces[random() % 8]);
      const PlacedText anew(text.text(), encoding);
      REQUIRE(text.lines() == anew.lines());
      for (std::size_t i = 0; i < anew.lines(); ++i) {
        REQUIRE(text.line(i) == anew.line(i));
        REQUIRE(text.offset_of({i, 0}) == anew.offset_of({i, 0}));
      }
      if (text.text().size() < 8) {
        text.assign("again\nand \xC3\xA9 again\r\n" + text.text());
      }
    }
  }
}

TEST_CASE("ill-formed sequences are replaced, one by one") {
  CHECK(repaired_utf8("caf\xC3\xA9") == "caf\xC3\xA9");
  CHECK(repaired_utf8("caf\xE9 x") == "caf\xEF\xBF\xBD x");
  CHECK(repaired_utf8("\xF0\x9F\x98") == "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace imprimatur::lsp
