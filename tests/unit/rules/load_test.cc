#include "rules/load.h"

#include "rules/rule_set.h"
#include "rules/table_reader.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace imprimatur;
namespace fs = std::filesystem;

namespace {

fs::path cases() {
  return fs::path(IMPRIMATUR_CASES) / "rules";
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string diagnostics_of(const fs::path& path) {
  RuleSetOptions options;
  options.builtin = false;
  options.extra = {{"en.toml", read(cases() / "base/en.toml")},
                   {path.filename().string(), read(path)}};
  std::vector<Diagnostic> diagnostics;
  const auto rules = RuleSet::load(options, diagnostics);
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    out += to_string(diagnostic) + '\n';
  }
  return out + (rules ? "accepted\n" : "refused\n");
}

}  // namespace

// IMPRIMATUR_UPDATE=1 writes what is said now; the difference is then reviewed.
TEST_CASE("wrong rule files are explained", "[load][golden]") {
  const bool update = std::getenv("IMPRIMATUR_UPDATE") != nullptr;
  int files = 0;
  for (const auto& entry : fs::directory_iterator(cases() / "errors")) {
    if (entry.path().extension() != ".toml") {
      continue;
    }
    ++files;
    const fs::path golden = fs::path(entry.path()).replace_extension(".out");
    const std::string actual = diagnostics_of(entry.path());
    if (update) {
      std::ofstream(golden, std::ios::binary) << actual;
    }
    CAPTURE(entry.path().filename());
    CHECK(actual == read(golden));
  }
  CHECK(files >= 10);
}

TEST_CASE("every key of a rule is read", "[load]") {
  std::vector<Diagnostic> diagnostics;
  const RuleFile file = load_rule_file(R"toml(
schema = 1
kind = "holder"
id = "x"
name = "X Agency"
type = "photo-agency"
country = "TR"
languages = ["tr", "en"]
domains = ["x.example"]
not-followed-by = ["of Y"]
terms = "https://x.example/terms"
licensing = "desk"
source = "public usage"
checked = 2026-11-24
verified = true
note = "a note"
match = [{ text = "ANKARA (X) - A", role = "dateline", holder = "x", verdict = "forbidden" }, "B"]
miss = ["C"]
[[rule]]
id = "x.rule"
role = "permission"
language = "tr"
pattern = "some words"
unless = ["other words"]
anchors = ["words"]
strength = "weak"
place = "whole-line"
scope = "other-work"
own = false
permits = ["publish", "ai-train"]
duties = ["attribute", "share-alike"]
constraints = ["non-commercial"]
modifiers = [{ pattern = "no", removes = ["commercial"], adds = "all", duties = ["link"], constraints = ["until"] }]
licence = "CC-BY-4.0"
note = "n"
source = "s"
checked = 2026-11-23
confidence = 0.5
match = [{ text = "some words", span = "some", permits = ["publish"] }, "some words"]
miss = ["D", "E"]
)toml",
                                       "x.toml",
                                       diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) {
    FAIL_CHECK(to_string(diagnostic));
  }
  REQUIRE(file.rules.size() == 1);
  const Rule& rule = file.rules[0];
  CHECK(rule.language == "tr");
  CHECK(rule.strength == Strength::weak);
  CHECK(rule.place == Place::whole_line);
  CHECK(rule.scope == Scope::other_work);
  CHECK_FALSE(rule.self_owned);
  CHECK(rule.permits.mode == UsesSpec::Mode::list);
  CHECK(rule.permits.uses.has(Use::ai_train));
  CHECK(rule.duties.has(Duty::share_alike));
  CHECK(rule.constraints.has(Constraint::non_commercial));
  REQUIRE(rule.modifiers.size() == 1);
  CHECK(rule.modifiers[0].adds == kAllUses);
  CHECK(rule.confidence == 0.5);
  CHECK(rule.checked == "2026-11-23");
  CHECK(rule.match[0].span == "some");
  CHECK(rule.match[0].permits->has(Use::publish));
  CHECK(rule.at.line == 20);
  const Holder& holder = file.holders.at(0);
  CHECK(holder.kind == HolderKind::photo_agency);
  CHECK(holder.not_followed_by == std::vector<std::string>{"of Y"});
  CHECK(holder.verified);
  CHECK(holder.match[0].role == Role::dateline);
  CHECK(holder.match[0].verdict == Level::forbidden);
}

TEST_CASE("the nearest word", "[load]") {
  CHECK(nearest("publsh", {"publish", "broadcast"}) == "publish");
  CHECK(nearest("restricton", {"reservation", "restriction"}) == "restriction");
  CHECK(nearest("xyz", {"publish", "broadcast"}).empty());
  CHECK(nearest("a", {"b"}).empty());
}

TEST_CASE("dates are days that exist", "[load]") {
  CHECK(is_iso_date("2024-02-29"));
  for (const char* bad : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-10", "24-01-10", "x"}) {
    CHECK_FALSE(is_iso_date(bad));
  }
}
