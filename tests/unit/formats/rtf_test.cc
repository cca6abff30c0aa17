// RTF: visible text, characters of code pages and escapes, places, zones, and what is left out.
#include "formats/rtf.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

struct Read {
  std::string text;
  std::string title;
  std::string error;
  std::vector<Region> regions;
  std::vector<Field> fields;
};

Read read_rtf(std::string_view bytes) {
  Read read;
  const auto done = make_rtf_reader()->read(bytes, {}, [&](const Document& document) {
    read = {std::string(document.text),
            document.title,
            document.error ? document.error->message : std::string(),
            document.regions,
            document.fields};
    return true;
  });
  if (!done) {
    read.error = done.error().message;
  }
  return read;
}

std::string written(std::string_view bytes, std::string_view piece) {
  std::string found;
  REQUIRE(make_rtf_reader()->read(bytes, {}, [&](const Document& document) {
    const std::size_t at = document.text.find(piece);
    REQUIRE(at != std::string_view::npos);
    const Span span = document.to_bytes({at, at + piece.size()});
    found = bytes.substr(span.begin, span.size());
    return true;
  }));
  return found;
}

TEST_CASE("rtf: visible text") {
  struct Case {
    std::string_view rtf;
    std::string_view text;
  };
  const Case cases[] = {
      {"{\\rtf1 one\\par two\\line three}", "one\n\ntwo\nthree"},
      {"{\\rtf1\\ansi a{\\b b}\\i0 c}", "abc"},
      {"{\\rtf1 a\r\nb\\\nc}", "ab\n\nc"},
      {"{\\rtf1\\ansi\\ansicpg1252 \\'a9 2024}", "\xC2\xA9 2024"},
      {"{\\rtf1\\ansi\\ansicpg1251 \\'c4\\'e0}", "\xD0\x94\xD0\xB0"},
      {"{\\rtf1{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}\\f1 \\'c4{\\f0 \\'a9}\\'e0}",
       "\xD0\x94\xC2\xA9\xD0\xB0"},
      {"{\\rtf1{\\fonttbl{\\f1\\fcharset128 B;}}\\f1 \\'83A\\'83\\'5d.}",
       "\xE3\x82\xA2\xE3\x82\xBE."},
      {"{\\rtf1\\uc1 \\u8212?x\\u-3913 'y}", "\xE2\x80\x94x\xEF\x82\xB7y"},
      {"{\\rtf1\\uc2\\u233\\'c3\\'a9x{\\uc0\\u233}z}", "\xC3\xA9x\xC3\xA9z"},
      {"{\\rtf1\\u-10179?\\u-8704?}", "\xF0\x9F\x98\x80"},
      {"{\\rtf1 a\\~b\\_c\\-d\\{\\}\\\\}",
       "a\xC2\xA0"
       "b\xE2\x80\x91"
       "cd{}\\"},
      {"{\\rtf1 a{\\v no}b\\v no\\v0 c{\\deleted no}}", "abc"},
      {"{\\rtf1{\\stylesheet{no;}}{\\*\\unknown no}{\\pict 89504e}{\\*\\generator no;}x}", "x"},
      {"{\\rtf1{\\field{\\*\\fldinst{HYPERLINK \"no\"}}{\\fldrslt{yes}}}}", "yes"},
      {"{\\rtf1 a{\\footnote note}b}", "a\n\nnoteb"},
      {"{\\rtf1{\\shp{\\*\\shpinst{\\sp{\\sn no}{\\sv no}}{\\shptxt box}}}}", "box"},
      {"{\\rtf1 a\\cell b\\cell\\row c}", "a\n\nb\n\nc"},
      {"{\\rtf1 a\\bin4 }{\\}b}", "ab"},
      {"{\\rtf1 a}behind", "a"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.rtf);
    CHECK(read_rtf(c.rtf).text == c.text);
  }
}

TEST_CASE("rtf: places, zones and properties") {
  constexpr std::string_view kRtf =
      "{\\rtf1\\ansi{\\info{\\title Rain}}{\\*\\userprops{\\propname Copyright}\\proptype30"
      "{\\staticval \\'a9 2023 Example}}{\\footer\\pard \\'a9 2024 Example\\par}"
      "It \\b rained\\b0  on.\\par}";
  const Read read = read_rtf(kRtf);
  CHECK(read.text == "\xC2\xA9 2024 Example\n\nIt rained on.");
  CHECK(read.title == "Rain");
  REQUIRE(read.regions.size() == 1);
  CHECK(read.regions[0].zone == Zone::footer);
  CHECK(read.regions[0].span == Span{0, 15});
  CHECK(written(kRtf, "\xC2\xA9 2024") == "\\'a9 2024");
  CHECK(written(kRtf, "rained on") == "rained\\b0  on");
  REQUIRE(read.fields.size() == 1);
  CHECK(read.fields[0].name == "copyright");
  CHECK(read.fields[0].value == "\xC2\xA9 2023 Example");
  const Span span = read.fields[0].span;
  CHECK(kRtf.substr(span.begin, span.size()) == "\\'a9 2023 Example");
}

TEST_CASE("rtf: half of a pair does not reach over the text between") {
  const std::string_view apart = "{\\rtf1\\uc0\\u-10179 a\\u-8704 b}";
  CHECK(written(apart, "a") == "a");
  CHECK(written(apart, "b") == "b");
  CHECK(written("{\\rtf1\\uc0 x\\u-10179\\u-8704 y}", "\xF0\x9F\x98\x80")
            .starts_with("\\u-10179\\u-8704"));
}

TEST_CASE("rtf: what cannot be read is an error") {
  CHECK(read_rtf("{\\rtf1 It rained{\\b on").error.find("cut short") != std::string::npos);
  CHECK(read_rtf("{\\rtf1 It rained").text == "It rained");
  CHECK(read_rtf("It rained").error.find("no RTF") != std::string::npos);
  CHECK_FALSE(read_rtf("{\\rtf1" + std::string(20'000, '{')).error.empty());
}

}  // namespace
}  // namespace imprimatur
