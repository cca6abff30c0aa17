// What stands around a document in its verdict: the three answers, whose word it is, contracts, and
// where the report says that it was said.
#include "engine/engine.h"
#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::string_view kPlain = "The harbour of Lindmouth will get a new crane next year.\n";

struct Asked {
  std::string url = "https://news.example.org/a";
  std::string robots;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string text = std::string(kPlain);
  Policy policy = {};
};

DocumentResult answer(const Asked& asked, Use use) {
  EngineOptions options;
  options.rules = builtin_rules();
  options.policy = std::make_shared<const Policy>(asked.policy);
  options.question = Question{use};
  options.today = "2026-11-28";
  const Engine engine(options);
  Surroundings around;
  around.url = asked.url;
  around.headers = asked.headers;
  if (!asked.robots.empty()) {
    around.files.push_back({SiteFileKind::robots,
                            "https://news.example.org/robots.txt",
                            "User-agent: *\n" + asked.robots});
  }
  Input input;
  input.source = "a.txt";
  input.bytes = asked.text;
  input.around = &around;
  return engine.session().check(input);
}

Level level(const Asked& asked, Use use) {
  return answer(asked, use).verdict.level;
}

TEST_CASE("a signal allows, disallows or says nothing") {
  Asked asked;
  asked.robots = "Content-Signal: ai-train=no, search=yes\n";
  CHECK(level(asked, Use::ai_train) == Level::forbidden);
  CHECK(level(asked, Use::search) == Level::allowed);
  CHECK(level(asked, Use::ai_input) == Level::unknown);
  CHECK(level(asked, Use::publish) == Level::unknown);
  asked.robots.clear();
  asked.headers = {{"tdm-reservation", "1"}};
  CHECK(level(asked, Use::tdm) == Level::forbidden);
  CHECK(level(asked, Use::ai_train) == Level::forbidden);
  CHECK(level(asked, Use::publish) == Level::unknown);
}

TEST_CASE("a signal's permission does not lift what the text itself says") {
  Asked asked;
  asked.robots = "Content-Usage: train-ai=y\n";
  asked.text += "\nCopyright 2024 Lindmouth Post. It may not be used to train AI systems.\n";
  CHECK(level(asked, Use::ai_train) == Level::forbidden);
  asked.text = std::string(kPlain) + "\nCopyright 2024 Lindmouth Post\n";
  CHECK(level(asked, Use::ai_train) == Level::allowed);
  CHECK(level(asked, Use::publish) == Level::permission_required);
  asked.text = "LONDON (Reuters) - " + std::string(kPlain);
  CHECK(level(asked, Use::ai_train) == Level::permission_required);
}

TEST_CASE("a contract with the holder of the site lifts what the site says") {
  Asked asked;
  asked.url = "https://www.reuters.com/a";
  asked.headers = {{"Content-Usage", "train-ai=n"}};
  CHECK(level(asked, Use::ai_train) == Level::forbidden);
  Entitlement held;
  held.holder = "reuters";
  held.uses.add(Use::ai_train);
  asked.policy.entitlements = {held};
  CHECK(level(asked, Use::ai_train) == Level::allowed);
  asked.url = "https://www.reuters.com.example.org/a";
  CHECK(level(asked, Use::ai_train) == Level::forbidden);
}

TEST_CASE("the report says where it was said") {
  Asked asked;
  asked.text = "\n\nCopyright 2024 Lindmouth Post\n";
  asked.robots = "\n# no\nContent-Usage: train-ai=n\n";
  const DocumentResult result = answer(asked, Use::ai_train);
  REQUIRE_FALSE(result.verdict.reasons.empty());
  CHECK(result.verdict.reasons[0].text ==
        "https://news.example.org/robots.txt, line 4, forbids AI training: \"Content-Usage: "
        "train-ai=n\".");
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].origin.empty());
  const Finding& outside = result.findings[1];
  CHECK(outside.origin == "https://news.example.org/robots.txt");
  CHECK(outside.origin_line == 4);
  CHECK(outside.start.offset == 0);
  CHECK(outside.end.offset == 0);
  CHECK(outside.rule == "signal.content-usage");
  CHECK(result.verdict.reasons[0].finding == 1);
}

TEST_CASE("one line that bans and permits gives a finding for each") {
  Asked asked;
  asked.headers = {{"Content-Usage", "train-ai=n, search=y"}};
  CHECK(answer(asked, Use::search).findings.size() == 2);
  CHECK(level(asked, Use::search) == Level::allowed);
  CHECK(level(asked, Use::ai_train) == Level::forbidden);
}

TEST_CASE("a file of the site that could not be read leaves the answer open") {
  EngineOptions options;
  options.rules = builtin_rules();
  const Engine engine(options);
  Surroundings around;
  around.incomplete = Error{ErrorCode::unreadable, "cannot fetch tdmrep.json"};
  Input input;
  input.bytes = kPlain;
  input.around = &around;
  const DocumentResult result = engine.session().check(input);
  REQUIRE(result.incomplete);
  CHECK(result.incomplete->message == "cannot fetch tdmrep.json");
}

}  // namespace
}  // namespace imprimatur
