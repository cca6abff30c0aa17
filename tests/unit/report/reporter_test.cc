#include "report/reporter.h"

#include "report/json_object.h"

#include <catch2/catch.hpp>

namespace imprimatur {
namespace {

DocumentResult document(const std::string& source, Level level) {
  DocumentResult result;
  result.source = source;
  result.verdict.level = level;
  result.verdict.levels.fill(level);
  return result;
}

std::string report(std::string_view format,
                   const std::vector<DocumentResult>& documents,
                   const ReportOptions& options = {}) {
  std::string out;
  const ReporterFormat* row = find_format(format);
  REQUIRE(row != nullptr);
  const auto reporter = row->make(
      [&](std::string_view text) {
        out += text;
        return Result<void>();
      },
      options);
  Summary summary;
  REQUIRE(reporter->begin({}));
  for (const DocumentResult& result : documents) {
    REQUIRE(reporter->document(result));
    ++summary.documents;
    ++summary.by_level[static_cast<std::size_t>(result.verdict.level)];
  }
  REQUIRE(reporter->end(summary));
  return out;
}

TEST_CASE("a single clean document gets its line, several get a summary") {
  CHECK(report("text", {document("a", Level::unknown)}).starts_with("a: unknown (republish): "));
  CHECK(report("text", {document("a", Level::unknown), document("b", Level::unknown)}) ==
        "checked 2 documents: 2 unknown\n");
}

TEST_CASE("what was not read is never called unknown") {
  DocumentResult result = document("a", Level::unknown);
  result.incomplete = Error{ErrorCode::unreadable, "no"};
  CHECK(report("text", {result}) == "a: not checked: no\n");
  CHECK(json_document(result).find("\"verdict\":null") != std::string::npos);
  result = document("a", Level::allowed);
  result.incomplete = Error{ErrorCode::limit, "no"};
  CHECK(json_document(result).find("allowed") == std::string::npos);
  result = document("a", Level::forbidden);
  result.incomplete = Error{ErrorCode::limit, "no"};
  CHECK(json_document(result).find("\"verdict\":\"forbidden\"") != std::string::npos);
}

TEST_CASE("quiet keeps what is at or above the limit, in every format") {
  ReportOptions quiet;
  quiet.quiet = true;
  for (const ReporterFormat& format : reporter_formats()) {
    CAPTURE(format.name);
    const std::string out = report(
        format.name, {document("clean", Level::unknown), document("bad", Level::forbidden)}, quiet);
    CHECK(out.find("bad") != std::string::npos);
    CHECK(out.find("clean") == std::string::npos);
  }
}

TEST_CASE("no format lets a control character through") {
  DocumentResult result = document("a\x1b[1m\x7f", Level::forbidden);
  Finding finding;
  finding.rule = "x";
  finding.text = "\x1b[1m\xC2\x9B";
  result.findings.push_back(finding);
  result.lines.push_back({1, "\x1b[1m\xC2\x9B", 0});
  result.verdict.reasons.push_back({Level::forbidden, "by \x1b[1mX", 0, "", ""});
  for (const ReporterFormat& format : reporter_formats()) {
    CAPTURE(format.name);
    const std::string out = report(format.name, {result});
    CHECK(out.find('\x1b') == std::string::npos);
    CHECK(out.find('\x7f') == std::string::npos);
    CHECK(out.find("\xC2\x9B") == std::string::npos);
  }
}

TEST_CASE("names that are not UTF-8 give valid JSON") {
  CHECK(json_document(document("a\xFF", Level::unknown)).find("a\xEF\xBF\xBD") !=
        std::string::npos);
}

}  // namespace
}  // namespace imprimatur
