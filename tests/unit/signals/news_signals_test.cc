// Rights fields of news formats to claims: status, embargo, expiry, PLUS codes, ODRL.
#include "signals/iso_time.h"
#include "signals/signals.h"
#include "signals/territory.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

Field rights(std::string name, std::string value, Scope scope = Scope::document) {
  Field field;
  field.kind = Field::Kind::rights;
  field.name = std::move(name);
  field.span = {0, value.size()};
  field.value = std::move(value);
  field.scope = scope;
  return field;
}

std::vector<Claim> claims_of(std::vector<Field> fields) {
  Document document;
  const std::string source = fields.front().value;
  document.source = source;
  document.fields = std::move(fields);
  return read_signals(document);
}

std::vector<Claim> policy(std::string name, std::string value) {
  Field field = rights(std::move(name), std::move(value));
  field.kind = Field::Kind::policy;
  return claims_of({std::move(field)});
}

UseSet uses(std::initializer_list<Use> list) {
  UseSet set;
  for (const Use use : list) {
    set.add(use);
  }
  return set;
}

TEST_CASE("times in the spellings of news formats") {
  CHECK(iso_time("2026-11-30") == "2026-11-30");
  CHECK(iso_time("20261130") == "2026-11-30");
  CHECK(iso_time("20261130T120000Z") == "2026-11-30T12:00:00Z");
  CHECK(iso_time("20261130T120000+0100") == "2026-11-30T11:00:00Z");
  CHECK(iso_time("2026-11-30T00:30:00.000+01:00") == "2026-11-29T23:30:00Z");
  CHECK(iso_time("2026-11-30 12:00") == "2026-11-30T12:00:00Z");
  CHECK(iso_time(" 2026-11-30T12:00:00-05 ") == "2026-11-30T17:00:00Z");
  CHECK(iso_time("2026-11-30T24:00:00Z") == "2026-12-01T00:00:00Z");
  for (const char* bad : {"",
                          "soon",
                          "2026-13-01",
                          "2026-02-30",
                          "2026-11-30Tx",
                          "30.11.2026",
                          "2026-11-30T12:00 MEZ",
                          "2026-11-30T25:00:00Z"}) {
    CAPTURE(bad);
    CHECK(iso_time(bad).empty());
  }
}

TEST_CASE("countries") {
  CHECK(territory_code("http://cvx.iptc.org/iso3166-1a3:DEU") == "DE");
  CHECK(territory_code("iso3166-1a2:at") == "AT");
  CHECK(territory_code("http://www.itu.int/tML/tML-ISO-3166:it") == "IT");
  CHECK(territory_code("UK") == "GB");
  CHECK(territory_code("XX").size() == 3);
  CHECK(territory_code("Europe") == "EUROPE");
}

TEST_CASE("status and embargo") {
  CHECK(claims_of({rights("status", "usable")}).empty());
  for (const char* status : {"withheld", "stat:canceled", "Cancelled", "stat:withheld"}) {
    const auto claims = claims_of({rights("status", status)});
    REQUIRE(claims.size() == 1);
    CHECK(claims[0].prohibits == kAllUses);
    CHECK_FALSE(claims[0].note.empty());
  }
  const auto dated = claims_of({rights("embargo", "2026-12-01T06:00:00+01:00")});
  REQUIRE(dated.size() == 1);
  CHECK(dated[0].role == Role::embargo);
  CHECK(dated[0].until == "2026-12-01T05:00:00Z");
  for (const char* open : {"none given", "after the match"}) {
    const auto claims = claims_of({rights("embargo", open)});
    REQUIRE(claims.size() == 1);
    CHECK(claims[0].until == kNoEmbargoEnd);
  }
  CHECK(claims_of({rights("status", "Embargoed")}).size() == 1);
  CHECK(claims_of({rights("status", "Embargoed"), rights("embargo", "2026-12-01")}).size() == 1);
}

TEST_CASE("an expiry ends permissions and leaves the rights") {
  const auto claims =
      claims_of({rights("expires", "2026-06-01"), rights("terms", "Free to publish.")});
  REQUIRE(claims.size() == 2);
  for (const Claim& claim : claims) {
    if (claim.kind == Claim::Kind::text) {
      CHECK(claim.until == "2026-06-01");
    } else {
      CHECK(claim.from == "2026-06-01");
      CHECK(claim.role == Role::reservation);
    }
  }
}

TEST_CASE("rights fields to words") {
  const auto claims = claims_of({rights("year", "2026"),
                                 rights("holder", "H"),
                                 rights("terms", "https://x.example/terms"),
                                 rights("notice", "N"),
                                 rights("credit", "C", Scope::photo)});
  REQUIRE(claims.size() == 4);
  CHECK(claims[0].kind == Claim::Kind::notice);
  CHECK(claims[0].years == "2026");
  CHECK(claims[1].kind == Claim::Kind::licence);
  CHECK(claims[1].holder == "H");
  CHECK(claims[2].kind == Claim::Kind::notice);
  CHECK(claims[3].kind == Claim::Kind::agency);
  CHECK(claims[3].scope == Scope::photo);
}

TEST_CASE("PLUS data mining codes") {
  struct Case {
    const char* value;
    UseSet prohibits;
    UseSet permits;
  };
  const Case cases[] = {
      {"http://ns.useplus.org/ldf/vocab/DMI-ALLOWED",
       {},
       uses({Use::tdm, Use::ai_train, Use::search})},
      {"DMI-PROHIBITED-AIMLTRAINING", uses({Use::ai_train}), {}},
      {"dmi-prohibited-genaimltraining", uses({Use::ai_train}), {}},
      {"DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING",
       uses({Use::tdm, Use::ai_train, Use::ai_input}),
       uses({Use::search})},
      {"plus:DMI-PROHIBITED", uses({Use::tdm, Use::ai_train, Use::ai_input, Use::search}), {}},
      {"DMI-PROHIBITED-SEECONSTRAINT",
       uses({Use::tdm, Use::ai_train, Use::ai_input, Use::search}),
       {}},
      {"DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR",
       uses({Use::tdm, Use::ai_train, Use::ai_input, Use::search}),
       {}},
      {"DMI-PROHIBITED-SEELINKEDRIGHTSEXPR",
       uses({Use::tdm, Use::ai_train, Use::ai_input, Use::search}),
       {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.value);
    Field of_image = rights("datamining", c.value);
    of_image.kind = Field::Kind::property;
    for (const Field& field : {rights("data-mining", c.value), of_image}) {
      UseSet prohibits;
      UseSet permits;
      for (const Claim& claim : claims_of({field})) {
        prohibits.add(claim.prohibits);
        permits.add(claim.permits);
      }
      CHECK(prohibits == c.prohibits);
      CHECK(permits == c.permits);
    }
  }
  CHECK(claims_of({rights("data-mining", "DMI-UNSPECIFIED")}).empty());
  const auto broken = claims_of({rights("data-mining", "DMI-FORBIDDEN")});
  REQUIRE(broken.size() == 1);
  CHECK(broken[0].permits.empty());
  CHECK_FALSE(broken[0].why_not.empty());
}

// Claims of one role.
std::vector<Claim> of_role(const std::vector<Claim>& claims, Role role) {
  std::vector<Claim> out;
  for (const Claim& claim : claims) {
    if (claim.role == role) {
      out.push_back(claim);
    }
  }
  return out;
}

TEST_CASE("ODRL: actions, constraints and duties of a permission") {
  const auto claims = policy("odrl-json",
                             R"({"@type":"Set","permission":[{"action":"odrl:distribute",)"
                             R"("constraint":[{"leftOperand":"dateTime","operator":"lteq",)"
                             R"("rightOperand":{"@value":"2026-12-31","@type":"xsd:date"}},)"
                             R"({"leftOperand":"spatial","operator":"isAnyOf","rightOperand":)"
                             R"(["iso3166-1a2:DE","iso3166-1a3:AUT"]}],)"
                             R"("duty":[{"action":"attribute"}]}]})");
  const auto permissions = of_role(claims, Role::permission);
  REQUIRE(permissions.size() == 1);
  CHECK(permissions[0].permits == uses({Use::publish, Use::redistribute}));
  CHECK(permissions[0].until == "2026-12-31");
  CHECK(permissions[0].territories == std::vector<std::string>{"DE", "AT"});
  CHECK(permissions[0].duties.has(Duty::attribute));
  CHECK(permissions[0].value == "odrl:distribute");
  CHECK(of_role(claims, Role::reservation).size() == 1);
}

TEST_CASE("ODRL: what cannot be judged narrows") {
  const auto granted = policy(
      "odrl-json",
      R"({"permission":{"action":"use","constraint":{"leftOperand":"count","operator":"lteq",)"
      R"("rightOperand":"3"}}})");
  REQUIRE(of_role(granted, Role::permission).size() == 1);
  CHECK(of_role(granted, Role::permission)[0].constraints.has(Constraint::medium));
  const auto paid = policy(
      "odrl-json", R"({"permission":[{"action":"display","duty":[{"action":"compensate"}]}]})");
  CHECK(of_role(paid, Role::permission).empty());
  CHECK(of_role(paid, Role::reservation).size() == 2);
  const auto banned =
      policy("odrl-json",
             R"({"prohibition":[{"action":"display","constraint":[{"leftOperand":"recipient",)"
             R"("operator":"eq","rightOperand":"x"}]}]})");
  REQUIRE(banned.size() == 1);
  CHECK(banned[0].constraints.has(Constraint::medium));
  CHECK_FALSE(banned[0].note.empty());
}

TEST_CASE("ODRL: conflicts go by the strategy, and are void without one") {
  const auto with = [](const std::string& conflict) {
    return policy(
        "odrl-json",
        "{" + conflict +
            R"("permission":[{"action":"distribute"}],"prohibition":[{"action":"display"}]})");
  };
  const auto is_void = with("");
  CHECK(of_role(is_void, Role::permission).empty());
  CHECK(of_role(is_void, Role::restriction).size() == 1);
  const auto perm = with(R"("conflict":"perm",)");
  CHECK(of_role(perm, Role::restriction).empty());
  REQUIRE(of_role(perm, Role::permission).size() == 1);
  const auto prohibit = with(R"("conflict":{"@type":"odrl:prohibit","@id":"odrl:prohibit"},)");
  REQUIRE(of_role(prohibit, Role::permission).size() == 1);
  CHECK(of_role(prohibit, Role::permission)[0].permits == uses({Use::redistribute}));
}

TEST_CASE("ODRL: the XML of RightsML, the spelling of 2.0, and what is no policy") {
  const auto xml = policy(
      "odrl-xml",
      "<o:Policy><o:permission><o:action name='http://www.w3.org/ns/odrl/2/translate'/>"
      "<o:duty><o:action name='attribute'/></o:duty><o:party function='assignee' uid='u'/>"
      "</o:permission><o:prohibition><o:action name='tdm:mine'/></o:prohibition></o:Policy>");
  REQUIRE(of_role(xml, Role::permission).size() == 1);
  CHECK(of_role(xml, Role::permission)[0].permits == uses({Use::translate}));
  CHECK(of_role(xml, Role::permission)[0].constraints.has(Constraint::subscribers));
  REQUIRE(of_role(xml, Role::restriction).size() == 1);
  CHECK(of_role(xml, Role::restriction)[0].prohibits == uses({Use::tdm}));
  const auto old = policy("odrl-json",
                          R"({"policytype":"Set","prohibitions":[{"target":"u","action":)"
                          R"("http://www.w3.org/ns/odrl/vocab#modify"}]})");
  REQUIRE(old.size() == 1);
  CHECK(old[0].prohibits == uses({Use::rewrite}));
  for (const char* broken : {"{", "{}", "[1]", "<o:Policy", "<a/>"}) {
    CAPTURE(broken);
    const auto claims = policy(broken[0] == '<' ? "odrl-xml" : "odrl-json", broken);
    REQUIRE(claims.size() == 1);
    CHECK_FALSE(claims[0].why_not.empty());
    CHECK(claims[0].permits.empty());
  }
}

}  // namespace
}  // namespace imprimatur
