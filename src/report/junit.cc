// JUnit's XML, which nearly every CI system shows: a suite a document. A finding at or above the
// limit is a failure, one below it or one that does not count passes and says so, a suppressed one
// is skipped, an incomplete document is an error; a clean document is one case that passes.
#include "report/annotation.h"
#include "report/ci_formats.h"
#include "report/escape.h"
#include "report/log_safe.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur {
namespace {

struct Suite {
  std::string cases;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
};

// `line`: 0 for a document as a whole.
std::string case_element(const DocumentResult& result,
                         const std::string& name,
                         std::size_t line,
                         const std::string& content) {
  return fmt::format(
      "<testcase classname=\"{}\" name=\"{}\" time=\"0\" file=\"{}\"{}>{}</testcase>\n",
      escape_markup(place_name(result)),
      escape_markup(name),
      escape_markup(display_name(place_of(result))),
      line == 0 ? std::string() : fmt::format(" line=\"{}\"", line),
      content);
}

std::string place(const DocumentResult& result, const Position& at) {
  return fmt::format("{}:{}:{}", place_name(result), at.line, at.column);
}

std::string escape_lines(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += (at == 0 ? "" : "\n") + escape_markup(std::string_view(text).substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string fault_element(const DocumentResult& result, const Annotation& note) {
  std::string text = escape_markup(fmt::format("{}: {}", place(result, note.start), note.message));
  if (note.finding != nullptr) {
    text += "\n" + escape_lines(evidence_lines(*note.finding));
  }
  return fmt::format("<{0} message=\"{1}\" type=\"{2}\">{3}</{0}>",
                     note.rule == kIncompleteRule ? "error" : "failure",
                     escape_markup(note.message),
                     escape_markup(note.title),
                     text);
}

void add_note(Suite& suite, const DocumentResult& result, const Annotation& note) {
  ++suite.tests;
  std::string content;
  if (note.gravity == Gravity::error) {
    ++(note.rule == kIncompleteRule ? suite.errors : suite.failures);
    content = fault_element(result, note);
  } else {
    content = fmt::format("<system-out>{}</system-out>",
                          escape_markup(fmt::format("{}: {}", note.title, note.message)));
  }
  suite.cases +=
      case_element(result,
                   fmt::format("{} at {}:{}", note.rule, note.start.line, note.start.column),
                   note.start.line,
                   content);
}

void add_suppressed(Suite& suite, const DocumentResult& result, std::size_t index) {
  const Finding& finding = result.findings[index];
  const std::string why(
      suppression_text(suppressed_by(result, index).value_or(SilencedBy::policy)));
  ++suite.tests;
  ++suite.skipped;
  suite.cases += case_element(
      result,
      fmt::format("{} at {}:{}", finding.rule, finding.start.line, finding.start.column),
      finding.start.line,
      fmt::format("<skipped message=\"{}\"/>", escape_markup(why)));
}

std::string suite_element(const DocumentResult& result, const ReportOptions& options) {
  Suite suite;
  for (const Annotation& note : annotations_of(result, options)) {
    add_note(suite, result, note);
  }
  for (const std::size_t index : result.verdict.suppressed) {
    if (index < result.findings.size()) {
      add_suppressed(suite, result, index);
    }
  }
  if (suite.tests == 0) {
    ++suite.tests;
    suite.cases = case_element(
        result,
        fmt::format("{} ({})", name_of(result.verdict.level), result.verdict.question.name()),
        0,
        "");
  }
  return fmt::format(
      "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" "
      "time=\"0\">\n{}</testsuite>\n",
      escape_markup(place_name(result)),
      suite.tests,
      suite.failures,
      suite.errors,
      suite.skipped,
      suite.cases);
}

class JunitReporter final : public Reporter {
 public:
  JunitReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance&) override {
    return sink_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"imprimatur\">\n");
  }
  Result<void> document(const DocumentResult& result) override {
    return is_wanted(result, options_) ? sink_(suite_element(result, options_)) : Result<void>();
  }
  Result<void> end(const Summary&) override { return sink_("</testsuites>\n"); }

 private:
  Sink sink_;
  ReportOptions options_;
};

}  // namespace

std::unique_ptr<Reporter> make_junit_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<JunitReporter>(std::move(sink), options);
}

}  // namespace imprimatur
