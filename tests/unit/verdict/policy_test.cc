#include "verdict/policy.h"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {
namespace {

struct Loaded {
  Policy policy;
  std::vector<Diagnostic> diagnostics;
};

Loaded load(std::string_view toml) {
  Loaded loaded;
  loaded.policy = load_policy(toml, "imprimatur.toml", loaded.diagnostics);
  return loaded;
}

TEST_CASE("an empty policy asks the default question") {
  const Loaded loaded = load("");
  CHECK(loaded.diagnostics.empty());
  CHECK(loaded.policy.path == "imprimatur.toml");
  CHECK(loaded.policy.republish);
  CHECK(loaded.policy.uses.empty());
  CHECK_FALSE(loaded.policy.fail_on.has_value());
}

TEST_CASE("every key is read") {
  const Loaded loaded = load(R"(
uses = ["republish", "translate"]
fail-on = "forbidden"
skip = ["archive/**"]
rules = ["house-rules"]
count-contributions = true
[organisation]
names = ["Example Media", "Example Daily"]
territory = "DE"
[[entitlement]]
holder = "anadolu"
uses = ["republish", "excerpt"]
from = 2024-01-01
until = 2027-12-31
territory = ["DE", "AT"]
duties = ["attribute", "link"]
reference = "2024/17"
[[suppression]]
rule = "en.notice.copyright"
paths = ["templates/**"]
reason = "our own page footer"
until = "2027-01-01"
[[suppression]]
fingerprint = "00ff"
reason = "checked by hand"
)");
  CHECK(loaded.diagnostics.empty());
  const Policy& policy = loaded.policy;
  CHECK(policy.republish);
  CHECK(policy.uses.has(Use::translate));
  CHECK(policy.uses.count() == 1);
  CHECK(policy.fail_on == Level::forbidden);
  CHECK(policy.skip == std::vector<std::string>{"archive/**"});
  CHECK(policy.rules == std::vector<std::string>{"house-rules"});
  CHECK(policy.count_contributions);
  CHECK(policy.own_names == std::vector<std::string>{"Example Media", "Example Daily"});
  CHECK(policy.territory == "DE");

  REQUIRE(policy.entitlements.size() == 1);
  const Entitlement& entitlement = policy.entitlements[0];
  CHECK(entitlement.holder == "anadolu");
  CHECK(entitlement.uses.has(Use::publish));
  CHECK(entitlement.uses.has(Use::redistribute));
  CHECK(entitlement.uses.has(Use::excerpt));
  CHECK(entitlement.uses.count() == 3);
  CHECK(entitlement.from == "2024-01-01");
  CHECK(entitlement.until == "2027-12-31");
  CHECK(entitlement.territory == std::vector<std::string>{"DE", "AT"});
  CHECK(entitlement.duties.has(Duty::attribute));
  CHECK(entitlement.duties.has(Duty::link));
  CHECK(entitlement.reference == "2024/17");

  REQUIRE(policy.suppressions.size() == 2);
  CHECK(policy.suppressions[0].rule == "en.notice.copyright");
  CHECK(policy.suppressions[0].paths == std::vector<std::string>{"templates/**"});
  CHECK(policy.suppressions[0].reason == "our own page footer");
  CHECK(policy.suppressions[0].until == "2027-01-01");
  CHECK(policy.suppressions[1].fingerprint == "00ff");
}

TEST_CASE("uses without republish do not ask it") {
  const Loaded loaded = load("uses = [\"tdm\"]");
  CHECK(loaded.diagnostics.empty());
  CHECK_FALSE(loaded.policy.republish);
  CHECK(loaded.policy.uses.has(Use::tdm));
}

TEST_CASE("\"all\" stands for every use") {
  const Loaded loaded = load("[[entitlement]]\nholder = \"x\"\nuses = [\"all\"]");
  REQUIRE(loaded.policy.entitlements.size() == 1);
  CHECK(loaded.policy.entitlements[0].uses == kAllUses);
}

TEST_CASE("mistakes are named with code, place and remedy") {
  struct Case {
    std::string_view toml;
    std::string_view code;
    unsigned line;
    std::string_view message;
    std::string_view help;
  };
  const std::vector<Case> cases = {
      {"uses = [", "P001", 1, "", ""},
      {"\nentitlemnt = 1", "P002", 2, "unknown key \"entitlemnt\"", "\"entitlement\""},
      {"[organisation]\nname = [\"X\"]", "P002", 2, "unknown key \"name\"", "\"names\""},
      {"uses = \"tdm\"", "P003", 1, "must be an array, is a string", ""},
      {"skip = [1]", "P003", 1, "must be a string, is an integer", ""},
      {"count-contributions = \"yes\"", "P003", 1, "must be a boolean", ""},
      {"entitlement = {holder = \"x\"}", "P003", 1, "must be an array", ""},
      {"uses = [\"publsh\"]", "P004", 1, "unknown use \"publsh\"", "\"publish\""},
      {"uses = [\"republsh\"]", "P004", 1, "unknown use \"republsh\"", "\"republish\""},
      {"fail-on = \"never\"", "P004", 1, "unknown verdict \"never\"", ""},
      {"skip = [\" \"]", "P004", 1, "must not be empty", ""},
      {"[organisation]\nterritory = \"Germany\"", "P004", 2, "not a territory", "ISO 3166-1"},
      {"[[entitlement]]\nholder = \"*\"\nuses = [\"tdm\"]", "P004", 2, "names one holder", ""},
      {"[[entitlement]]\nholder = \"x\"\nuses = []", "P004", 3, "at least one use", ""},
      {"[[entitlement]]\nholder = \"x\"\nuses = [\"tdm\"]\nuntil = \"2026-02-30\"",
       "P004",
       4,
       "\"2026-02-30\" is not a date",
       "2026-12-31"},
      {"[[entitlement]]\nholder = \"x\"\nuses = [\"tdm\"]\nuntil = 2026-01-01T00:00:00Z",
       "P004",
       4,
       "is not a date",
       ""},
      {"[[entitlement]]\nholder = \"x\"\nuses = [\"tdm\"]\nduties = [\"atribute\"]",
       "P004",
       4,
       "unknown duty",
       "\"attribute\""},
      {"[[entitlement]]\nuses = [\"tdm\"]", "P005", 1, "\"holder\" is missing", ""},
      {"[[entitlement]]\nholder = \"x\"", "P005", 1, "\"uses\" is missing", ""},
      {"[[suppression]]\nrule = \"x\"", "P005", 1, "\"reason\" is missing", ""},
      {"[[suppression]]\nreason = \"x\"", "P005", 1, "names a rule or a fingerprint", ""},
      {"[[entitlement]]\nholder = \"x\"\nuses = [\"tdm\"]\nfrom = 2026-01-02\nuntil = 2026-01-01",
       "P006",
       5,
       "ends before it begins",
       ""},
  };
  for (const Case& c : cases) {
    INFO(c.toml);
    const Loaded loaded = load(c.toml);
    REQUIRE(loaded.diagnostics.size() == 1);
    const Diagnostic& diagnostic = loaded.diagnostics[0];
    CHECK(diagnostic.severity == Severity::error);
    CHECK(diagnostic.code == c.code);
    CHECK(diagnostic.path == "imprimatur.toml");
    CHECK(diagnostic.at.line == c.line);
    CHECK_THAT(diagnostic.message, Catch::Contains(std::string(c.message)));
    CHECK_THAT(diagnostic.help, Catch::Contains(std::string(c.help)));
  }
}

TEST_CASE("one mistake does not hide the next") {
  const Loaded loaded = load("uses = [1, \"x\"]\nunknown = 1\n[[suppression]]\n");
  CHECK(loaded.diagnostics.size() == 5);
}

TEST_CASE("the last day of an entitlement may be its first") {
  const Loaded loaded = load(
      "[[entitlement]]\nholder = \"x\"\nuses = [\"tdm\"]\nfrom = 2028-02-29\nuntil = 2028-02-29");
  CHECK(loaded.diagnostics.empty());
}

}  // namespace
}  // namespace imprimatur
