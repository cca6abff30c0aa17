// Search text is the shadow of the same text, with blanks for line breaks, and knows the way back.
#include "text/search_text.h"

#include "text/fold.h"
#include "text/shadow.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

void compare(const std::string& text) {
  CAPTURE(text);
  SearchText search;
  search.assign(text, {0, text.size()});
  Shadow shadow;
  shadow.assign(text, {0, text.size()});
  std::string expected(shadow.text());
  std::replace(expected.begin(), expected.end(), '\n', ' ');
  REQUIRE(search.text() == expected);
  CHECK(search.ascii() == std::all_of(expected.begin(), expected.end(), [](char c) {
          return static_cast<unsigned char>(c) < 0x80;
        }));
  for (std::size_t at = 0; at < expected.size(); ++at) {
    if ((static_cast<unsigned char>(expected[at]) & 0xC0U) != 0x80U) {
      CHECK(search.to_text(at) == shadow.to_text(Span{at, at + 1}).begin);
    }
  }
}

TEST_CASE("search text is the shadow in one line") {
  for (const char* text : {"",
                           "Copyright 2022\nExample  Agency",
                           "Все права защищены. Перепечатка ЗАПРЕЩЕНА",
                           "копиpaйт и copyright, и ещё й\xD0\xB8\xCC\x86",
                           "جميع الحقوق محفوظة © وكالة الأَناضول",
                           "版权所有 未经许可 不得转载",
                           "無断転載を禁じます。ガギグ か\xE3\x82\x99 ﾊﾟﾝ ｶﾞ",
                           "저작권자(c) 연합뉴스 무단 전재-재배포 금지",
                           "Όλα τα δικαιώματα διατηρούνται",
                           "सर्वाधिकार सुरक्षित",
                           "Ẽwé Ṣe àwọn Ǆungla ǅ ĳ ſtraße",
                           "Â© Ã¼ber â€œtextâ€\x9D",
                           "𝐂opyright 𝕏 \xF0\x90\x90\x80"}) {
    compare(text);
  }
}

TEST_CASE("search text is the shadow, whatever stands beside what") {
  const std::vector<std::string> pieces = {"а",
                                           "р",
                                           "с",
                                           "x",
                                           "p",
                                           "о",
                                           "Ж",
                                           "ё",
                                           "\xCC\x86",
                                           "\xCC\x88",
                                           " ",
                                           "\n",
                                           "-",
                                           "\xC2\xAD",
                                           "\xE2\x80\x8B",
                                           "か",
                                           "\xE3\x82\x99",
                                           "ﾊ",
                                           "ﾞ",
                                           "版",
                                           "a",
                                           "©",
                                           "Â",
                                           "â€",
                                           "م",
                                           "\xD9\x8E",
                                           "ﻻ",
                                           "1",
                                           "&amp;",
                                           "q",
                                           "İ",
                                           "ı",
                                           "ß",
                                           "Ω",
                                           "Ａ",
                                           "한",
                                           "\xE2\x80\xA8",
                                           "*",
                                           ".",
                                           "\xF0\x9D\x90\x80"};
  std::mt19937 random(3);  // NOLINT: the same texts each time
  for (int round = 0; round < 1500; ++round) {
    std::string text;
    for (std::size_t count = random() % 14; count > 0; --count) {
      text += pieces[random() % pieces.size()];
    }
    compare(text);
  }
}

}  // namespace
}  // namespace imprimatur
