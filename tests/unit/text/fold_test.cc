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

// True if a byte search for the variants finds `text`.
bool found_in(std::string_view literal, std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  const auto variants = raw_variants(literal);
  return std::any_of(variants.begin(), variants.end(), [&](const RawLiteral& v) {
    return (v.caseless ? std::string_view(small) : text).find(v.bytes) != std::string_view::npos;
  });
}

TEST_CASE("raw variants find a literal as people write it") {
  struct Case {
    std::string_view literal;
    std::vector<std::string_view> texts;
  };
  const Case cases[] = {
      {"copyright", {"Copyright", "COPYRIGHT", "copyRight", "COPYRİGHT"}},
      {"izinsiz", {"izinsiz", "İzinsiz", "İZİNSİZ", "IZINSIZ"}},
      {"hakları", {"hakları", "Hakları", "HAKLARI", "haklari", "HAKLARİ"}},
      {"çoğaltılamaz", {"ÇOĞALTILAMAZ", "Çoğaltılamaz", "cogaltilamaz"}},
      {"réservés", {"réservés", "Réservés", "RÉSERVÉS", "RESERVES", "reserves"}},
      {"vyhrazena", {"VYHRAZENA"}},
      {"zastrzeżone", {"ZASTRZEŻONE", "zastrzezone"}},
      {"права", {"права", "Права", "ПРАВА"}},
      {"πνευματικά", {"πνευματικά", "Πνευματικά", "ΠΝΕΥΜΑΤΙΚΑ", "πνευματικα"}},
      {"الأناضول", {"الأناضول", "الاناضول"}},
      {"کلیه", {"کلیه", "كليه"}},
      {"محفوظة", {"محفوظة", "محفوظه"}},
      {"(AA)", {"(AA)", "（AA）"}},
      {"©", {"© 2022"}},
      {"版权", {"版权所有"}},
  };
  for (const Case& c : cases) {
    for (const std::string_view text : c.texts) {
      CAPTURE(c.literal, text);
      CHECK(found_in(c.literal, text));
    }
    const auto variants = raw_variants(c.literal);
    CHECK(variants.size() <= 16);
    CHECK(std::is_sorted(variants.begin(), variants.end()));
  }
  CHECK(raw_variants("xyz") == std::vector<RawLiteral>{{"xyz", true}});
}

}  // namespace
}  // namespace imprimatur
