#include "report/baseline.h"

#include <catch2/catch.hpp>

namespace imprimatur {
namespace {

DocumentResult document() {
  DocumentResult result;
  result.path = "a\n.txt";
  result.verdict.level = Level::forbidden;
  for (const char* name : {"one", "two", "three"}) {
    Finding finding;
    finding.rule = std::string("r.") + name;
    finding.fingerprint = std::string("fp1:") + name;
    finding.holders = {{"", "X \xFF"}};
    result.findings.push_back(finding);
  }
  result.findings[1].counts = false;
  result.verdict.suppressed = {2};
  result.verdict.suppressed_by = {SilencedBy::mark};
  return result;
}

TEST_CASE("a baseline holds what counts and is not silenced, and reads what it wrote") {
  Baseline baseline;
  add_to_baseline(document(), baseline);
  REQUIRE(baseline.size() == 1);
  const std::string text = baseline_text(baseline);
  CHECK(text.find("\"line\"") == std::string::npos);
  const auto again = parse_baseline(text, "b.json");
  REQUIRE(again);
  REQUIRE(again->contains("fp1:one"));
  CHECK(again->at("fp1:one").rule == "r.one");
  CHECK(again->at("fp1:one").verdict == "forbidden");
  CHECK(baseline_text(*again) == text);
}

TEST_CASE("entries are sorted by path, one a line") {
  const Baseline baseline = {{"fp1:1", {"b", "r", "", ""}}, {"fp1:2", {"a", "r", "", ""}}};
  const std::string text = baseline_text(baseline);
  CHECK(text.find("fp1:2") < text.find("fp1:1"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
  CHECK(parse_baseline(baseline_text({}), "b").value().empty());
}

TEST_CASE("what is no baseline is an error that says what to do") {
  for (const std::string_view text : {"",
                                      "[]",
                                      "{}",
                                      R"({"schema":2,"findings":[]})",
                                      R"({"schema":1})",
                                      R"({"schema":1,"findings":[{}]})",
                                      R"({"schema":1,"findings":[7]})"}) {
    CAPTURE(text);
    const auto parsed = parse_baseline(text, "b\x1b.json");
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::usage);
    CHECK(parsed.error().message.find("baseline create") != std::string::npos);
    CHECK(parsed.error().message.find('\x1b') == std::string::npos);
  }
}

}  // namespace
}  // namespace imprimatur
