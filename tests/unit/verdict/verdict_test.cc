// judge(): each row of the table of verdicts, and the order in which they win.
#include "verdict/verdict.h"

#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::string_view kHead = "schema = 1\nsource = \"public usage\"\nchecked = 2026-01-01\n";

const RuleSet& rules() {
  static const auto kRules = rules_of({
      {"holders/anadolu.toml",
       std::string(kHead) + "kind = \"holder\"\nid = \"anadolu\"\nname = \"Anadolu Agency\"\n"
                            "type = \"wire-agency\"\nterms = \"https://example.com/terms\"\n"
                            "licensing = \"https://example.com/licensing\"\n"},
      {"licences/cc.toml",
       std::string(kHead) + "kind = \"licence\"\n[[licence]]\nid = \"CC-BY-4.0\"\n"
                            "name = \"CC BY\"\nurl = \"https://example.com/by\"\n"
                            "permits = \"all\"\nduties = [\"attribute\"]\n"},
  });
  return *kRules;
}

const HolderRef kAnadolu{"anadolu", "Anadolu Agency"};
const HolderRef kSite{"", "Example Daily"};

UseSet uses(std::initializer_list<Use> list) {
  UseSet set;
  for (const Use use : list) {
    set.add(use);
  }
  return set;
}

Finding finding(Role role, std::vector<HolderRef> holders, std::size_t at = 0) {
  Finding made;
  made.rule = "test." + std::string(name_of(role));
  made.role = role;
  made.holders = std::move(holders);
  made.start.offset = at;
  made.end.offset = at + 40;
  made.fingerprint = "fp1:" + std::to_string(at);
  made.reserves = role != Role::permission && role != Role::licence && role != Role::duty &&
                  role != Role::embargo;
  return made;
}

Finding ban(std::vector<HolderRef> holders, UseSet prohibits = general_uses(), std::size_t at = 0) {
  Finding made = finding(Role::restriction, std::move(holders), at);
  made.prohibits = prohibits;
  return made;
}

Finding grant(std::vector<HolderRef> holders, std::size_t at = 0) {
  Finding made = finding(Role::permission, std::move(holders), at);
  made.permits = kAllUses;
  return made;
}

Finding licence(std::vector<HolderRef> holders, std::size_t at = 0) {
  Finding made = finding(Role::licence, std::move(holders), at);
  made.permits = kAllUses;
  made.duties.add(Duty::attribute);
  made.licence = "CC-BY-4.0";
  return made;
}

Verdict judged(const std::vector<Finding>& findings,
               const Policy& policy = {},
               std::optional<Use> use = {},
               const std::string& path = "a.txt") {
  return judge(findings, Question{use}, VerdictContext{&rules(), &policy, "2026-06-15", path});
}

Level level(const std::vector<Finding>& findings,
            const Policy& policy = {},
            std::optional<Use> use = {}) {
  return judged(findings, policy, use).level;
}

Level of(const Verdict& verdict, Use use) {
  return verdict.levels[static_cast<std::size_t>(use)];
}

TEST_CASE("nothing found is unknown, and says that it is no permission") {
  const Verdict verdict = judged({});
  CHECK(verdict.level == Level::unknown);
  CHECK(verdict.holders.empty());
  REQUIRE(verdict.reasons.size() == 1);
  CHECK(verdict.reasons[0].text.find("not a permission") != std::string::npos);
  CHECK_FALSE(verdict.reasons[0].next_step.empty());
}

TEST_CASE("what does not count is told and does not decide") {
  Finding quoted = ban({kAnadolu});
  quoted.counts = false;
  quoted.why_not = "it is quoted in running text";
  const Verdict verdict = judged({quoted});
  CHECK(verdict.level == Level::unknown);
  CHECK(verdict.holders.empty());
  REQUIRE(verdict.reasons.size() == 2);
  CHECK(verdict.reasons[1].text.find("quoted") != std::string::npos);
  CHECK(verdict.reasons[1].finding == 0U);
}

TEST_CASE("each claim asks for permission") {
  for (const Role role : {Role::notice,
                          Role::reservation,
                          Role::dateline,
                          Role::byline,
                          Role::credit,
                          Role::endmark}) {
    CAPTURE(name_of(role));
    const Verdict verdict = judged({finding(role, {kAnadolu})});
    CHECK(verdict.level == Level::permission_required);
    REQUIRE(verdict.reasons.size() == 1);
    CHECK(verdict.reasons[0].text.find("Anadolu Agency") != std::string::npos);
    CHECK(verdict.reasons[0].terms == "https://example.com/terms");
    CHECK(verdict.reasons[0].next_step.find("https://example.com/licensing") != std::string::npos);
  }
  CHECK(level({finding(Role::reservation, {})}) == Level::permission_required);
}

TEST_CASE("a contribution decides only on request") {
  Finding weak = finding(Role::contribution, {kAnadolu});
  weak.counts = false;
  weak.why_not = "a contribution alone is weak evidence";
  CHECK(level({weak}) == Level::unknown);
  Policy strict;
  strict.count_contributions = true;
  CHECK(level({weak}, strict) == Level::permission_required);
}

TEST_CASE("a restriction forbids the uses that it names, and those within them") {
  const Verdict verdict = judged({ban({kAnadolu}, uses({Use::publish, Use::rewrite, Use::tdm}))});
  CHECK(verdict.level == Level::forbidden);
  CHECK(of(verdict, Use::publish) == Level::forbidden);
  CHECK(of(verdict, Use::translate) == Level::forbidden);
  CHECK(of(verdict, Use::ai_train) == Level::forbidden);
  CHECK(of(verdict, Use::excerpt) == Level::permission_required);
  CHECK(of(verdict, Use::broadcast) == Level::permission_required);
}

TEST_CASE("a ban on the narrower use leaves the wider open") {
  Finding opt_out = ban({kSite}, uses({Use::ai_train}));
  opt_out.reserves = false;
  const Verdict verdict = judged({opt_out});
  CHECK(of(verdict, Use::ai_train) == Level::forbidden);
  CHECK(of(verdict, Use::tdm) == Level::unknown);
  CHECK(verdict.level == Level::unknown);
}

TEST_CASE("the exception of a restriction is told") {
  Finding made = ban({kAnadolu});
  made.with_permission = true;
  const Verdict verdict = judged({made});
  REQUIRE_FALSE(verdict.reasons.empty());
  CHECK(verdict.reasons[0].text.find("without permission") != std::string::npos);
  CHECK(verdict.reasons[0].finding == 0U);
  CHECK_FALSE(verdict.reasons[0].next_step.empty());
}

TEST_CASE("a permission allows, with duties or limits on conditions") {
  CHECK(level({grant({kSite})}) == Level::allowed);
  CHECK(level({licence({})}) == Level::conditional);
  Finding limited = grant({kSite});
  limited.constraints.add(Constraint::non_commercial);
  const Verdict verdict = judged({limited});
  CHECK(verdict.level == Level::conditional);
  CHECK(of(verdict, Use::commercial) == Level::permission_required);
  CHECK(verdict.reasons[0].text.find("non-commercial") != std::string::npos);
}

TEST_CASE("what must be paid for or licensed first is an offer, and permits nothing yet") {
  for (const Duty first : {Duty::compensate, Duty::obtain_licence}) {
    Finding offer = grant({kSite});
    offer.duties.add(first);
    CHECK(level({offer}) == Level::permission_required);
    CHECK(judged({offer}).reasons.front().text.find("only if you") != std::string::npos);
    CHECK(level({offer, licence({kSite}, 100)}) == Level::conditional);
    CHECK(level({offer, ban({kSite})}) == Level::forbidden);
  }
}

TEST_CASE("a licence beats a bare notice of the same holder, and names its terms") {
  const Verdict verdict = judged({finding(Role::notice, {kSite}), licence({}, 50)});
  CHECK(verdict.level == Level::conditional);
  REQUIRE_FALSE(verdict.reasons.empty());
  CHECK(verdict.reasons[0].terms == "https://example.com/by");
  CHECK(verdict.reasons[0].next_step.find("Example Daily") != std::string::npos);
}

TEST_CASE("a restriction beats a permission, and the conflict is told") {
  const Verdict verdict = judged({ban({kSite}), grant({kSite}, 50)});
  CHECK(verdict.level == Level::forbidden);
  REQUIRE_FALSE(verdict.reasons.empty());
  CHECK(verdict.reasons[0].text.find("conflict") != std::string::npos);
}

TEST_CASE("a site's licence does not free an agency's article in it") {
  const Verdict verdict = judged({finding(Role::dateline, {kAnadolu}),
                                  finding(Role::notice, {kSite}, 5000),
                                  licence({}, 5050)});
  CHECK(verdict.level == Level::permission_required);
  REQUIRE_FALSE(verdict.holders.empty());
  CHECK(verdict.holders[0] == kAnadolu);
  CHECK(verdict.reasons[0].text.find("Anadolu") != std::string::npos);
}

TEST_CASE("the worst over the holders is the document's, agencies come first") {
  const Verdict verdict =
      judged({finding(Role::notice, {kSite}), finding(Role::dateline, {kAnadolu}, 3000)});
  CHECK(verdict.level == Level::permission_required);
  REQUIRE(verdict.holders.size() == 2);
  CHECK(verdict.holders[0] == kAnadolu);
  CHECK(verdict.holders[1] == kSite);
  CHECK(level({grant({kSite}), ban({kAnadolu}, general_uses(), 3000)}) == Level::forbidden);
}

TEST_CASE("a ban of commercial use alone leaves republishing to permission, and says so") {
  Finding made = ban({kSite}, kAllUses);
  made.constraints.add(Constraint::commercial_only);
  const Verdict verdict = judged({made});
  CHECK(verdict.level == Level::permission_required);
  CHECK(of(verdict, Use::commercial) == Level::forbidden);
  CHECK(verdict.reasons[0].text.find("commercial") != std::string::npos);
}

TEST_CASE("personal use only permits no publishing") {
  Finding made = grant({kSite});
  made.constraints.add(Constraint::personal_only);
  const Verdict verdict = judged({made});
  CHECK(verdict.level >= Level::permission_required);
  CHECK(of(verdict, Use::excerpt) == Level::conditional);
}

TEST_CASE("an embargo forbids until it ends") {
  Finding made = finding(Role::embargo, {});
  made.until = "2026-07-01";
  const Verdict verdict = judged({made});
  CHECK(verdict.level == Level::forbidden);
  CHECK(verdict.reasons[0].text.find("2026-07-01") != std::string::npos);
  CHECK(verdict.reasons[0].next_step.find("2026-07-01") != std::string::npos);
  made.until = "2026-06-01";
  CHECK(level({made}) == Level::unknown);
  made.until = "";
  CHECK(level({made}) != Level::allowed);
}

Policy entitled(const std::string& until = {}, const std::string& from = {}) {
  Policy policy;
  Entitlement held;
  held.holder = "anadolu";
  held.uses = uses({Use::publish, Use::redistribute});
  held.until = until;
  held.from = from;
  held.reference = "2026/17";
  policy.entitlements.push_back(held);
  return policy;
}

TEST_CASE("an entitlement wins while it is valid") {
  const std::vector<Finding> findings = {ban({kAnadolu})};
  const Verdict verdict = judged(findings, entitled());
  CHECK(verdict.level == Level::allowed);
  CHECK(verdict.reasons[0].text.find("2026/17") != std::string::npos);
  CHECK(of(verdict, Use::translate) == Level::forbidden);
  CHECK(level(findings, entitled("2026-06-15")) == Level::allowed);
  CHECK(level(findings, entitled("2026-06-14")) == Level::forbidden);
  CHECK(level(findings, entitled("", "2026-06-15")) == Level::allowed);
  CHECK(level(findings, entitled("", "2026-06-16")) == Level::forbidden);
}

TEST_CASE("an entitlement keeps its duties, its territory and its holder") {
  const std::vector<Finding> findings = {ban({kAnadolu})};
  Policy policy = entitled();
  policy.entitlements[0].duties.add(Duty::attribute);
  const Verdict verdict = judged(findings, policy);
  CHECK(verdict.level == Level::conditional);
  CHECK(verdict.reasons[0].next_step.find("name the source") != std::string::npos);
  policy.entitlements[0].territory = {"DE", "AT"};
  CHECK(level(findings, policy) == Level::conditional);
  policy.territory = "AT";
  CHECK(level(findings, policy) == Level::conditional);
  policy.territory = "FR";
  CHECK(level(findings, policy) == Level::forbidden);
  policy.territory.clear();
  policy.entitlements[0].holder = "ANADOLU agency";
  CHECK(level(findings, policy) == Level::conditional);
  policy.entitlements[0].holder = "reuters";
  CHECK(level(findings, policy) == Level::forbidden);
  CHECK(level({ban({kAnadolu}), ban({kSite}, general_uses(), 3000)}, entitled()) ==
        Level::forbidden);
}

TEST_CASE("the organisation's own text is allowed") {
  Policy policy;
  policy.own_names = {"example daily"};
  const Verdict verdict = judged({ban({kSite})}, policy);
  CHECK(verdict.level == Level::allowed);
  CHECK(verdict.reasons[0].text.find("own organisation") != std::string::npos);
  CHECK(level({ban({{"", "Example Daily Ltd"}})}, policy) == Level::allowed);
  CHECK(level({ban({{"", "Example Dailymotion"}})}, policy) == Level::forbidden);
  CHECK(level({ban({kSite}), finding(Role::dateline, {kAnadolu}, 3000)}, policy) ==
        Level::permission_required);
}

TEST_CASE("suppressions silence by rule, fingerprint and path until they expire") {
  const Finding notice = finding(Role::notice, {kSite}, 7);
  const auto with = [&](const Suppression& suppression, const std::string& path = "a/b.txt") {
    Policy policy;
    policy.suppressions = {suppression};
    return judged({notice}, policy, {}, path);
  };
  Suppression by_rule;
  by_rule.rule = notice.rule;
  const Verdict silenced = with(by_rule);
  CHECK(silenced.level == Level::unknown);
  CHECK(silenced.suppressed == std::vector<std::size_t>{0});
  Suppression by_print;
  by_print.fingerprint = "fp1:7";
  CHECK(with(by_print).level == Level::unknown);
  by_print.fingerprint = "fp1:8";
  CHECK(with(by_print).level == Level::permission_required);
  by_rule.until = "2026-06-15";
  CHECK(with(by_rule).level == Level::unknown);
  by_rule.until = "2026-06-14";
  CHECK(with(by_rule).level == Level::permission_required);
  by_rule.until.clear();
  by_rule.paths = {"a/*"};
  CHECK(with(by_rule).level == Level::unknown);
  CHECK(with(by_rule, "c/b.txt").level == Level::permission_required);
}

TEST_CASE("republish is the worse of publish and redistribute") {
  CHECK(level({ban({kSite}, uses({Use::redistribute}))}) == Level::forbidden);
  CHECK(level({ban({kSite}, uses({Use::redistribute}))}, {}, Use::publish) ==
        Level::permission_required);
  CHECK(judged({}).question.name() == "republish");
  CHECK(judged({}, {}, Use::tdm).question.name() == "tdm");
}

TEST_CASE("reasons come worst first, each with a finding") {
  const Verdict verdict =
      judged({finding(Role::dateline, {kAnadolu}), ban({kSite}, general_uses(), 3000)});
  REQUIRE(verdict.reasons.size() == 2);
  CHECK(verdict.reasons[0].level == Level::forbidden);
  CHECK(verdict.reasons[0].finding == 1U);
  CHECK(verdict.reasons[1].finding == 0U);
}

}  // namespace
}  // namespace imprimatur
