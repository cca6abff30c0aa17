// Robots as data: loading, the built-in ones, and extra files that replace them.
#include "rules/load.h"
#include "rules/rule_set.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

std::unique_ptr<RuleSet> load(const std::string& extra) {
  RuleSetOptions options;
  if (!extra.empty()) {
    options.extra = {{"extra.toml", extra}};
  }
  std::vector<Diagnostic> diagnostics;
  return RuleSet::load(options, diagnostics);
}

const Agent* find(const RuleSet& rules, std::string_view token) {
  const auto found = std::find_if(rules.agents().begin(),
                                  rules.agents().end(),
                                  [&](const Agent* agent) { return agent->token == token; });
  return found == rules.agents().end() ? nullptr : *found;
}

TEST_CASE("the built-in robots have an operator, a source and a date") {
  const auto rules = load("");
  REQUIRE(rules);
  CHECK(rules->agents().size() >= 50);
  for (const Agent* agent : rules->agents()) {
    INFO(agent->token);
    CHECK_FALSE(agent->operator_name.empty());
    CHECK(agent->source.starts_with("https://"));
    CHECK(agent->checked.size() == 10);
  }
  const Agent* gpt = find(*rules, "GPTBot");
  REQUIRE(gpt != nullptr);
  CHECK(gpt->operator_name == "OpenAI");
  CHECK(gpt->purpose.has(Use::ai_train));
  CHECK(gpt->robots == Obedience::stated);
  const Agent* extended = find(*rules, "Google-Extended");
  REQUIRE(extended != nullptr);
  CHECK(extended->control_only);
}

TEST_CASE("an extra file adds robots and replaces those of the same token") {
  const auto rules = load(R"toml(
schema = 1
kind = "agents"
source = "public usage"
checked = 2026-11-28
[[agent]]
token = "GPTBot"
operator = "Somebody"
purpose = []
[[agent]]
token = "NewBot"
operator = "New"
purpose = ["search"]
)toml");
  REQUIRE(rules);
  CHECK(find(*rules, "GPTBot")->operator_name == "Somebody");
  CHECK(find(*rules, "GPTBot")->purpose.empty());
  CHECK(find(*rules, "NewBot")->purpose.has(Use::search));
  CHECK(find(*rules, "CCBot") != nullptr);
  CHECK(std::count_if(rules->agents().begin(), rules->agents().end(), [](const Agent* agent) {
          return agent->token == "GPTBot";
        }) == 1);
}

}  // namespace
}  // namespace imprimatur
