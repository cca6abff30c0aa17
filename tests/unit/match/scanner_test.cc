#include "match/scanner.h"

#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::string_view kRules = R"toml(
schema = 1
kind = "language"
language = "en"
name = "English"
checked = 2026-01-01
source = "public usage"
[[rule]]
id = "en.notice"
role = "notice"
pattern = "copyright {years} {holder}"
match = ["Copyright 2024 Example", "Copyright 2023 Example"]
miss = ["Copyright", "x"]
[[rule]]
id = "en.ban"
role = "restriction"
pattern = "may not be (?:[a-z,-]+ ){0,3}republished"
prohibits = "all"
match = ["It may not be republished.", "It may not be copied or republished."]
miss = ["It may be republished.", "x"]
[[rule]]
id = "en.line"
role = "reservation"
place = "whole-line"
pattern = "everything reserved"
match = ["Everything reserved.", "everything reserved"]
miss = ["He had everything reserved.", "x"]
[[rule]]
id = "en.credit"
role = "credit"
place = "edge"
pattern = "^{agency}$"
match = ["AP", "AP"]
miss = ["x", "y"]
)toml";

constexpr std::string_view kHolder = R"toml(
schema = 1
kind = "holder"
id = "ap"
name = "Associated Press"
codes = ["AP"]
type = "wire-agency"
source = "public usage"
checked = 2026-01-01
[[rule]]
id = "ap.dateline"
role = "dateline"
pattern = "^[^\n(]{2,40}\\({agency}\\) -"
match = ["LONDON (AP) - x", "PARIS (AP) - x"]
miss = ["x", "y"]
[[rule]]
id = "ap.with"
role = "contribution"
pattern = "with (?<agency>ap|upi|afp|dpa|efe|ansa)"
anchors = ["with"]
match = ["With AP", "with AP"]
miss = ["x", "y"]
[[rule]]
id = "ap.copy-of"
role = "contribution"
pattern = "copy of (?<agency>associated press|afp|dpa|efe|ansa|lusa)"
match = ["copy of Associated Press", "copy of Associated Press"]
miss = ["x", "y"]
)toml";

std::shared_ptr<const MatchPlan> plan() {
  const auto rules = rules_of(
      {{"languages/en.toml", std::string(kRules)}, {"holders/ap.toml", std::string(kHolder)}});
  REQUIRE(rules);
  auto made = MatchPlan::make(rules);
  REQUIRE(made);
  return *made;
}

// "rule:text" of each match, in order.
std::vector<std::string> scan(Scanner& scanner,
                              const MatchPlan& plan,
                              std::string_view text,
                              bool prefilter = true) {
  std::vector<std::string> found;
  const auto done = scanner.scan(text, {prefilter}, [&](const ScanWindow& window) {
    CHECK_FALSE(window.matches.empty());
    CHECK(window.text == text);
    for (const RuleMatch& match : window.matches) {
      const Span span = window.shadow.to_text(match.span);
      CHECK(window.span.begin <= span.begin);
      CHECK(span.end <= window.span.end);
      found.push_back(plan.rules().rules()[match.rule].rule->id + ":" +
                      std::string(text.substr(span.begin, span.size())));
    }
  });
  CHECK(done);
  return found;
}

std::vector<std::string> scan(std::string_view text) {
  const auto made = plan();
  Scanner scanner(made);
  const auto fast = scan(scanner, *made, text);
  CHECK(fast == scan(scanner, *made, text, false));
  return fast;
}

using Found = std::vector<std::string>;

TEST_CASE("matches come in order of position, with the text they stand for") {
  CHECK(scan("") == Found{});
  CHECK(scan("It may not be broadcast or republished. It may not be republished.") ==
        Found{"en.ban:may not be broadcast or republished", "en.ban:may not be republished"});
  CHECK(scan("One may not\nbe republished.\n\nTwo MAY NOT BE REPUBLISHED.") ==
        Found{"en.ban:may not\nbe republished", "en.ban:MAY NOT BE REPUBLISHED"});
  CHECK(scan("It may not be\n\nrepublished.") == Found{});
}

TEST_CASE("the place of a rule is kept") {
  CHECK(scan("Everything reserved.\nText") == Found{"en.line:Everything reserved"});
  CHECK(scan("He had everything reserved.") == Found{});
  CHECK(scan("Everything reserved for him") == Found{});
}

TEST_CASE("an agency must be known, and a place be written like one") {
  CHECK(scan("LONDON (AP) - The text begins here.") == Found{"ap.dateline:LONDON (AP) -"});
  CHECK(scan("LONDON (XYZ) - The text begins here.") == Found{});
  CHECK(scan("the association (AP) - a club - met.") == Found{});
  // The letters of what stands before the bracket: an abbreviation explained.
  CHECK(scan("All Peoples (AP) - a party - met.") == Found{});
}

TEST_CASE("a rule that names agencies in a sentence is announced there") {
  CHECK(scan("The talks ended.\n\nIt was written with AP and others.") == Found{"ap.with:with AP"});
  CHECK(scan("The talks ended.\n\nA copy of Associated Press text.\n\nThe end.") ==
        Found{"ap.copy-of:copy of Associated Press"});
}

TEST_CASE("edge rules look at the first and last lines only") {
  const std::string prose(300, 'x');
  CHECK(scan("Title\n\n" + prose + "\n\nAP") == Found{"en.credit:AP"});
  std::string middle;
  for (int i = 0; i < 30; ++i) {
    middle += i == 15 ? "AP\n\n" : "a line\n\n";
  }
  CHECK(scan(middle) == Found{});
}

TEST_CASE("no match is given twice where windows overlap") {
  std::string text;
  for (int i = 0; i < 400; ++i) {
    text += "This text may not be republished and goes on and on. ";
  }
  const auto made = plan();
  Scanner scanner(made);
  CHECK(scan(scanner, *made, text).size() == 400);
  CHECK(scan(scanner, *made, text, false).size() == 400);
}

TEST_CASE("a match is found wherever a block ends") {
  constexpr std::size_t kBlock = std::size_t{256} << 10;  // in which literals are searched
  const std::string notice = "It may not be copied, kept or republished. Copyright 2024 Example";
  const Found expected = {"en.notice:Copyright 2024 Example",
                          "en.ban:may not be copied, kept or republished"};
  const auto made = plan();
  Scanner scanner(made);
  for (std::size_t back = 0; back <= notice.size() + 2; ++back) {
    std::string text;
    while (text.size() + back < kBlock) {
      text += text.size() + back + 5 > kBlock ? "a" : "rain ";
    }
    text.back() = '\n';
    text += notice + "\n\n" + std::string(3000, 'b') + "\n";
    CAPTURE(back);
    Found found = scan(scanner, *made, text);
    std::sort(found.begin(), found.end(), std::greater<>());
    CHECK(found == expected);
  }
}

TEST_CASE("a scanner is used again and gives the same") {
  const auto made = plan();
  Scanner scanner(made);
  const std::string_view text = "Copyright 2024 Example. It may not be republished.";
  const auto first = scan(scanner, *made, text);
  CHECK(first.size() == 2);
  CHECK(scan(scanner, *made, "x").empty());
  CHECK(scan(scanner, *made, text) == first);
  Scanner moved(std::move(scanner));
  CHECK(scan(moved, *made, text) == first);
}

TEST_CASE("a rule that gives up is told") {
  std::string hostile(kRules);
  hostile += R"toml(
[[rule]]
id = "en.hostile"
role = "notice"
pattern = "hostile (?:a|aa){0,100}!"
match = ["hostile a!", "hostile aa!"]
miss = ["x", "y"]
)toml";
  const auto rules = rules_of({{"languages/en.toml", hostile}});
  REQUIRE(rules);
  const auto made = MatchPlan::make(rules);
  REQUIRE(made);
  Scanner scanner(*made);
  const std::string text = "hostile " + std::string(90, 'a') + "b!";
  const auto done = scanner.scan(text, {}, [](const ScanWindow&) {});
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::limit);
  CHECK(scanner.scan("harmless", {}, [](const ScanWindow&) {}));
}

TEST_CASE("anchors are told, sorted and once each") {
  const auto made = plan();
  const auto anchors = anchor_literals(made->rules());
  CHECK(std::is_sorted(anchors.begin(), anchors.end()));
  CHECK(std::adjacent_find(anchors.begin(), anchors.end()) == anchors.end());
  CHECK(std::find(anchors.begin(), anchors.end(), "(ap") != anchors.end());
}

}  // namespace
}  // namespace imprimatur
