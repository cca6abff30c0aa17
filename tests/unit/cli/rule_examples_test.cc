#include "cli/rule_examples.h"

#include "cli/options.h"

#include <catch2/catch.hpp>

namespace imprimatur::cli {
namespace {

DocumentResult result_with(const std::string& rule, const HolderRef& holder, bool counts) {
  DocumentResult result;
  Finding finding;
  finding.rule = rule;
  finding.related = {"helper"};
  finding.holders = {holder};
  finding.counts = counts;
  finding.text = "Source: X";
  result.findings.push_back(finding);
  return result;
}

TEST_CASE("a match example needs its rule, alone or as part of a finding") {
  const DocumentResult result = result_with("a.b", {"x", "X"}, true);
  CHECK(match_failure({"a.b", false}, {}, result).empty());
  CHECK(match_failure({"helper", false}, {}, result).empty());
  CHECK_FALSE(match_failure({"a.c", false}, {}, result).empty());
}

TEST_CASE("span, holder and verdict are compared") {
  const DocumentResult result = result_with("a.b", {"", "Freitech Solutions"}, true);
  RuleExample example;
  example.span = "Source: X";
  example.holder = "freitech solutions";
  CHECK(match_failure({"a.b", false}, example, result).empty());
  example.holder = "y";
  CHECK(match_failure({"a.b", false}, example, result).starts_with("holder: expected y"));
  example.holder.reset();
  example.verdict = Level::forbidden;
  CHECK(match_failure({"a.b", false}, example, result).starts_with("verdict: expected"));
}

TEST_CASE("a miss example may give a finding that does not count") {
  CHECK(miss_failure({"a.b", false}, {}, result_with("a.b", {"x", "X"}, false)).empty());
  CHECK_FALSE(miss_failure({"a.b", false}, {}, result_with("a.b", {"x", "X"}, true)).empty());
}

TEST_CASE("a holder's match example must count") {
  CHECK(match_failure({"x", true}, {}, result_with("a.b", {"x", "X"}, true)).empty());
  CHECK_FALSE(match_failure({"x", true}, {}, result_with("a.b", {"x", "X"}, false)).empty());
  CHECK_FALSE(miss_failure({"x", true}, {}, result_with("a.b", {"x", "X"}, true)).empty());
}

TEST_CASE("dates are days of the calendar") {
  CHECK(is_date("2026-02-28"));
  CHECK(is_date("2024-02-29"));
  CHECK_FALSE(is_date("2026-02-29"));
  CHECK_FALSE(is_date("2026-2-9"));
  CHECK_FALSE(is_date("2026/02/09"));
  CHECK_FALSE(is_date(""));
}

}  // namespace
}  // namespace imprimatur::cli
