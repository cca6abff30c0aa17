// One engine for many threads, and what texts of options come to.
#include "engine/shared_engine.h"

#include "engine/setup.h"
#include "report/json_object.h"

#include <catch2/catch.hpp>

#include <string>
#include <thread>
#include <vector>

namespace imprimatur {
namespace {

const std::string kText =
    "The harbour opens.\n\nCopyright 2022 Example Media Group. All rights reserved.\n";

EngineSetup usual() {
  EngineSetup setup;
  setup.today = "2026-01-31";
  return setup;
}

const SharedEngine& engine() {
  static const SharedEngine kEngine(engine_options(usual()).value());
  return kEngine;
}

Input input_of(std::string_view text) {
  Input input;
  input.source = "a.txt";
  input.bytes = text;
  return input;
}

TEST_CASE("every thread gets the same answer") {
  std::vector<std::string> answers(4);
  std::vector<std::thread> threads;
  for (std::string& answer : answers) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        answer = json_document(engine().check(input_of(kText)));
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(answers[0].find("permission-required") != std::string::npos);
  for (const std::string& answer : answers) {
    CHECK(answer == answers[0]);
  }
}

TEST_CASE("an input may ask another question, and for the way to the answer") {
  Input input = input_of(kText);
  CHECK(engine().check(input).verdict.question.name() == "republish");
  CHECK(engine().check(input).trace.empty());
  input.question = Question{Use::search};
  input.trace = true;
  const DocumentResult result = engine().check(input);
  CHECK(result.verdict.question.name() == "search");
  CHECK(result.verdict.level == result.verdict.levels[static_cast<std::size_t>(Use::search)]);
  CHECK_FALSE(result.trace.empty());
}

TEST_CASE("all documents of an input come in order") {
  std::vector<std::string> records;
  const std::string feed =
      "<rss version=\"2.0\"><channel><title>t</title><item><guid>1</guid><title>a</title>"
      "</item><item><guid>2</guid><title>b</title></item></channel></rss>";
  Input input = input_of(feed);
  input.source = "feed.xml";
  engine().check_all(input, [&](DocumentResult&& result) { records.push_back(result.record); });
  REQUIRE(records.size() >= 2);
}

std::string mistake(const EngineSetup& setup) {
  const auto made = engine_options(setup);
  return made ? std::string() : made.error().message;
}

TEST_CASE("wrong options say what is wrong") {
  EngineSetup setup;
  CHECK(mistake(setup).find("2026-01-31") != std::string::npos);
  setup = usual();
  setup.use = "reprint";
  CHECK(mistake(setup).find("'reprint'; there are: republish, publish,") != std::string::npos);
  setup = usual();
  setup.policy = "nonsense = true\n";
  setup.policy_path = "desk.toml";
  CHECK(mistake(setup).find("desk.toml:1") != std::string::npos);
  setup = usual();
  setup.rules = {{"mine.toml", "[holder]\n"}};
  CHECK(mistake(setup).find("mine.toml:1") != std::string::npos);
}

TEST_CASE("the policy's use is asked where nothing else is said") {
  EngineSetup setup = usual();
  setup.policy = "uses = [\"excerpt\"]\n";
  CHECK(engine_options(setup).value().question.name() == "excerpt");
  setup.use = "republish";
  CHECK(engine_options(setup).value().question.name() == "republish");
}

}  // namespace
}  // namespace imprimatur
