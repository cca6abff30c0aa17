// CSV (RFC 4180, UTF-8): a row a finding, suppressed ones too, and one for a document without any.
// A field that a spreadsheet would take for a formula begins with an apostrophe.
#include "report/annotation.h"
#include "report/ci_formats.h"
#include "report/escape.h"
#include "report/json_object.h"
#include "report/log_safe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::array<std::string_view, 23> kColumns = {
    "verdict", "use",    "document", "record",      "rule",       "role",
    "holder",  "years",  "line",     "column",      "end_line",   "end_column",
    "zone",    "scope",  "counts",   "why_not",     "suppressed", "confidence",
    "text",    "reason", "terms",    "fingerprint", "incomplete"};

std::string field(std::string_view text) {
  std::string safe = defuse_text(escape_controls(text));
  if (!safe.empty() && std::string_view("=+-@").find(safe.front()) != std::string_view::npos) {
    safe.insert(0, 1, '\'');
  }
  std::string out = "\"";
  for (const char c : safe) {
    out += c;
    if (c == '"') {
      out += c;
    }
  }
  return out + "\"";
}

std::string row(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& cell : cells) {
    out += cell + ",";
  }
  out.back() = '\r';
  return out + "\n";
}

std::vector<std::string> document_cells(const DocumentResult& result) {
  const Verdict& verdict = result.verdict;
  return {is_answer(result, verdict.level) ? std::string(name_of(verdict.level)) : std::string(),
          std::string(verdict.question.name()),
          field(display_name(place_of(result))),
          field(display_name(result.record))};
}

std::string number(std::size_t value) {
  return fmt::format("{}", value);
}

std::string one_line(const Finding& finding) {
  std::string text = evidence_lines(finding);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string finding_row(const DocumentResult& result, std::size_t index) {
  const Finding& finding = result.findings[index];
  const auto& reasons = result.verdict.reasons;
  const auto reason = std::find_if(
      reasons.begin(), reasons.end(), [&](const Reason& r) { return r.finding == index; });
  const bool any = reason != reasons.end();
  const auto by = suppressed_by(result, index);
  const std::string suppression = by ? std::string(name_of(*by)) : std::string();
  std::vector<std::string> cells = document_cells(result);
  cells.insert(cells.end(),
               {field(finding.rule),
                std::string(name_of(finding.role)),
                field(holder_names(finding)),
                fmt::format("{}", fmt::join(finding.years, " ")),
                number(finding.start.line),
                number(finding.start.column),
                number(finding.end.line),
                number(finding.end.column),
                std::string(name_of(finding.zone)),
                std::string(name_of(finding.scope)),
                finding.counts ? "true" : "false",
                field(finding.why_not),
                suppression,
                fmt::format("{:.2f}", finding.confidence),
                field(one_line(finding)),
                any ? field(reason->text) : "\"\"",
                any ? field(reason->terms) : "\"\"",
                field(finding.fingerprint),
                field(result.incomplete ? result.incomplete->message : std::string())});
  return row(cells);
}

std::string document_row(const DocumentResult& result) {
  std::vector<std::string> cells = document_cells(result);
  cells.resize(kColumns.size());
  if (!result.incomplete && !result.verdict.reasons.empty()) {
    cells[kColumns.size() - 4] = field(result.verdict.reasons.front().text);
  }
  if (result.incomplete) {
    cells.back() = field(result.incomplete->message);
  }
  return row(cells);
}

class CsvReporter final : public Reporter {
 public:
  CsvReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance&) override {
    return sink_(row({kColumns.begin(), kColumns.end()}));
  }

  Result<void> document(const DocumentResult& result) override {
    if (!is_wanted(result, options_)) {
      return {};
    }
    std::string out;
    for (std::size_t i = 0; i < result.findings.size(); ++i) {
      out += finding_row(result, i);
    }
    return sink_(out.empty() ? document_row(result) : out);
  }

  Result<void> end(const Summary&) override { return {}; }

 private:
  Sink sink_;
  ReportOptions options_;
};

}  // namespace

std::unique_ptr<Reporter> make_csv_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<CsvReporter>(std::move(sink), options);
}

}  // namespace imprimatur
