// The C interface: answers, errors as values, and callers with an older or a careless header.
#include "capi/imprimatur.h"

#include <catch2/catch.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace {

constexpr std::string_view kText =
    "The harbour opens.\n\nCopyright 2022 Example Media Group. All rights reserved.\n";

struct Free {
  void operator()(imprimatur_options* made) const { imprimatur_options_free(made); }
  void operator()(imprimatur_checker* made) const { imprimatur_checker_free(made); }
  void operator()(imprimatur_answer* made) const { imprimatur_answer_free(made); }
};
template <typename T>
using Held = std::unique_ptr<T, Free>;

Held<imprimatur_options> options_for_a_day() {
  Held<imprimatur_options> options(imprimatur_options_new());
  REQUIRE(imprimatur_options_set_today(options.get(), "2026-01-31") == IMPRIMATUR_OK);
  return options;
}

const imprimatur_checker* checker() {
  static const Held<imprimatur_checker> kChecker(
      imprimatur_checker_new(options_for_a_day().get(), nullptr));
  return kChecker.get();
}

imprimatur_document document_of(std::string_view text) {
  imprimatur_document document{};
  document.struct_size = sizeof document;
  document.bytes = text.data();
  document.size = text.size();
  document.name = "a.txt";
  return document;
}

// The message of a failure with the code that is expected.
std::string failure(imprimatur_error* error, imprimatur_code code) {
  REQUIRE(error != nullptr);
  CHECK(imprimatur_error_code(error) == code);
  const std::string message = imprimatur_error_message(error);
  imprimatur_error_free(error);
  return message;
}

TEST_CASE("a document gets its answer") {
  const imprimatur_document document = document_of(kText);
  imprimatur_error* error = nullptr;
  const Held<imprimatur_answer> answer(imprimatur_check(checker(), &document, &error));
  REQUIRE(answer);
  CHECK(error == nullptr);
  CHECK(imprimatur_answer_count(answer.get()) == 1);
  CHECK(imprimatur_answer_worst(answer.get()) == 0);
  CHECK(imprimatur_answer_verdict(answer.get(), 0) == IMPRIMATUR_PERMISSION_REQUIRED);
  CHECK(imprimatur_answer_incomplete(answer.get(), 0) == 0);
  std::size_t size = 0;
  const char* json = imprimatur_answer_json(answer.get(), 0, &size);
  REQUIRE(json != nullptr);
  CHECK(std::string_view(json).size() == size);
  CHECK(std::string_view(json).find("Example Media Group") != std::string_view::npos);
  CHECK(imprimatur_answer_json(answer.get(), 1, &size) == nullptr);
  CHECK(imprimatur_answer_verdict(answer.get(), 1) == IMPRIMATUR_NO_ANSWER);
  CHECK(imprimatur_answer_incomplete(answer.get(), 1) == 1);
}

TEST_CASE("what cannot be read is an incomplete answer, and decides") {
  const std::string binary = std::string(400, '\0') + "\x89PNG";
  const imprimatur_document document = document_of(binary);
  const Held<imprimatur_answer> answer(imprimatur_check(checker(), &document, nullptr));
  REQUIRE(answer);
  CHECK(imprimatur_answer_verdict(answer.get(), 0) == IMPRIMATUR_NO_ANSWER);
  CHECK(imprimatur_answer_incomplete(answer.get(), 0) == 1);
}

TEST_CASE("every document of an input has its answer") {
  const std::string feed =
      "<rss version=\"2.0\"><channel><title>t</title><item><guid>1</guid><title>a</title>"
      "</item><item><guid>2</guid><description>Copyright 2022 Example Media Group. All rights "
      "reserved.</description></item></channel></rss>";
  imprimatur_document document = document_of(feed);
  document.name = "feed.xml";
  const Held<imprimatur_answer> answer(imprimatur_check(checker(), &document, nullptr));
  REQUIRE(answer);
  CHECK(imprimatur_answer_count(answer.get()) >= 2);
  const std::size_t worst = imprimatur_answer_worst(answer.get());
  CHECK(imprimatur_answer_verdict(answer.get(), worst) == IMPRIMATUR_PERMISSION_REQUIRED);
}

TEST_CASE("a document may have its own use, media type and trace") {
  imprimatur_document document = document_of("<p>Copyright 2022 Example Media Group.</p>");
  document.name = nullptr;
  document.media_type = "text/html";
  document.use = "search";
  document.trace = 1;
  const Held<imprimatur_answer> answer(imprimatur_check(checker(), &document, nullptr));
  REQUIRE(answer);
  const std::string_view json = imprimatur_answer_json(answer.get(), 0, nullptr);
  CHECK(json.find("\"use\":\"search\"") != std::string_view::npos);
  CHECK(json.find("\"media_type\":\"text/html\"") != std::string_view::npos);
  CHECK(json.find("\"trace\":[") != std::string_view::npos);
  document.use = "reprint";
  imprimatur_error* error = nullptr;
  CHECK(imprimatur_check(checker(), &document, &error) == nullptr);
  CHECK(failure(error, IMPRIMATUR_ERROR_USAGE).find("reprint") != std::string::npos);
}

TEST_CASE("a caller that knows fewer fields is served") {
  imprimatur_document document = document_of(kText);
  document.use = "not known to the caller";
  document.struct_size = offsetof(imprimatur_document, use);
  const Held<imprimatur_answer> answer(imprimatur_check(checker(), &document, nullptr));
  REQUIRE(answer);
  CHECK(imprimatur_answer_verdict(answer.get(), 0) == IMPRIMATUR_PERMISSION_REQUIRED);
}

TEST_CASE("wrong arguments are errors") {
  imprimatur_error* error = nullptr;
  imprimatur_document document{};
  CHECK(imprimatur_check(checker(), &document, &error) == nullptr);
  CHECK_FALSE(failure(error, IMPRIMATUR_ERROR_USAGE).empty());
  document = document_of(kText);
  CHECK(imprimatur_check(nullptr, &document, nullptr) == nullptr);
  document.bytes = nullptr;
  CHECK(imprimatur_check(checker(), &document, nullptr) == nullptr);
  CHECK(imprimatur_checker_new(nullptr, nullptr) == nullptr);
}

TEST_CASE("wrong options say what is wrong and where") {
  Held<imprimatur_options> options(imprimatur_options_new());
  imprimatur_error* error = nullptr;
  CHECK(imprimatur_checker_new(options.get(), &error) == nullptr);
  CHECK(failure(error, IMPRIMATUR_ERROR_USAGE).find("2026-01-31") != std::string::npos);
  for (const char* day : {"2026-13-31", "2026-02-29", "2026-1-31", "today"}) {
    imprimatur_options_set_today(options.get(), day);
    CHECK(imprimatur_checker_new(options.get(), &error) == nullptr);
    CHECK(failure(error, IMPRIMATUR_ERROR_USAGE).find(day) != std::string::npos);
  }
  options = options_for_a_day();
  const std::string_view policy = "nonsense = true\n";
  imprimatur_options_set_policy(options.get(), "desk.toml", policy.data(), policy.size());
  CHECK(imprimatur_checker_new(options.get(), &error) == nullptr);
  CHECK(failure(error, IMPRIMATUR_ERROR_RULES).find("desk.toml:1") != std::string::npos);
  options = options_for_a_day();
  const std::string_view rules = "= 3\n";
  imprimatur_options_add_rules(options.get(), nullptr, rules.data(), rules.size());
  CHECK(imprimatur_checker_new(options.get(), &error) == nullptr);
  CHECK(failure(error, IMPRIMATUR_ERROR_RULES).find("rules-1.toml:1") != std::string::npos);
}

TEST_CASE("a checker says what it asks and by which rules") {
  Held<imprimatur_options> options = options_for_a_day();
  const std::string_view policy = "uses = [\"excerpt\"]\nfail-on = \"forbidden\"\n";
  imprimatur_options_set_policy(options.get(), nullptr, policy.data(), policy.size());
  const Held<imprimatur_checker> made(imprimatur_checker_new(options.get(), nullptr));
  REQUIRE(made);
  CHECK(imprimatur_checker_use(made.get()) == std::string("excerpt"));
  CHECK(imprimatur_checker_fail_on(made.get()) == IMPRIMATUR_FORBIDDEN);
  CHECK(imprimatur_checker_fail_on(checker()) == IMPRIMATUR_PERMISSION_REQUIRED);
  CHECK_FALSE(std::string(imprimatur_checker_rules_digest(made.get())).empty());
}

TEST_CASE("verdicts have names, and other numbers none") {
  CHECK(imprimatur_verdict_name(IMPRIMATUR_FORBIDDEN) == std::string("forbidden"));
  CHECK(imprimatur_verdict_name(IMPRIMATUR_NO_ANSWER) == nullptr);
  CHECK(imprimatur_verdict_name(99) == nullptr);
  CHECK(imprimatur_abi() == IMPRIMATUR_ABI);
}

}  // namespace
