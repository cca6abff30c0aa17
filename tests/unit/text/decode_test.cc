#include "text/decode.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

using namespace std::string_literals;

TEST_CASE("encodings are marked, declared or guessed") {
  struct Case {
    std::string bytes;
    std::string_view declared;
    std::string_view encoding;
    std::string_view text;
  };
  const Case cases[] = {
      {"", "", "utf-8", ""},
      {"plain", "", "utf-8", "plain"},
      {"Tüm", "", "utf-8", "Tüm"},
      {"\xEF\xBB\xBFTüm", "", "utf-8", "Tüm"},
      {"\xFF\xFE"
       "A\0B\0"s,
       "",
       "utf-16le",
       "AB"},
      {"\xFE\xFF\0A\0B"s, "", "utf-16be", "AB"},
      {"\xFF\xFE\0\0A\0\0\0"s, "", "utf-32le", "A"},
      {"\0\0\xFE\xFF\0\0\0A"s, "", "utf-32be", "A"},
      {"C\0o\0p\0y\0"s, "", "utf-16le", "Copy"},
      {"\0C\0o\0p\0y"s, "", "utf-16be", "Copy"},
      {"\xFF\xFE\x3D\xD8\x00\xDE"s, "", "utf-16le", "😀"},
      {"caf\xE9", "latin1", "windows-1252", "café"},
      {"caf\xE9", "ISO-8859-1", "windows-1252", "café"},
      {"\xFEirket", "iso-8859-9", "windows-1254", "şirket"},
      {"\xD6\xD0\xCE\xC4", "gb2312", "gbk", "中文"},
      {"\xB0\xA1", "ks_c_5601-1987", "euc-kr", "가"},
      {"\x1B$B$\"\x1B(B", "", "iso-2022-jp", "あ"},
      {"M\xFCller", "", "windows-1252", "Müller"},
      {"\x93quoted\x94 \x96 text", "", "windows-1252", "“quoted” – text"},
      {"T\xFCm haklar\xFD sakl\xFD\x64\xFDr", "", "windows-1254", "Tüm hakları saklıdır"},
      {"\xC8TK a dal\x9A\xED", "", "windows-1250", "ČTK a další"},
      // One letter beyond ASCII: a sign within a word is not likely.
      {"Wszelkie prawa zastrze\xBFone.", "", "windows-1250", "Wszelkie prawa zastrzeżone."},
      {"\xC2\xF1\xE5 \xEF\xF0\xE0\xE2\xE0 \xE7\xE0\xF9\xE8\xF9\xE5\xED\xFB",
       "",
       "windows-1251",
       "Все права защищены"},
      {"\xF7\xD3\xC5 \xD0\xD2\xC1\xD7\xC1 \xDA\xC1\xDD\xC9\xDD\xC5\xCE\xD9",
       "",
       "koi8-r",
       "Все права защищены"},
      // The sign takes three bytes in EUC-JP, four in GB18030.
      {"\xB6\xB6\xA4\xCF\xB7\xEE\xCD\xCB\xC6\xFC\xA4\xCB\xB3\xAB\xC4\xCC\xA4\xB9\xA4\xEB\xA1\xA3"
       "\xCC\xB5\xC3\xC7\xC5\xBE\xBA\xDC\xA4\xF2\xB6\xD8\xA4\xB8\xA4\xDE\xA4\xB9\xA1\xA3\x8F\xA2"
       "\xED \xB9\xC1\xBF\xB7\xCA\xB9\xBC\xD2",
       "",
       "euc-jp",
       "橋は月曜日に開通する。無断転載を禁じます。© 港新聞社"},
      {"\x81\x30\x84\x38 \xB8\xDB\xBF\xDA\xC8\xD5\xB1\xA8\xC9\xE7\xB0\xE6\xC8\xA8\xCB\xF9\xD3\xD0",
       "",
       "gb18030",
       "© 港口日报社版权所有"},
      {"\xD0\xC2\xBB\xAA\xC9\xE7\xB0\xE6\xC8\xA8\xCB\xF9\xD3\xD0", "", "gb18030", "新华社版权所有"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes, c.declared);
    const auto decoded = decode(c.bytes, c.declared);
    REQUIRE(decoded);
    CHECK(decoded->encoding == c.encoding);
    CHECK(decoded->text == c.text);
    CHECK(decoded->invalid == 0);
    CHECK(decoded->map.to_source(decoded->text.size()) == c.bytes.size());
  }
}

TEST_CASE("damaged UTF-8 stays UTF-8, with each bad sequence replaced and counted") {
  const std::string bytes = "Tüm hakları saklıdır \xFF şirket \xE2\x80";
  const auto decoded = decode(bytes);
  REQUIRE(decoded);
  CHECK(decoded->encoding == "utf-8");
  CHECK(decoded->text == "Tüm hakları saklıdır \uFFFD şirket \uFFFD");
  CHECK(decoded->invalid == 2);
  CHECK(decoded->first_invalid == bytes.find('\xFF'));
}

TEST_CASE("offsets lead back to the input's bytes") {
  SECTION("identity without a copy") {
    const std::string bytes = "Tüm";
    const auto decoded = decode(bytes);
    REQUIRE(decoded);
    CHECK(decoded->map.identity());
    CHECK(decoded->text.data() == bytes.data());
  }
  SECTION("legacy") {
    const auto decoded = decode("haklar\xFD sakl\xFD", "iso-8859-9");
    REQUIRE(decoded);
    const std::size_t at = decoded->text.find("sakl");
    CHECK(decoded->map.to_source(Span{at, at + 6}) == Span{8, 13});
    CHECK(decoded->map.to_source(Span{6, 8}) == Span{6, 7});
    CHECK(decoded->map.to_source(std::size_t{7}) == 6);
  }
  SECTION("UTF-16") {
    const auto decoded = decode(
        "\xFF\xFE"
        "A\0\xE9\0B\0"s);
    REQUIRE(decoded);
    CHECK(decoded->map.to_source(Span{1, 3}) == Span{4, 6});
    CHECK(decoded->map.to_source(Span{3, 4}) == Span{6, 8});
  }
  SECTION("a byte order mark") {
    const auto decoded = decode("\xEF\xBB\xBFxy");
    REQUIRE(decoded);
    CHECK(decoded->map.to_source(Span{0, 1}) == Span{3, 4});
  }
}

// What a program writes as UTF-8 that took `bytes` for `encoding`.
std::string misread(std::string_view bytes, std::string_view encoding) {
  const auto decoded = decode(bytes, encoding);
  return std::string(decoded->text);
}

TEST_CASE("what was read in a wrong encoding is what was meant") {
  const std::string_view meant[] = {
      "Все права защищены. Перепечатка запрещена без согласия редакции.",
      "版权所有，未经许可不得转载。本文为港口日报原创。",
      "جميع الحقوق محفوظة ولا يجوز النشر"};
  for (const std::string_view text : meant) {
    for (const std::string_view encoding : {"windows-1252", "windows-1251"}) {
      const std::string garbled = misread(text, encoding);
      CAPTURE(text, encoding, garbled);
      const auto decoded = decode(garbled);
      REQUIRE(decoded);
      CHECK(decoded->text == text);
      CHECK(decoded->encoding == "utf-8");
      CHECK(decoded->map.to_source(Span{0, decoded->text.size()}) == Span{0, garbled.size()});
    }
  }
  const std::string cyrillic = "\xC2\xF1\xE5 \xEF\xF0\xE0\xE2\xE0 \xE7\xE0\xF9\xE8\xF9\xE5\xED\xFB";
  const auto decoded = decode(misread(cyrillic, "windows-1252") + " (c) Marsh Echo");
  REQUIRE(decoded);
  CHECK(decoded->text == "Все права защищены (c) Marsh Echo");
  CHECK(decoded->map.to_source(Span{0, 6}) == Span{0, 6});
  const std::size_t name = decoded->text.find("Marsh");
  CHECK(decoded->map.to_source(Span{name, name + 5}) == Span{name, name + 5});
}

TEST_CASE("what was misread and lost some bytes is read where it is whole") {
  const std::string whole = misread("Копирование запрещено без согласия редакции.", "windows-1252");
  std::string lossy;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const bool control = whole[at] == '\xC2' && static_cast<unsigned char>(whole[at + 1]) < 0xA0U;
    at += control ? 1U : 0U;
    lossy += control ? "" : std::string(1, whole[at]);
  }
  REQUIRE(lossy.size() < whole.size());
  const auto decoded = decode(lossy);
  REQUIRE(decoded);
  CHECK(decoded->text.find("Копирование запрещено без ") != std::string_view::npos);
}

TEST_CASE("text that no wrong encoding made stays as it is") {
  const std::string_view texts[] = {
      "Tüm hakları saklıdır. Bu haber izinsiz yayınlanamaz, çoğaltılamaz.",
      "À l'été, où l'on fête ça, il a été « réservé » à Noël : déjà, là-bas.",
      "Все права защищены. Перепечатка запрещена без согласия редакции.",
      "Þetta er íslenska, ævintýri á gönguför. Öll réttindi áskilin.",
      "———————————————— …………………… “””” ««««»»»»",
      "版权所有，未经许可不得转载。本文为港口日报原创。",
  };
  for (const std::string_view text : texts) {
    CAPTURE(text);
    const auto decoded = decode(text);
    REQUIRE(decoded);
    CHECK(decoded->text.data() == text.data());
  }
}

TEST_CASE("code pages of DOS, where they are declared") {
  for (const char* label : {"cp437", "IBM850", "cp-852", "ibm857", "cp858"}) {
    CAPTURE(label);
    const auto decoded = decode("M\x81ller", label);
    REQUIRE(decoded);
    CHECK(decoded->text == "Müller");
  }
  CHECK(decode("\xE1", "cp855")->text == "р");
}

TEST_CASE("a moved Decoded keeps its text") {
  auto decoded = decode("caf\xE9", "latin1");
  REQUIRE(decoded);
  const Decoded moved = std::move(*decoded);
  CHECK(moved.text == "café");
  CHECK(moved.text.data() == moved.storage.data());
}

TEST_CASE("binary data is named, not decoded") {
  struct Case {
    std::string bytes;
    std::string_view what;
  };
  const Case cases[] = {
      {"\x89PNG\r\n\x1A\n....", "PNG image"},
      {"%PDF-1.7\n", "PDF document"},
      {"PK\3\4\x14\0\6\0"s, "ZIP"},
      {"\x7F"
       "ELF\2\1\1\0\0\0\0\0"s,
       "ELF program"},
      {"\x1F\x8B\x08\0\0\0\0\0"s, "gzip"},
      {"a\0\1\2\3\0\0b\xFFz\0\0\5\6\7\0"s, "binary data"},
      {"\x4C\x6F\xA7\x94\x93@", "XML in EBCDIC"},
      // "The harbour gets a crane, the mayor said"
      {"\xE3\x88\x85\x40\x88\x81\x99\x82\x96\xA4\x99\x40\x87\x85\xA3\xA2\x40\x81\x40\x83\x99\x81"
       "\x95\x85\x6B\x40\xA3\x88\x85\x40\x94\x81\xA8\x96\x99\x40\xA2\x81\x89\x84",
       "text in EBCDIC"},
  };
  for (const Case& c : cases) {
    const auto decoded = decode(c.bytes);
    CAPTURE(c.what);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().code == ErrorCode::unsupported);
    CHECK(decoded.error().message.find(c.what) != std::string::npos);
  }
  CHECK(decode(std::string(3000, 'x') + "\0"s + std::string(3000, 'y')));
  CHECK(decode("x", "no-such-encoding").error().code == ErrorCode::encoding);
}

TEST_CASE("UTF-8 validation") {
  struct Case {
    std::string_view bytes;
    bool valid;
  };
  const Case cases[] = {
      {"", true},
      {"\x7F", true},
      {"\xC2\x80", true},
      {"\xDF\xBF", true},
      {"\xE0\xA0\x80", true},
      {"\xED\x9F\xBF", true},
      {"\xEE\x80\x80", true},
      {"\xF0\x90\x80\x80", true},
      {"\xF4\x8F\xBF\xBF", true},
      {"\x80", false},
      {"\xBF", false},
      {"\xC0\x80", false},
      {"\xC1\xBF", false},
      {"\xC2", false},
      {"\xC2\x41", false},
      {"\xE0\x9F\xBF", false},
      {"\xED\xA0\x80", false},
      {"\xE2\x82", false},
      {"\xF0\x8F\xBF\xBF", false},
      {"\xF4\x90\x80\x80", false},
      {"\xF5\x80\x80\x80", false},
      {"\xF0\x9F\x98", false},
      {"\xFE", false},
      {"\xE2\x82\xAC\xAC", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.bytes);
    // At every place of the 32-byte blocks of the fast path, and at the end.
    for (std::size_t before = 0; before < 100; ++before) {
      const std::string head = std::string(before, 'a') + std::string(c.bytes);
      CHECK(is_valid_utf8(head) == c.valid);
      CHECK(is_valid_utf8(head + std::string(70, 'b')) == c.valid);
    }
  }
}

}  // namespace
}  // namespace imprimatur
