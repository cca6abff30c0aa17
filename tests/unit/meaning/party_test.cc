#include "meaning/party.h"

#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

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
      {"朝日新聞社（東京）", "朝日新聞社"},
      {"صحيفة المرفأ، جميع الحقوق", "صحيفة المرفأ"},
      {"Freitech\nAll", "Freitech"},
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
    CHECK(name_at_start(c.written).text == c.name);
  }
}

Parties parties(std::string_view text) {
  static const Lexicon kLexicon(*builtin_rules());
  Shadow shadow;
  shadow.assign(text, {0, text.size()});
  return find_parties(kLexicon, shadow, text, {0, shadow.text().size()});
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

TEST_CASE("an unknown name has no id, and a place where it ends") {
  const Parties found = parties("Freitech Solutions. The information");
  REQUIRE(found.holders.size() == 1);
  CHECK(found.holders[0] == HolderRef{"", "Freitech Solutions"});
  CHECK(found.known.empty());
  CHECK(found.end == 18);
}

TEST_CASE("nobody is named by years or plain words") {
  CHECK(parties("2019-2024").holders.empty());
  CHECK(parties("all rights reserved").holders.empty());
  CHECK(parties("").holders.empty());
}

}  // namespace
}  // namespace imprimatur
