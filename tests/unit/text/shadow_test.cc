#include "text/shadow.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

std::string shadow_of(std::string_view text) {
  Shadow shadow;
  shadow.assign(text, {0, text.size()});
  return std::string(shadow.text());
}

TEST_CASE("the shadow reads like the text") {
  struct Case {
    std::string_view text;
    std::string_view shadow;
  };
  const Case cases[] = {
      {"", ""},
      {"  All\t Rights  \n\n  Reserved ", "all rights\nreserved"},
      {"a\r\nb\rc", "a\nb\nc"},
      {"a\u00A0\u2003b", "a b"},
      {"Copy\u00ADright Copy\u200Bright", "copyright copyright"},
      {"re-\npublished re-\r\n  used", "republished reused"},
      {"re\u00AD\nused", "reused"},
      {"> re-\n> used", "reused"},
      {"Anglo-\nAmerican", "anglo-\namerican"},
      {"pages 3-\n5", "pages 3-\n5"},
      {"**All** rights *reserved*", "all rights reserved"},
      {"_All rights_ snake_case", "all rights snake_case"},
      {"PARIS (AP) _ The", "paris (ap) - the"},
      {"____", "____"},
      {"`code`", "code"},
      {"the rights are reserved, and no part of this text\nmay be copied.",
       "the rights are reserved, and no part of this text may be copied."},
      {"> quoted\n>> twice", "quoted\ntwice"},
      {"// one\n// two\n//x", "one\ntwo\n//x"},
      {"- one\n* two\n+ three", "one\ntwo\nthree"},
      {"# Head\n## Sub\n#tag", "head\nsub\n#tag"},
      {"&copy; &#169; &#xA9; &amp;copy; &amp;#169;", "© © © © ©"},
      {R"(\(co \[co] \copyright{} \copyright 2 \textcopyright \u00a9)", "© © © © 2 © ©"},
      {R"(\(co 1991\-2023 x, tar \-x)", R"(© 1991-2023 x, tar \-x)"},
      {R"(\copyrighted \(con \u00 \ud83d \u0041 \\u0441 \xa9)",
       R"(\copyrighted ©n \u00 \ud83d \u0041 \с \xa9)"},
      {"A&nbsp;B &amp; C &lt;d&gt; &quot;e&quot;", "a b & c <d> \"e\""},
      {"r&eacute;serv&eacute;s", "reserves"},
      {"don&#39;t don&#8217;t don&rsquo;t don#39;t", "don't don't don't don't"},
      {"amp;#39;x amp;quot; quot;y quot;", "'x \" \"y \""},
      {"AT&T &unknown; & &#; &#xZZ;", "at&t &unknown; & &#; &#xzz;"},
      {"&ndash; &mdash; &shy;x&zwnj;y", "- - xy"},
      {"\xC3\x82\xC2\xA9 2020", "© 2020"},
      {"\xC3\x83\xE2\x80\x9A\xC3\x82\xC2\xA9 2020", "© 2020"},
      {"don\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2t", "don't"},
      {"\xC3\xA2\xE2\x82\xAC\xC5\x93so\xC3\xA2\xE2\x82\xAC\xC2\x9D", "\"so\""},
      {"\xC3\xA2\xE2\x82\xAC\xE2\x80\x9C x", "- x"},
      {"f\xC3\x83\xC2\xBCr", "fur"},
      {"AMANH\xC3\x83\xE2\x80\x9D", "amanha\""},
      {"Ⓒ ⓒ (c) (C)", "© © (c) (c)"},
      {"Р\xD0\xB8\xCC\x86 е\u0308 і\u0308", "рй ё ї"},
      {"か\u3099 ﾊﾟ ﾃﾞ", "が パ デ"},
      {"e\u0301x", "ex"},
      {"ＡＰ　通信", "ap 通信"},
      {"Сopyright", "copyright"},
      {"АР", "ар"},
      {"NEW YORK (АР) The", "new york (ap) the"},
      {"Все прaва зaщищены", "все права защищены"},
      {"Со Google не", "со google не"},
      {"IT-компания", "it-компания"},
      {"Τα δικαιώματα", "τα δικαιωματα"},
      {"©️ 2022", "© 2022"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(shadow_of(c.text) == c.shadow);
  }
}

TEST_CASE("shadow ranges map back to what they stand for") {
  const std::string_view text = "xx &copy;  2022 re-\nused e\xCC\x81t";
  Shadow shadow;
  shadow.assign(text, {3, text.size()});
  REQUIRE(shadow.text() == "© 2022 reused et");
  const auto source = [&](std::string_view piece) {
    const std::size_t at = shadow.text().find(piece);
    const Span span = shadow.to_text({at, at + piece.size()});
    return text.substr(span.begin, span.size());
  };
  CHECK(source("©") == "&copy;");
  CHECK(source(" 2022") == "  2022");
  CHECK(source("reused") == "re-\nused");
  CHECK(source("e") == "e");
  CHECK(source("et") == "e\xCC\x81t");
  CHECK(shadow.from_text(0) == 0);
  CHECK(shadow.from_text(3) == 0);
  CHECK(shadow.from_text(11) == 3);
  CHECK(shadow.from_text(99) == shadow.text().size());
  CHECK(shadow.to_text({0, 0}) == Span{3, 3});
}

TEST_CASE("each character beyond ASCII stands for itself, and so do the blanks between them") {
  const std::string_view text =
      "Все  права (№ 5) защищены, ёлка. 版权所有，翻印 ไทย सर्वाधिकार 모든 권리";
  Shadow shadow;
  shadow.assign(text, {0, text.size()});
  const auto source = [&](std::string_view piece) {
    const std::size_t at = shadow.text().find(piece);
    REQUIRE(at != std::string_view::npos);
    const Span span = shadow.to_text({at, at + piece.size()});
    return text.substr(span.begin, span.size());
  };
  CHECK(source("все") == "Все");
  CHECK(source(" права") == "  права");
  CHECK(source("щищены, ё") == "щищены, ё");
  CHECK(source("所有,翻") == "所有，翻");
  CHECK(source("ไทย सर्") == "ไทย सर्");
  CHECK(source("든 권") == "든 권");
  const std::size_t at = shadow.text().find("ё");
  CHECK(shadow.to_text({at, at + 1}) == shadow.to_text({at, at + 2}));
  CHECK(shadow.to_text({at + 1, at + 2}) == shadow.to_text({at, at + 2}));
}

TEST_CASE("a word of look-alikes is told by what stands beside its letters") {
  // Look-alikes alone between Latin words, a Latin letter among Cyrillic ones, a digit beside.
  CHECK(shadow_of("NEW YORK (АР) The") == "new york (ap) the");
  CHECK(shadow_of("NEW YORK,\n(АР)\nThe") == "new york,\n(ap)\nthe");
  // The same in a window as in the whole text.
  const std::string text = "words,\n/тасс /\n\nwords";
  Shadow window;
  window.assign(text, {0, text.find("\n\n")});
  CHECK(shadow_of(text).starts_with(window.text()));
  CHECK(shadow_of("сора права") == "сора права");
  CHECK(shadow_of("Copyright: сору the") == "copyright: copy the");
  CHECK(shadow_of("прaва") == "права");
  CHECK(shadow_of("рap5") == "pap5");
}

TEST_CASE("disguised ranges are marked") {
  Shadow shadow;
  const auto disguised = [&](std::string_view text, std::string_view piece) {
    shadow.assign(text, {0, text.size()});
    const std::size_t at = shadow.text().find(piece);
    REQUIRE(at != std::string_view::npos);
    return shadow.disguised({at, at + piece.size()});
  };
  CHECK(disguised("all Сopyright here", "copyright"));
  CHECK_FALSE(disguised("all Сopyright here", "all"));
  CHECK_FALSE(disguised("all Сopyright here", "here"));
  CHECK(disguised("Copy\u200B\u200Bright", "copyright"));
  CHECK(disguised("прaва", "права"));
  CHECK_FALSE(disguised("Copy\u00ADright", "copyright"));
  CHECK_FALSE(disguised("می\u200Cباشد", "ميباشد"));
  CHECK_FALSE(disguised("re\u0301serve", "reserve"));
}

TEST_CASE("a window in the middle of a line has no line marks") {
  const std::string_view text = "profit - loss";
  Shadow shadow;
  shadow.assign(text, {7, text.size()});
  CHECK(shadow.text() == "- loss");
}

}  // namespace
}  // namespace imprimatur
