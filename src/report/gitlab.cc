// GitLab Code Quality (docs.gitlab.com, "Code Quality report format"): a JSON array, written as
// the run goes on. GitLab shows the description only, so that it names the rule; equal
// fingerprints would be taken for one finding.
#include "report/annotation.h"
#include "report/ci_formats.h"
#include "report/escape.h"
#include "report/log_safe.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace imprimatur {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity_name(const Annotation& note) {
  if (note.gravity == Gravity::error) {
    return note.level == Level::forbidden ? "critical" : "major";
  }
  return note.gravity == Gravity::warning ? "minor" : "info";
}

Json issue(const DocumentResult& result, const Annotation& note) {
  return {{"description", fmt::format("{}: {} [{}]", note.title, note.message, note.rule)},
          {"check_name", note.rule},
          {"fingerprint", note.fingerprint},
          {"severity", severity_name(note)},
          {"location",
           {{"path", display_name(place_of(result))},
            {"lines", {{"begin", note.start.line}, {"end", note.end.line}}}}}};
}

class GitlabReporter final : public Reporter {
 public:
  GitlabReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance&) override { return sink_("["); }

  Result<void> document(const DocumentResult& result) override {
    if (!is_wanted(result, options_)) {
      return {};
    }
    std::string out;
    for (const Annotation& note : annotations_of(result, options_)) {
      out += first_ ? "\n" : ",\n";
      first_ = false;
      const Json value = issue(result, note);
      out += escape_json_controls(
          defuse_json(value.dump(-1, ' ', false, Json::error_handler_t::replace)));
    }
    return out.empty() ? Result<void>() : sink_(out);
  }

  Result<void> end(const Summary&) override { return sink_(first_ ? "]\n" : "\n]\n"); }

 private:
  Sink sink_;
  ReportOptions options_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Reporter> make_gitlab_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<GitlabReporter>(std::move(sink), options);
}

}  // namespace imprimatur
