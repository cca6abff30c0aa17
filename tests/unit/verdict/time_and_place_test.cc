// When and where findings hold: embargoes, expired permissions, countries.
#include "signals/claim.h"
#include "support/builtin_rules.h"
#include "verdict/verdict.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace imprimatur {
namespace {

const RuleSet& rules() {
  static const auto kRules = rules_of({});
  return *kRules;
}

Finding finding(Role role) {
  Finding made;
  made.rule = "test";
  made.role = role;
  made.zone = Zone::metadata;
  return made;
}

Finding embargo(std::string until) {
  Finding made = finding(Role::embargo);
  made.until = std::move(until);
  return made;
}

Finding ban(std::vector<std::string> territories) {
  Finding made = finding(Role::restriction);
  made.prohibits = kAllUses;
  made.territories = std::move(territories);
  return made;
}

Finding grant() {
  Finding made = finding(Role::permission);
  made.permits = kAllUses;
  return made;
}

Level level(const std::vector<Finding>& findings,
            const std::string& now = {},
            const std::string& territory = {}) {
  Policy policy;
  policy.territory = territory;
  VerdictContext context;
  context.rules = &rules();
  context.policy = &policy;
  context.today = "2026-06-15";
  context.now = now;
  return judge(findings, Question{}, context).level;
}

TEST_CASE("an embargo ends on its day or at its time") {
  CHECK(level({embargo("2026-06-16")}) == Level::forbidden);
  CHECK(level({embargo("2026-06-15")}) == Level::unknown);
  CHECK(level({embargo("2026-06-14")}) == Level::unknown);
  CHECK(level({embargo(kNoEmbargoEnd)}) == Level::forbidden);
  CHECK(level({embargo("2026-06-15T18:00:00Z")}, "2026-06-15T17:59:59Z") == Level::forbidden);
  CHECK(level({embargo("2026-06-15T18:00:00Z")}, "2026-06-15T18:00:00Z") == Level::unknown);
  // Where the clock is not known, the day it ends counts as a whole.
  CHECK(level({embargo("2026-06-15T06:00:00Z")}) == Level::forbidden);
  CHECK(level({embargo("2026-06-14T23:00:00Z")}) == Level::unknown);
}

TEST_CASE("an embargo says when it ends, if that is known") {
  Policy policy;
  VerdictContext context;
  context.rules = &rules();
  context.policy = &policy;
  context.today = "2026-06-15";
  const Verdict open = judge({embargo(kNoEmbargoEnd)}, Question{}, context);
  REQUIRE_FALSE(open.reasons.empty());
  CHECK(open.reasons[0].text.find("9999") == std::string::npos);
  CHECK(open.reasons[0].next_step.find("9999") == std::string::npos);
}

TEST_CASE("a permission holds from its first day to its last") {
  Finding permission = grant();
  permission.until = "2026-06-15";
  CHECK(level({permission}) == Level::allowed);
  permission.until = "2026-06-14";
  CHECK(level({permission}) == Level::permission_required);
  permission.until.clear();
  permission.from = "2026-06-16";
  CHECK(level({permission}) == Level::permission_required);
  Finding expired = finding(Role::reservation);
  expired.reserves = true;
  expired.from = "2026-06-16";
  CHECK(level({expired}) == Level::unknown);
  expired.from = "2026-06-01";
  CHECK(level({expired}) == Level::permission_required);
}

TEST_CASE("countries narrow a ban and a permission") {
  CHECK(level({ban({"DE"})}, {}, "DE") == Level::forbidden);
  CHECK(level({ban({"DE"})}, {}, "FR") == Level::unknown);
  CHECK(level({ban({"DE"})}) == Level::permission_required);
  CHECK(level({ban({"!DE"})}, {}, "FR") == Level::forbidden);
  CHECK(level({ban({"!DE"})}, {}, "DE") == Level::unknown);
  CHECK(level({ban({"EUROPE"})}, {}, "DE") == Level::permission_required);
  Finding permission = grant();
  permission.constraints.add(Constraint::territory);
  permission.territories = {"DE", "AT"};
  CHECK(level({permission}, {}, "AT") == Level::conditional);
  CHECK(level({permission}, {}, "US") == Level::permission_required);
  CHECK(level({permission}) == Level::conditional);
}

TEST_CASE("a note says what codes mean") {
  Finding withheld = ban({});
  withheld.note = "The provider withholds this item: it may not be used.";
  Policy policy;
  VerdictContext context;
  context.rules = &rules();
  context.policy = &policy;
  context.today = "2026-06-15";
  const Verdict verdict = judge({withheld}, Question{}, context);
  REQUIRE_FALSE(verdict.reasons.empty());
  CHECK(verdict.reasons[0].text == withheld.note);
}

}  // namespace
}  // namespace imprimatur
