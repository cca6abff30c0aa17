#include "meaning/date.h"

#include "support/builtin_rules.h"
#include "text/fold.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

const Months& months() {
  static const Months kMonths(*builtin_rules());
  return kMonths;
}

std::uint32_t language(std::string_view code) {
  const auto& all = builtin_rules()->languages();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (all[i].language->code == code) {
      return i;
    }
  }
  return Months::kAnyLanguage;
}

TEST_CASE("dates of many shapes are read") {
  struct Case {
    std::string_view text;
    std::string_view date;
  };
  const Case cases[] = {
      {"embargoed until 2027-03-05", "2027-03-05"},
      {"until 5 march 2027, 10 a.m.", "2027-03-05"},
      {"until march 5, 2027", "2027-03-05"},
      {"bis 05.03.2027", "2027-03-05"},
      {"bis 5. maerz 2027", "2027-03-05"},
      {"jusqu'au 5 mars 2027", "2027-03-05"},
      {"hasta el 5 de marzo de 2027", "2027-03-05"},
      {"ate 5 de dezembro de 2027", "2027-12-05"},
      {"5 aralik 2027 tarihine kadar", "2027-12-05"},
      {"until 5/3/2027", "2027-03-05"},
      {"until the 5th march 2027", "2027-03-05"},
      {"until 31 february 2027 or 1 june 2027", "2027-06-01"},
      {"embargo do 6 grudnia 2028 r.", "2028-12-06"},
      {"do 5. července 2027", "2027-07-05"},
      {"do 5. června 2027", "2027-06-05"},
      {"до 6 грудня 2028 року", "2028-12-06"},
      {"έως τις 6 δεκεμβρίου 2028", "2028-12-06"},
      {"6. joulukuuta 2028 kello 10", "2028-12-06"},
      {"embargó: 2028. december 6., 10 óra", "2028-12-06"},
      {"do 3. listopadu 2028", "2028-11-03"},
      {"엠바고: 2028년 12월 6일 10시", "2028-12-06"},
      {"iki 2027 m. gruodžio 5 d.", "2027-12-05"},
      {"until 2027", ""},
      {"until friday", ""},
      {"call 555-123-4567", ""},
      {"until 99.99.2027", ""},
      {"5 march 1850", ""},
      {"", ""},
      {"99999999999999999999 march 99999999999999", ""},
      {"līdz 2027. gada 5. decembrim", "2027-12-05"},
      {"2027 жылғы 5 желтоқсанға дейін", "2027-12-05"},
      {"2027ko abenduaren 5a arte", "2027-12-05"},
      {"fins al 5 d'abril de 2027", "2027-04-05"},
      {"ate 5 de dezembro do 2027", "2027-12-05"},
      {"cho đến ngày 5 tháng 12 năm 2027", "2027-12-05"},
      {"حتى 5 كانون الثاني 2027", "2027-01-05"},
      {"حتى 5 ايلول 2027", "2027-09-05"},
      {"hanggang ika-5 ng marso 2027", "2027-03-05"},
      {"5 stories of 2027", ""},
      {"5 new 2027 models", ""},
      {"room 5 marketing 12", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(find_date(fold(c.text), months(), Months::kAnyLanguage) == c.date);
  }
}

TEST_CASE("a language's own months go before those of others") {
  constexpr std::string_view kDate = "do 5. listopada 2027";
  CHECK(find_date(kDate, months(), language("pl")) == "2027-11-05");
  CHECK(find_date(kDate, months(), language("hr")) == "2027-10-05");
  // The later one: it holds the text back longer.
  CHECK(find_date(kDate, months(), Months::kAnyLanguage) == "2027-11-05");
  CHECK(find_date("until 5 march 2027", months(), language("hr")) == "2027-03-05");
}

TEST_CASE("months are found by how they begin") {
  CHECK(months().find("march", language("en"))->month == 3);
  CHECK(months().find("maaliskuuta")->month == 3);
  CHECK(months().find("marraskuuta")->month == 11);
  CHECK_FALSE(months().find(""));
  CHECK_FALSE(months().find("monday"));
  CHECK_FALSE(months().find("mayonnaiseandverylongwordsthatarenomonthatall"));
}

}  // namespace
}  // namespace imprimatur
