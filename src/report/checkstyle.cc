// Checkstyle's XML, which Jenkins, reviewdog and many review tools read: a file element a document,
// an error element an annotation. Columns count code points.
#include "report/annotation.h"
#include "report/ci_formats.h"
#include "report/escape.h"
#include "report/log_safe.h"

#include <fmt/format.h>

#include <array>

namespace imprimatur {
namespace {

constexpr std::array<std::string_view, 3> kSeverities = {"info", "warning", "error"};

std::string file_element(const DocumentResult& result, const ReportOptions& options) {
  const std::string name = escape_markup(display_name(place_of(result)));
  std::string out = fmt::format("<file name=\"{}\">\n", name);
  for (const Annotation& note : annotations_of(result, options)) {
    out += fmt::format(
        "<error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"{}\"/>\n",
        note.start.line,
        note.start.column,
        kSeverities[static_cast<std::size_t>(note.gravity)],
        escape_markup(fmt::format("{}: {}", note.title, note.message)),
        escape_markup(note.rule));
  }
  return out + "</file>\n";
}

class CheckstyleReporter final : public Reporter {
 public:
  CheckstyleReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance&) override {
    return sink_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
  }
  Result<void> document(const DocumentResult& result) override {
    return is_wanted(result, options_) ? sink_(file_element(result, options_)) : Result<void>();
  }
  Result<void> end(const Summary&) override { return sink_("</checkstyle>\n"); }

 private:
  Sink sink_;
  ReportOptions options_;
};

}  // namespace

std::unique_ptr<Reporter> make_checkstyle_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<CheckstyleReporter>(std::move(sink), options);
}

}  // namespace imprimatur
