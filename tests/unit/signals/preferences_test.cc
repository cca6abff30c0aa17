// Content-Usage and Content-Signal, in robots files and headers.
#include "unit/signals/site_support.h"

#include <catch2/catch.hpp>

#include <array>
#include <string>

namespace imprimatur {
namespace {

using test::header;
using test::robots;

struct Vector {
  const char* value;
  char train;
  char search;
  const char* remark = "";
};

TEST_CASE("values of Content-Usage") {
  constexpr std::array kVectors = {
      Vector{"train-ai=n", 'n', '?'},
      Vector{"train-ai=y, search=n", 'y', 'n'},
      Vector{"train-ai=y, train-ai, search=n, search=\"n\"", '?', '?', "neither y nor n"},
      Vector{"train-ai;allow=n, train-ai=y", 'y', '?'},
      Vector{"Train-AI=n", '?', '?', "no well-formed dictionary"},
      Vector{"train-ai=?0", '?', '?', "neither y nor n"},
      Vector{"train-ai=n, bots=n", 'n', '?', "earlier draft: bots"},
      Vector{"train-genai=n;exceptions=cc-cr", 'n', '?', "earlier draft: train-genai"},
      Vector{"ai=n", 'n', '?', "earlier draft"},
      Vector{"train-ai=y, unknown=n", 'y', '?'},
      Vector{"train-ai=n, train-ai=y", 'y', '?'},
      Vector{"", '?', '?'},
  };
  for (const Vector& vector : kVectors) {
    for (const bool in_header : {true, false}) {
      INFO(vector.value << (in_header ? " (header)" : " (robots file)"));
      const auto site = in_header
                            ? header("content-usage", vector.value)
                            : robots("User-Agent: *\nContent-Usage: " + std::string(vector.value));
      CHECK(site.says(Use::ai_train) == vector.train);
      CHECK(site.says(Use::search) == vector.search);
      if (*vector.remark != '\0') {
        CHECK(test::has_remark(site.claims(), vector.remark));
      }
    }
  }
}

TEST_CASE("earlier labels for answers and mining") {
  CHECK(header("Content-Usage", "ai-output=n").says(Use::ai_input) == 'n');
  CHECK(header("Content-Usage", "ai-use=y").says(Use::ai_input) == 'y');
  CHECK(header("Content-Usage", "tdm=n").says(Use::tdm) == 'n');
}

TEST_CASE("Content-Usage of a robots file holds for paths and robots") {
  const std::string file =
      "User-Agent: *\nAllow: /\nDisallow: /never/\nContent-Usage: train-ai=n\n"
      "Content-Usage: /ai-ok/ train-ai=y\n"
      "User-Agent: ExampleBot\nContent-Usage: train-ai=y\n";
  CHECK(robots(file, "/test").says(Use::ai_train) == 'n');
  CHECK(robots(file, "/ai-ok/test").says(Use::ai_train) == 'y');
  CHECK(robots(file, "/never/test").says(Use::ai_train) == '?');
  CHECK(robots(file, "/test", "ExampleBot").says(Use::ai_train) == 'y');
  const auto claims = robots(file, "/test").claims();
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].origin == "https://example.org/robots.txt");
  CHECK(claims[0].line == 4);
  CHECK(claims[0].value == "Content-Usage: train-ai=n");
}

TEST_CASE("equal paths are combined, and comments end a value") {
  const auto site = robots(
      "User-Agent: *\ncontent-usage: /a train-ai=y # so\ncontent-usage:/a\tsearch=n,train-ai=n\n");
  CHECK(site.says(Use::ai_train) == 'n');
  CHECK(site.says(Use::search) == 'n');
}

TEST_CASE("header and robots file are combined: any ban holds") {
  auto site = robots("User-Agent: *\nContent-Usage: train-ai=n, search=y\n");
  site.headers = {{"Content-Usage", "train-ai=y"}};
  CHECK(site.says(Use::ai_train) == 'n');
  CHECK(site.says(Use::search) == 'y');
}

TEST_CASE("content signals") {
  const auto site = robots("User-Agent: *\nContent-Signal: search=yes,ai-train=no\nAllow: /\n");
  CHECK(site.says(Use::search) == 'y');
  CHECK(site.says(Use::ai_train) == 'n');
  CHECK(site.says(Use::ai_input) == '?');
  const std::string path = "User-agent: *\ncontent-signal: /blog/ ai-train=no\n";
  CHECK(robots(path, "/blog/a").says(Use::ai_train) == 'n');
  CHECK(robots(path, "/x").says(Use::ai_train) == '?');
  const auto stray = robots("Content-Signal: ai-train=no\nUser-agent: *\nDisallow:\n");
  CHECK(stray.says(Use::ai_train) == 'n');
  CHECK(test::has_remark(stray.claims(), "in front of all groups"));
  const auto odd = robots("User-Agent: *\nContent-Signal: ai-train=conditional, search-ai=no\n");
  CHECK(odd.says(Use::ai_train) == '?');
  CHECK(test::has_remark(odd.claims(), "search-ai=no"));
  CHECK(header("Content-Signal", "ai-train=yes, search=yes, ai-input=yes").says(Use::ai_input) ==
        'y');
}

TEST_CASE("a ban of content signals is a reservation if the policy text says so") {
  const std::string lines = "User-Agent: *\nContent-Signal: ai-train=no\n";
  const auto plain = robots(lines).claims();
  REQUIRE(plain.size() == 1);
  CHECK(plain[0].force == Force::preference);
  const auto reserved = robots(
                            "# ANY RESTRICTIONS ARE EXPRESS RESERVATIONS OF\n"
                            "# RIGHTS UNDER ARTICLE 4 OF DIRECTIVE 2019/790\n" +
                            lines)
                            .claims();
  REQUIRE(reserved.size() == 1);
  CHECK(reserved[0].force == Force::reservation);
}

TEST_CASE("a path beats the site, the page beats both, but for bans of the same protocol") {
  auto site = robots("User-Agent: *\nContent-Signal: ai-train=no\n");
  site.file(SiteFileKind::trust_txt, "datatrainingallowed=yes\n");
  CHECK(site.says(Use::ai_train) == 'n');
  site.headers = {{"Content-Signal", "ai-train=yes"}};
  CHECK(site.says(Use::ai_train) == 'y');
  CHECK(test::has_remark(site.claims(), "this page in particular"));
}

Agent agent(std::string token, Use purpose) {
  Agent one;
  one.token = std::move(token);
  one.purpose.add(purpose);
  return one;
}

TEST_CASE("robots that are shut out are told, and decide for themselves only") {
  auto site = robots("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n");
  site.agents = {agent("GPTBot", Use::ai_train),
                 agent("CCBot", Use::ai_train),
                 agent("ClaudeBot", Use::ai_train),
                 agent("ChatGPT-User", Use::ai_input)};
  const auto claims = site.claims();
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].force == Force::access);
  CHECK(claims[0].line == 3);
  CHECK(claims[0].why_not.find("GPTBot, CCBot") != std::string::npos);
  CHECK(claims[0].why_not.find("2 of 3") != std::string::npos);
  CHECK(site.says(Use::ai_train) == '?');
  site.agent = "gptbot";
  CHECK(site.says(Use::ai_train) == 'n');
  CHECK(site.says(Use::publish) == '?');
  site.agent = "ClaudeBot";
  CHECK(site.says(Use::ai_train) == '?');
}

TEST_CASE("a licence in a robots file needs a whole address") {
  CHECK(test::has_remark(robots("License: /license.xml\nUser-agent: *\nDisallow:\n").claims(),
                         "must be whole"));
  Surroundings around;
  around.url = "https://example.org/a";
  around.files.push_back(
      {SiteFileKind::robots,
       "https://example.org/robots.txt",
       "License: https://example.org/all.xml\nUser-agent: b\nLicense: https://example.org/b.xml\n"
       "Disallow:\n"});
  CHECK(rsl_addresses(around) == std::vector<std::string>{"https://example.org/all.xml"});
  around.agent = "b";
  CHECK(rsl_addresses(around) == std::vector<std::string>{"https://example.org/b.xml"});
  around.headers = {{"Link",
                     "<https://example.org/l.xml>; rel=\"license\"; type=\"application/rsl+xml\", "
                     "</x>; rel=next"}};
  CHECK(rsl_addresses(around).front() == "https://example.org/l.xml");
}

}  // namespace
}  // namespace imprimatur
