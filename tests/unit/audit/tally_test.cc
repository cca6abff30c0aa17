#include "audit/tally.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur::audit {
namespace {

Answer answer_of(Level level, const std::string& holder) {
  Answer answer;
  answer.result.verdict.level = level;
  answer.result.verdict.levels.fill(level);
  answer.language = "en";
  if (!holder.empty()) {
    answer.result.verdict.holders.push_back({holder, holder + " News"});
  }
  return answer;
}

Tally one(std::uint64_t number) {
  Tally tally;
  Record record;
  record.source = "file";
  record.text = "some text";
  record.url = "https://www.site" + std::to_string(number % 3) + ".example/";
  const auto level = static_cast<Level>(number % kLevelNames.size());
  Answer answer = answer_of(level, number % 2 == 0 ? "h" + std::to_string(number % 4) : "");
  if (number % 7 == 0) {
    answer.result.incomplete = Error{ErrorCode::limit, "too long"};
    tally.add_problem("file", {ErrorCode::unreadable, number, "cut"});
  }
  tally.add(record, number, answer);
  return tally;
}

TEST_CASE("tallies add up to the same in any grouping of neighbours") {
  Tally in_turn;
  Tally pairs;
  for (std::uint64_t i = 0; i < 100; i += 2) {
    in_turn.add(one(i));
    in_turn.add(one(i + 1));
    Tally pair = one(i);
    pair.add(one(i + 1));
    pairs.add(pair);
  }
  CHECK(tally_json(in_turn) == tally_json(pairs));
  CHECK(in_turn.documents == 100);
  CHECK(in_turn.incomplete == 15);
  CHECK(in_turn.problem_count == 15);
  CHECK(in_turn.samples[static_cast<std::size_t>(Level::forbidden)].size() == kMaxSamples);
}

TEST_CASE("a tally survives being written and read") {
  Tally tally;
  for (std::uint64_t i = 0; i < 40; ++i) {
    tally.add(one(i));
  }
  tally.holders["?\"odd\" \x01 name"].name = "\"odd\" \xd8\xb9";
  tally.skipped["image/png"] = 3;
  const std::string json = tally_json(tally);
  const auto value = JsonValue::parse(json);
  REQUIRE(value);
  CHECK(tally_json(read_tally(*value)) == json);
}

TEST_CASE("tables are bounded") {
  Tally total;
  for (std::size_t i = 0; i < kMaxTableRows + 10; ++i) {
    Tally next;
    next.domains[std::to_string(i)].levels[0] = 1;
    total.add(next);
  }
  CHECK(total.domains.size() == kMaxTableRows + 1);
  CHECK(total.domains[std::string(kOther)].total() == 10);
}

TEST_CASE("what has no answer is counted as such") {
  Tally tally;
  Answer answer = answer_of(Level::unknown, "");
  answer.result.incomplete = Error{ErrorCode::unreadable, "cut"};
  tally.add(Record{}, 0, answer);
  CHECK(tally.question[static_cast<std::size_t>(Level::unknown)] == 0);
  CHECK(tally.question[kNoAnswer] == 1);
}

TEST_CASE("domains") {
  CHECK(domain_of("https://www.Example.COM:8080/a?b#c") == "example.com");
  CHECK(domain_of("http://user:pw@news.example/") == "news.example");
  CHECK(domain_of("http://example.com.") == "example.com");
  CHECK(domain_of("http://[::1]/x") == "[::1]");
  CHECK(domain_of("example.com/a").empty());
  CHECK(domain_of("").empty());
}

TEST_CASE("texts are cut at a character's edge") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("ab\xc3\xa9", 3) == "ab\xe2\x80\xa6");
}

}  // namespace
}  // namespace imprimatur::audit
