// The output formats: one row each. A new format is one file and one row here.
#include "report/ci_formats.h"
#include "report/json.h"
#include "report/reporter.h"
#include "report/text.h"

namespace imprimatur {

const std::vector<ReporterFormat>& reporter_formats() {
  static const std::vector<ReporterFormat> formats = {
      {"text", "for people: verdict, reason, evidence, what to do", make_text_reporter},
      {"json", "one JSON value with all documents, a summary and provenance", make_json_reporter},
      {"jsonl", "one JSON object a line, written as each document is ready", make_jsonl_reporter},
      {"sarif", "SARIF 2.1.0 for GitHub code scanning and others", make_sarif_reporter},
      {"github", "annotations of a GitHub Actions run", make_github_reporter},
      {"gitlab", "GitLab Code Quality", make_gitlab_reporter},
      {"junit", "JUnit XML, a suite a document", make_junit_reporter},
      {"checkstyle", "Checkstyle XML", make_checkstyle_reporter},
      {"rdjson", "reviewdog's format, one value", make_rdjson_reporter},
      {"rdjsonl", "reviewdog's format, one diagnostic a line", make_rdjsonl_reporter},
      {"markdown", "a comment on a change, or the summary of a CI step", make_markdown_reporter},
      {"csv", "a row a finding, for spreadsheets", make_csv_reporter},
      {"html", "one page for editors: verdicts, evidence, filters", make_html_reporter},
  };
  return formats;
}

const ReporterFormat* find_format(std::string_view name) {
  for (const ReporterFormat& format : reporter_formats()) {
    if (format.name == name) {
      return &format;
    }
  }
  return nullptr;
}

}  // namespace imprimatur
