#include "meaning/party.h"

#include "meaning/party_name.h"
#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

const NameWords& words() {
  static const NameWords kWords(*builtin_rules());
  return kWords;
}

TEST_CASE("an unknown name ends where its shape does") {
  struct Case {
    std::string_view written;
    std::string_view name;
  };
  const Case cases[] = {
      {"Freitech Solutions. The information in this text", "Freitech Solutions"},
      {"Freitech Solutions, all rights reserved", "Freitech Solutions"},
      {"Freitech Solutions Inc. All rights reserved", "Freitech Solutions Inc."},
      {"Dow Jones & Company, Inc. All Rights Reserved", "Dow Jones & Company, Inc."},
      {"Anadolu Ajansı T.A.Ş. Tüm hakları saklıdır", "Anadolu Ajansı T.A.Ş."},
      {"Verlag der Nordzeitung GmbH & Co. KG", "Verlag der Nordzeitung GmbH & Co. KG"},
      {"The Daily of Nowhere | Contact", "The Daily of Nowhere"},
      {"J. R. Writer", "J. R. Writer"},
      {"eBay", "eBay"},
      {"example.com", "example.com"},
      {"北方晨报。未经许可", "北方晨报"},
      {"ကမ်းခြေအသံ။ မူပိုင်ခွင့်", "ကမ်းခြေအသံ"},
      {"የባሕር ድምፅ። መብቱ", "የባሕር ድምፅ"},
      {"សំឡេងទន្លេ។ រក្សា", "សំឡេងទន្លេ"},
      {"Ափի ձայն։ Բոլոր", "Ափի ձայն"},
      {"Tog' sadosi. Barcha huquqlar", "Tog' sadosi"},
      {"Planinski list. Preuzimanje članka", "Planinski list"},
      {"เสียงภูเขา ห้ามนำบทความนี้ไปลง", "เสียงภูเขา"},
      {"山彦新聞 本記事の無断", "山彦新聞"},
      {"Sauti ya Mawimbi. Haki zote", "Sauti ya Mawimbi"},
      {"Hampas ng Alon. Reserbado", "Hampas ng Alon"},
      {"Kenar sesi. Ähli hukuklar", "Kenar sesi"},
      {"Kenar seals. All rights", "Kenar"},
      {"Ẹ̀kọ́ Etíkun. Gbogbo", "Ẹ̀kọ́ Etíkun"},
      {"ख़बर तट। सर्वाधिकार", "ख़बर तट"},
      {"גלי המפרץ בע\"מ. השימוש בתכנים", "גלי המפרץ בע\"מ"},
      {"朝日新聞社（東京）", "朝日新聞社"},
      {"صحيفة المرفأ، جميع الحقوق", "صحيفة المرفأ"},
      {"Freitech\nAll", "Freitech"},
      {"the Freitech Solutions", "Freitech Solutions"},
      {"FREITECH MEDIA GROUP LLC. ALL RIGHTS", "FREITECH MEDIA GROUP LLC"},
      {"FREITECH AND ITS LICENSORS", "FREITECH"},
      {"Freitech News Powered by Presswork", "Freitech News"},
      {"Freitech Solutions, Paris", "Freitech Solutions"},
      {"Quillfeather.com 2008-2025", "Quillfeather.com"},
      {"J. Barrow & Sons (Printers) Ltd 2024", "J. Barrow & Sons (Printers) Ltd"},
      {"E. J. Whitlow, 2022", "E. J. Whitlow"},
      {"\u0410. \u041F. \u0427\u0430\u0439\u043A\u0430, 2022",
       "\u0410. \u041F. \u0427\u0430\u0439\u043A\u0430"},
      {"Harbor Post Company Mar 4, 2026", "Harbor Post Company"},
      {"Harbor Post 4 March 2026. All rights", "Harbor Post"},
      {"March Media 12 2026", "March Media 12"},
      {"Canal 13 Chile 2026", "Canal 13 Chile"},
      {"Argus.Allrights", "Argus"},
      {"Портовая газета, 2023.", "Портовая газета"},
      {"Портовая газета, новости порта и города", "Портовая"},
      {"Naše houby 2026. Jakékoli užití", "Naše houby"},
      {"Glas juga 2026. Забрањено", "Glas juga"},
      {"Lučina, a. s.", "Lučina, a. s."},
      {"Grupo Ribeira, S. A. de C. V. Todos", "Grupo Ribeira, S. A. de C. V."},
      {"Olszyna sp. z o.o.", "Olszyna sp. z o.o."},
      {"Gesellschaft für Sprache e. V.", "Gesellschaft für Sprache e. V."},
      {"Mačji boter | Pogoji", "Mačji boter"},
      {"Jizerský zpravodaj, z.s. Publikování", "Jizerský zpravodaj"},
      {"Podravski list d.o.o", "Podravski list d.o.o"},
      {"Election results 2026 by county", "Election"},
      {"St. Croix Source", "St. Croix Source"},
      {"U.S. Farm Report", "U.S. Farm Report"},
      {"24/7 Harbour News", "24/7 Harbour News"},
      {"News from the Valley", "News from the Valley"},
      {"Our Town Weekly", "Our Town Weekly"},
      {"In the Hills", "In the Hills"},
      {"Our content is ours", ""},
      {"OUR WORK MAY NOT BE COPIED", ""},
      {"Privacy Policy | Contact", ""},
      {"Terms & Conditions", ""},
      {"Terms & Tides", "Terms & Tides"},
      {"Smith, Jones & Brown LLP", "Smith"},
      {"Harbour et al. This is an open access article", "Harbour et al."},
      {"The Author(s) 2021", "The Author(s)"},
      {"Royal Botanic Gardens, Kew. All rights reserved", "Royal Botanic Gardens, Kew"},
      {"Natural History Museum, London", "Natural History Museum, London"},
      {"Harbour Museum, Lakeside, and others", "Harbour Museum"},
      {"Harbour Post, Lakeside", "Harbour Post"},
      {"Ministry of Food, Agriculture and Fisheries. All",
       "Ministry of Food, Agriculture and Fisheries"},
      {"Hochschule für Technik, Wirtschaft und Kultur Leipzig",
       "Hochschule für Technik, Wirtschaft und Kultur Leipzig"},
      {"Bundesamt für Umwelt, Naturschutz und nukleare Sicherheit",
       "Bundesamt für Umwelt, Naturschutz und nukleare Sicherheit"},
      {"Harbour Museum, Jane Roe and the Bay Weekly", "Harbour Museum"},
      {"Plan E, 2020", "Plan E"},
      {"Maxi D | Contact", "Maxi D"},
      {"University of Wisconsin\u2013Madison.", "University of Wisconsin\u2013Madison"},
      {"Harbour Post \u2013 All the news", "Harbour Post"},
      {"ISO/IEC 2011", "ISO/IEC"},
      {"Eksempel A/S", "Eksempel A/S"},
      {"Harbour Post/Hill Echo", "Harbour Post"},
      {"(\uC8FC)\uC0D8\uD50C\uC18C\uD504\uD2B8. All rights",
       "(\uC8FC)\uC0D8\uD50C\uC18C\uD504\uD2B8"},
      {"Przyk\u0142ad Sp. z o.o.", "Przyk\u0142ad Sp. z o.o."},
      {"", ""},
      {"2024", ""},
      {"2019-2024", ""},
      {"all rights reserved", ""},
      {"All rights reserved", ""},
      {"reserved", ""},
      {"is held by nobody", ""},
      {"| Freitech", ""},
      {"...", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.written);
    CHECK(name_at_start(words(), c.written).text == c.name);
  }
}

TEST_CASE("a name goes on in the next line only where the line was wrapped") {
  const NamePlace far{false, 48};
  CHECK(name_at_start(words(), "Northern\nPlains Press", far).text == "Northern Plains Press");
  CHECK(name_at_start(words(), "Northern\nAll rights", far).text == "Northern");
  CHECK(name_at_start(words(), "Northern\nPlains Press").text == "Northern");
}

TEST_CASE("a list of names that a conjunction closes is several parties") {
  using Names = std::vector<std::string>;
  CHECK(names_at_start(words(), "Post Co, Hill Echo and Bay Weekly").names ==
        Names{"Post Co", "Hill Echo", "Bay Weekly"});
  CHECK(names_at_start(words(), "Hill Echo, Bay Weekly, & Post Co.").names ==
        Names{"Hill Echo", "Bay Weekly", "Post Co."});
  CHECK(names_at_start(words(), "Smith, Jones and Brown").names == Names{"Smith, Jones and Brown"});
  CHECK(names_at_start(words(), "Smith, Jones & Brown LLP").names ==
        Names{"Smith, Jones & Brown LLP"});
  CHECK(names_at_start(words(), "Hill Echo, Paris").names == Names{"Hill Echo"});
  CHECK(names_at_start(words(), "Lantern Bay News and the Coastal Project").names ==
        Names{"Lantern Bay News", "Coastal Project"});
  CHECK(names_at_start(words(), "Verlag der Bucht GmbH & Co. KG").names ==
        Names{"Verlag der Bucht GmbH & Co. KG"});
  CHECK(names_at_start(words(), "Farrow and Holt Publishing").names ==
        Names{"Farrow and Holt Publishing"});
  CHECK(names_at_start(words(), "all rights").names.empty());
}

Parties parties(std::string_view text) {
  static const Lexicon kLexicon(*builtin_rules());
  Shadow shadow;
  shadow.assign(text, {0, text.size()});
  return find_parties({kLexicon, words()}, shadow, text, {{0, shadow.text().size()}});
}

TEST_CASE("a known name is its holder, whatever the spelling") {
  for (const std::string_view text :
       {"Anadolu Agency.", "Anadolu Ajansı T.A.Ş. Tüm", "ANADOLU AJANSI", "the Anadolu Agency"}) {
    CAPTURE(text);
    const Parties found = parties(text);
    REQUIRE_FALSE(found.holders.empty());
    CHECK(found.holders[0].id == "anadolu");
    REQUIRE_FALSE(found.known.empty());
    CHECK(found.known[0]->id == "anadolu");
  }
}

TEST_CASE("two known names are two holders") {
  const Parties found = parties("AFP and Reuters.");
  REQUIRE(found.holders.size() == 2);
  CHECK(found.holders[0].id == "afp");
  CHECK(found.holders[1].id == "reuters");
}

TEST_CASE("a name of the database within another party's name is not its holder") {
  const Parties namesake = parties("Harrow Guardian. All rights reserved");
  REQUIRE(namesake.holders.size() == 1);
  CHECK(namesake.holders[0] == HolderRef{"", "Harrow Guardian"});
  const Parties next = parties("Freitech News. Reuters contributed to it");
  REQUIRE(next.holders.size() == 1);
  CHECK(next.holders[0].name == "Freitech News");
}

TEST_CASE("an unknown name has no id, and a place where it ends") {
  const Parties found = parties("Freitech Solutions. The information");
  REQUIRE(found.holders.size() == 1);
  CHECK(found.holders[0] == HolderRef{"", "Freitech Solutions"});
  CHECK(found.known.empty());
  CHECK(found.end == 18);
}

TEST_CASE("a date before a name is no part of it") {
  for (const std::string_view text :
       {"12 March 2023, Harbour Times", "March 12, 2023 Harbour Times"}) {
    CAPTURE(text);
    REQUIRE(parties(text).holders.size() == 1);
    CHECK(parties(text).holders[0].name == "Harbour Times");
  }
}

TEST_CASE("a year of another calendar before a name is no part of it") {
  for (const std::string_view text : {"2568 คลื่นชายฝั่ง", "1403 صدای ساحل", "2500 Years Press"}) {
    CAPTURE(text);
    REQUIRE(parties(text).holders.size() == 1);
    const std::string name = parties(text).holders[0].name;
    CHECK(name == (text.ends_with("Press") ? text : text.substr(5)));
  }
}

TEST_CASE("nobody is named by years or plain words") {
  CHECK(parties("2019-2024").holders.empty());
  CHECK(parties("all rights reserved").holders.empty());
  CHECK(parties("").holders.empty());
}

}  // namespace
}  // namespace imprimatur
