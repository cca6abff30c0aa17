#include "text/fold.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

TEST_CASE("folding unifies what readers take for the same letter") {
  struct Case {
    std::string_view text;
    std::string_view folded;
  };
  const Case cases[] = {
      {"Tüm Hakları SAKLIDIR", "tum haklari saklidir"},
      {"İIıi", "iiii"},
      {"ŞşȘș ŢţȚț Ğğ Çç", "ssss tttt gg cc"},
      {"Źródło Łódź Øre Đuro", "zrodlo lodz ore duro"},
      {"straße STRASSE ẞ", "straße strasse ß"},
      {"Æsop Œuvre", "æsop œuvre"},
      {"Quyền tác giả", "quyen tac gia"},
      {"Πνευματικά ΔΙΚΑΙΏΜΑΤΑ ς", "πνευματικα δικαιωματα σ"},
      {"Ёлка ЙОД Ґрунт Її", "ёлка йод ґрунт її"},
      {"réservés", "reserves"},
      {"re\xCC\x81serve\xCC\x81s", "reserves"},
      {"أإآٱ ى ی ي ئ ؤ ة ک", "اااا ي ي ي ي و ه ك"},
      {"مـحـفـوظة", "محفوظه"},
      {"مُحَمَّد", "محمد"},
      {"می\u200Cباشد", "ميباشد"},
      {"٢٠٢٤ ۲۰۲۴ २०२४", "2024 2024 2024"},
      {"（ＡＰ）：，", "(ap):,"},
      {"“a” „b‟ «c» 「d」『e』", "\"a\" \"b\" \"c\" \"d\"\"e\""},
      {"‘a’ ‚b‛ ‹c› ʼ ′ `", "'a' 'b' 'c' ' ' '"},
      {"a‐b‑c‒d–e—f―g−h－i", "a-b-c-d-e-f-g-h-i"},
      {"a\u00A0b\u2009c\u3000d\te", "a b c d e"},
      {"Copy\u00ADri\u200Bght\uFEFF", "copyright"},
      {"Ⓒ ⓒ © ®", "© © © ®"},
      {"データー ﾃﾞｰﾀ", "データー テ\u3099ータ"},
      {"𝐂𝘰𝓹𝔂", "copy"},
      {"저작권 版权 版權", "저작권 版权 版權"},
      {"x² ½", "x² ½"},
      {"\u0958\u0915\u093C \u09DF\u09AF\u09BC \u0A36", "\u0915\u0915 \u09AF\u09AF \u0A38"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(fold(c.text) == c.folded);
  }
}

TEST_CASE("folding is idempotent for every code point") {
  for (char32_t c = 0; c < 0x20000; ++c) {
    const char32_t once = fold(c);
    if (once != kFoldDrop && fold(once) != once) {
      CAPTURE(static_cast<unsigned>(c), static_cast<unsigned>(once));
      FAIL_CHECK("folds further");
    }
  }
}

TEST_CASE("classes") {
  CHECK(is_letter('a'));
  CHECK(is_letter(0x416));
  CHECK(is_letter(0x93F));  // Devanagari vowel sign
  CHECK_FALSE(is_letter('1'));
  CHECK_FALSE(is_letter(0x301));
  CHECK(is_word(0x301));
  CHECK(is_word('7'));
  CHECK_FALSE(is_word('_'));
  CHECK(is_upper(0x130));
  CHECK(is_lower(0x131));
  CHECK(is_digit(0x669));
  CHECK(is_cjk(0x4E00));
  CHECK(is_cjk(0x30FC));
  CHECK(is_cjk(0xE01));
  CHECK_FALSE(is_cjk(0xAC00));
  CHECK_FALSE(is_cjk(0x3002));
  CHECK(display_width(0x4E00) == 2);
  CHECK(display_width(0xAC00) == 2);
  CHECK(display_width(0x301) == 0);
  CHECK(display_width('a') == 1);
  CHECK(display_width(0x1F600) == 2);
}

TEST_CASE("look-alikes") {
  CHECK(confusable_latin(0x410) == 'a');
  CHECK(confusable_latin(0x421) == 'c');
  CHECK(confusable_latin(0x3BF) == 'o');
  CHECK(confusable_latin(0x416) == 0);
  CHECK(confusable_latin('a') == 0);
}

TEST_CASE("UTF-8 round trip") {
  for (const char32_t c : {0x0U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xFFFDU, 0x10000U, 0x10FFFFU}) {
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    CHECK(next_code_point(text, at) == c);
    CHECK(at == text.size());
  }
}

}  // namespace
}  // namespace imprimatur
