// GitHub Actions: workflow commands that become annotations of a run and of a change's files
// (docs.github.com, "Workflow commands"). GitHub shows ten of each kind a step and fifty a job, so
// the ten worst of each kind are written and the rest counted; the whole list is in the other
// formats.
#include "report/annotation.h"
#include "report/ci_formats.h"
#include "report/escape.h"
#include "report/log_safe.h"
#include "report/summary_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::size_t kShown = 10;
constexpr std::array<std::string_view, 3> kCommands = {"notice", "warning", "error"};

// Text of a command; of its properties as well if `property`.
std::string escape_command(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

// The place; a file's name that GitHub could not find anyway is shown escaped.
std::string properties(const DocumentResult& result, const Annotation& note) {
  std::string out =
      fmt::format(" file={}", escape_command(defuse_text(display_name(place_of(result))), true));
  out += fmt::format(",line={}", note.start.line);
  if (note.end.line == note.start.line) {
    out += fmt::format(",col={}", note.start.column);
    if (note.end.column > note.start.column) {
      out += fmt::format(",endColumn={}", note.end.column);
    }
  }
  out += fmt::format(",endLine={}", note.end.line);
  return out + fmt::format(",title={}", escape_command(note.title, true));
}

std::string command(const DocumentResult& result, const Annotation& note) {
  std::string message = note.message;
  if (!note.terms.empty()) {
    message += "\nTerms: " + defuse_text(escape_controls(note.terms));
  }
  message += fmt::format("\nRule: {}", escape_controls(note.rule));
  return fmt::format("::{}{}::{}\n",
                     kCommands[static_cast<std::size_t>(note.gravity)],
                     properties(result, note),
                     escape_command(message, false));
}

class GithubReporter final : public Reporter {
 public:
  GithubReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance&) override { return {}; }

  Result<void> document(const DocumentResult& result) override {
    if (!is_wanted(result, options_)) {
      return {};
    }
    for (const Annotation& note : annotations_of(result, options_)) {
      const bool worst = note.gravity == Gravity::error && note.level == Level::forbidden;
      Kind& kind = kinds_[worst ? kWorst : static_cast<std::size_t>(note.gravity)];
      ++kind.count;
      if (kind.commands.size() < kShown) {
        kind.commands.push_back(command(result, note));
      }
    }
    return {};
  }

  Result<void> end(const Summary& summary) override {
    std::string out;
    std::size_t left_out = 0;
    std::size_t errors = 0;
    for (std::size_t i = kinds_.size(); i-- > 0;) {
      const bool is_error = i >= kCommands.size() - 1;
      const std::size_t room = kShown - (is_error ? errors : 0);
      const std::size_t shown = std::min(kinds_[i].commands.size(), room);
      for (std::size_t k = 0; k < shown; ++k) {
        out += kinds_[i].commands[k];
      }
      errors += is_error ? shown : 0;
      left_out += kinds_[i].count - shown;
    }
    out += defuse_text(summary_text(summary));
    if (left_out > 0) {
      out += fmt::format("{} more {} not annotated: GitHub shows {} of a kind\n",
                         left_out,
                         left_out == 1 ? "finding is" : "findings are",
                         kShown);
    }
    return sink_(out);
  }

 private:
  struct Kind {
    std::vector<std::string> commands;
    std::size_t count = 0;
  };
  Sink sink_;
  ReportOptions options_;
  static constexpr std::size_t kWorst = kCommands.size();
  std::array<Kind, kCommands.size() + 1> kinds_;  // by gravity; errors that forbid by themselves
};

}  // namespace

std::unique_ptr<Reporter> make_github_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<GithubReporter>(std::move(sink), options);
}

}  // namespace imprimatur
