// Every format over one fixed set of results, compared with tests/cases/report/FORMAT.
// IMPRIMATUR_UPDATE=1 writes those files anew.
#include "report/reporter.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace imprimatur {
namespace {

Position at(std::size_t offset, std::size_t line, std::size_t column, std::size_t utf16 = 0) {
  return {offset, line, column, utf16 == 0 ? column : utf16};
}

Finding finding(const std::string& rule, Role role, Position start, Position end) {
  Finding made;
  made.rule = rule;
  made.role = role;
  made.start = start;
  made.end = end;
  made.confidence = 0.95;
  made.fingerprint = "fp1:" + rule;
  return made;
}

DocumentResult document(const std::string& source, Level level) {
  DocumentResult result;
  result.source = "./" + source;
  result.path = source;
  result.language = "en";
  result.verdict.level = level;
  result.verdict.levels.fill(level);
  return result;
}

// A restriction over two lines behind a character outside of the BMP, a photo credit that does not
// count, a notice that the policy silences.
DocumentResult forbidden() {
  DocumentResult result = document("news/a b.txt", Level::forbidden);
  Finding ban =
      finding("en.restriction.may-not-be", Role::restriction, at(26, 3, 3, 4), at(92, 4, 14, 14));
  ban.holders = {{"anadolu", "Anadolu Agency"}};
  ban.years = {2022};
  ban.prohibits.add(Use::publish);
  ban.text = "Copyright 2022 Anadolu Agency. May not\nbe published.";
  Finding photo = finding("und.photo.credit", Role::credit, at(100, 6, 1), at(110, 6, 11));
  photo.scope = Scope::photo;
  photo.counts = false;
  photo.why_not = "it speaks of a picture, not of the text";
  photo.holders = {{"", "X & <Sons>"}};
  photo.text = "Photo: X";
  Finding known = finding("und.notice.word-year", Role::notice, at(120, 8, 1), at(130, 8, 11));
  known.text = "(c) 2020 Us";
  result.findings = {ban, photo, known};
  result.verdict.suppressed = {2};
  result.verdict.holders = ban.holders;
  result.verdict.reasons = {{Level::forbidden,
                             "Anadolu Agency forbids publishing of this text.",
                             0,
                             "https://example.org/terms",
                             "Ask Anadolu Agency."}};
  result.lines = {{2, "", 0, 0},
                  {3, "\xF0\x9F\x8C\x8D Copyright 2022 Anadolu Agency. May not", 0, 0},
                  {4, "be published.", 0, 0},
                  {5, "", 0, 0},
                  {6, "Photo: X & <Sons>", 0, 0}};
  return result;
}

DocumentResult hostile() {
  DocumentResult result = document("::error::x\n=\xFF,[1].txt", Level::permission_required);
  result.record = "7|@all";
  Finding notice = finding("und.notice.word-year", Role::notice, at(0, 1, 1), at(40, 2, 5));
  notice.holders = {{"", "@all \x1b[31m##[error] `x` |<script>alert(1)</script>"}};
  notice.text = "(c) 2024 ```\n::set-output name=x::1\n##vso[task]";
  result.findings = {notice};
  result.verdict.reasons = {{Level::permission_required,
                             "@all \x1b[31m##[error] [a](b) `x` <script> reserves rights, #1.",
                             0,
                             "javascript:alert(1)",
                             ""}};
  result.lines = {{1, "(c) 2024 ```", 0, 0}, {2, "::set-output name=x::1 \x1b[0m", 0, 0}};
  return result;
}

DocumentResult incomplete() {
  DocumentResult result = document("news/missing.txt", Level::unknown);
  result.incomplete = Error{ErrorCode::not_found, "no such file or directory"};
  return result;
}

DocumentResult permitted() {
  DocumentResult result = document("news/cc.txt", Level::conditional);
  Finding licence = finding("cc.by-4", Role::licence, at(4, 1, 5), at(13, 1, 14));
  licence.licence = "CC-BY-4.0";
  licence.text = "CC BY 4.0";
  result.findings = {licence};
  result.verdict.reasons = {{Level::conditional,
                             "The text is under CC BY 4.0, which permits republishing.",
                             0,
                             "https://creativecommons.org/licenses/by/4.0/",
                             "Add a credit line: \"Riverbend Courier, CC BY 4.0\".",
                             "Riverbend Courier, CC BY 4.0"}};
  result.lines = {{1, "All CC BY 4.0", 0, 0}};
  return result;
}

DocumentResult clean() {
  DocumentResult result = document("news/clean.txt", Level::unknown);
  result.verdict.reasons = {{Level::unknown, "Nothing was found.", std::nullopt, "", ""}};
  return result;
}

std::string report(const ReporterFormat& format) {
  std::string out;
  const auto reporter = format.make(
      [&](std::string_view text) {
        out += text;
        return Result<void>();
      },
      {});
  REQUIRE(reporter->begin({"1.0.0",
                           "00ff00ff00ff00ff",
                           "imprimatur.toml",
                           "11ee11ee11ee11ee",
                           "republish",
                           "2026-01-31"}));
  Summary summary;
  for (const DocumentResult& result :
       {forbidden(), hostile(), incomplete(), permitted(), clean()}) {
    REQUIRE(reporter->document(result));
    ++summary.documents;
    if (result.incomplete) {
      ++summary.incomplete;
    } else {
      ++summary.by_level[static_cast<std::size_t>(result.verdict.level)];
    }
  }
  summary.notes = {"skipped 1 binary file"};
  REQUIRE(reporter->end(summary));
  return out;
}

std::string golden_path(std::string_view format) {
  return std::string(IMPRIMATUR_CASES) + "/report/" + std::string(format);
}

TEST_CASE("every format over the same results") {
  for (const ReporterFormat& format : reporter_formats()) {
    CAPTURE(format.name);
    const std::string found = report(format);
    if (std::getenv("IMPRIMATUR_UPDATE") != nullptr) {
      std::ofstream(golden_path(format.name), std::ios::binary) << found;
    }
    std::ifstream file(golden_path(format.name), std::ios::binary);
    std::ostringstream expected;
    expected << file.rdbuf();
    CHECK(found == expected.str());
  }
}

// Lines as a CI system's log reader sees them.
TEST_CASE("no format lets the input command the log") {
  for (const ReporterFormat& format : reporter_formats()) {
    CAPTURE(format.name);
    const std::string out = report(format);
    CHECK(out.find('\x1b') == std::string::npos);
    CHECK(out.find("##[") == std::string::npos);
    CHECK(out.find("##vso[") == std::string::npos);
    if (format.name == "html" || format.name == "junit" || format.name == "checkstyle") {
      CHECK(out.find("<script>alert") == std::string::npos);
      CHECK(out.find("\"javascript:") == std::string::npos);
    }
    CHECK(out.find("(javascript:") == std::string::npos);
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
      line.erase(0, line.find_first_not_of(" \t"));
      const bool command = line.starts_with("::");
      const bool ours = format.name == "github" &&
                        (line.starts_with("::error file=") || line.starts_with("::notice file="));
      CAPTURE(line);
      CHECK((!command || ours));
    }
  }
}

// How often a word stands in a text.
std::size_t count(const std::string& text, std::string_view word) {
  std::size_t number = 0;
  for (std::size_t i = 0; (i = text.find(word, i)) != std::string::npos; i += word.size()) {
    ++number;
  }
  return number;
}

TEST_CASE("formats for tools show the findings of json that are not suppressed") {
  for (const std::string_view name : {"sarif", "gitlab", "rdjson", "rdjsonl", "checkstyle"}) {
    CAPTURE(name);
    const std::string out = report(*find_format(name));
    const std::string_view mark = name == "sarif"        ? "\"ruleIndex\""
                                  : name == "gitlab"     ? "\"check_name\""
                                  : name == "checkstyle" ? "<error "
                                                         : "\"location\"";
    CHECK(count(out, mark) == 5);  // four findings and the incomplete document
  }
}

TEST_CASE("more results than GitHub keeps are cut, the mildest first, and it is said") {
  std::string out;
  const auto reporter = find_format("sarif")->make(
      [&](std::string_view text) {
        out += text;
        return Result<void>();
      },
      {});
  REQUIRE(reporter->begin({}));
  for (int i = 0; i < 4'990; ++i) {
    REQUIRE(reporter->document(permitted()));
  }
  for (int i = 0; i < 20; ++i) {
    REQUIRE(reporter->document(forbidden()));
  }
  REQUIRE(reporter->end({}));
  CHECK(count(out, "\"ruleIndex\"") == 5'000);
  CHECK(count(out, "\"level\":\"error\",\"message\"") == 20);
  REQUIRE(reporter->remarks().size() == 1);
  CHECK(reporter->remarks()[0].find("5000 of 5030") != std::string::npos);
}

TEST_CASE("ten annotations of a kind, the worst first") {
  std::string out;
  const auto reporter = find_format("github")->make(
      [&](std::string_view text) {
        out += text;
        return Result<void>();
      },
      {});
  REQUIRE(reporter->begin({}));
  for (int i = 0; i < 8; ++i) {
    REQUIRE(reporter->document(hostile()));
  }
  for (int i = 0; i < 6; ++i) {
    REQUIRE(reporter->document(forbidden()));
  }
  REQUIRE(reporter->end({}));
  CHECK(count(out, "::error ") == 10);
  CHECK(count(out, "title=forbidden") == 6);
  CHECK(out.find("4 more findings are not annotated") != std::string::npos);
}

TEST_CASE("a comment stays within what GitHub takes") {
  std::string out;
  const auto reporter = find_format("markdown")
                            ->make(
                                [&](std::string_view text) {
                                  out += text;
                                  return Result<void>();
                                },
                                {});
  REQUIRE(reporter->begin({}));
  for (int i = 0; i < 500; ++i) {
    REQUIRE(reporter->document(forbidden()));
    REQUIRE(reporter->document(permitted()));
  }
  REQUIRE(reporter->end({}));
  CHECK(out.size() < 65'536);
  CHECK(out.find("more documents are not shown here") != std::string::npos);
}

}  // namespace
}  // namespace imprimatur
