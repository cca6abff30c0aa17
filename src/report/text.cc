// The default format, for people: verdict, reason, the line with the evidence underlined, what to
// do next. One block a document; documents without evidence only when there is nothing else to say.
#include "report/text.h"

#include "report/annotation.h"
#include "report/escape.h"
#include "report/log_safe.h"
#include "report/snippet.h"
#include "report/style.h"
#include "report/summary_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxReasons = 5;
constexpr std::string_view kNothingFound =
    "no copyright notice, credit line or restriction found; absence of a notice is not a "
    "permission";

class TextReporter final : public Reporter {
 public:
  TextReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)),
        options_(options),
        styler_(options.color),
        snippet_{options.width, options.color} {}

  Result<void> begin(const Provenance&) override { return {}; }
  Result<void> document(const DocumentResult& result) override;
  Result<void> end(const Summary& summary) override;

 private:
  [[nodiscard]] bool is_wanted(const DocumentResult& result) const;
  void head(const DocumentResult& result);
  void one_line(const DocumentResult& result);
  void block(const DocumentResult& result);
  void reasons(const DocumentResult& result);
  void evidence(const DocumentResult& result, std::size_t index);
  void detail(std::size_t gutter, std::string_view key, std::string_view value);
  void other_findings(const DocumentResult& result);
  void note(const DocumentResult& result, std::size_t index, std::string_view why);
  Result<void> flush();

  Sink sink_;
  ReportOptions options_;
  Styler styler_;
  SnippetOptions snippet_;
  std::string out_;
  std::string only_;  // the line of a first, clean document: shown if it stays the only one
  std::size_t documents_ = 0;
  bool blocks_ = false;          // something taller than a line was written: set the next one off
  std::set<std::size_t> shown_;  // findings of the current document that were shown
};

Result<void> TextReporter::flush() {
  if (out_.empty()) {
    return {};
  }
  const std::string text = defuse_text(std::move(out_));
  out_.clear();
  return sink_(text);
}

bool TextReporter::is_wanted(const DocumentResult& result) const {
  if (options_.quiet) {
    return result.incomplete || result.verdict.level >= options_.fail_on;
  }
  return true;
}

Result<void> TextReporter::document(const DocumentResult& result) {
  ++documents_;
  shown_.clear();
  if (!is_wanted(result)) {
    return {};
  }
  const bool has_evidence = result.verdict.level != Level::unknown;
  const bool notes = options_.verbose && !result.findings.empty();
  if (has_evidence || notes) {
    block(result);
  } else if (result.incomplete) {
    out_ += fmt::format("{}: {}: {}\n",
                        styler_.paint(document_name(result), Style::bold),
                        styler_.paint("not checked", Style::red),
                        escape_controls(result.incomplete->message));
  } else if (options_.verbose || options_.quiet) {
    one_line(result);
  } else if (documents_ == 1) {
    one_line(result);
    only_ = std::move(out_);
    out_.clear();
  }
  return flush();
}

void TextReporter::head(const DocumentResult& result) {
  const Verdict& verdict = result.verdict;
  out_ += fmt::format("{}: {} ({})",
                      styler_.paint(document_name(result), Style::bold),
                      styler_.paint(name_of(verdict.level), verdict.level),
                      verdict.question.name());
}

void TextReporter::one_line(const DocumentResult& result) {
  const auto& reasons = result.verdict.reasons;
  head(result);
  out_ += fmt::format(
      ": {}\n",
      reasons.empty() ? std::string(kNothingFound) : escape_controls(reasons.front().text));
}

void TextReporter::block(const DocumentResult& result) {
  if (blocks_) {
    out_ += '\n';
  }
  blocks_ = true;
  head(result);
  out_ += '\n';
  if (result.incomplete) {
    out_ += fmt::format("  {}: {}\n",
                        styler_.paint("incomplete", Style::red),
                        escape_controls(result.incomplete->message));
  }
  reasons(result);
  if (options_.verbose) {
    other_findings(result);
  }
}

void TextReporter::reasons(const DocumentResult& result) {
  const auto& all = result.verdict.reasons;
  const std::size_t count = options_.verbose ? all.size() : std::min(all.size(), kMaxReasons);
  std::string terms;
  std::string next_step;
  for (std::size_t i = 0; i < count; ++i) {
    const Reason& reason = all[i];
    out_ += fmt::format("  {}\n", escape_controls(reason.text));
    std::size_t gutter = 4;
    if (reason.finding && *reason.finding < result.findings.size()) {
      evidence(result, *reason.finding);
      gutter = gutter_width(result.findings[*reason.finding]);
    }
    if (reason.terms != terms) {
      detail(gutter, "terms", reason.terms);
      terms = reason.terms;
    }
    if (reason.next_step != next_step) {
      detail(gutter, "next", reason.next_step);
      next_step = reason.next_step;
    }
  }
  if (count < all.size()) {
    out_ += fmt::format("  and {} more {} (--verbose shows all)\n",
                        all.size() - count,
                        all.size() - count == 1 ? "reason" : "reasons");
  }
}

void TextReporter::detail(std::size_t gutter, std::string_view key, std::string_view value) {
  if (!value.empty()) {
    out_ += fmt::format("{} {} {}: {}\n",
                        std::string(gutter, ' '),
                        styler_.paint("=", Style::blue),
                        key,
                        escape_controls(value));
  }
}

std::string holders_text(const Finding& finding) {
  std::string text;
  for (const HolderRef& holder : finding.holders) {
    text += text.empty() ? "" : ", ";
    text += escape_controls(holder.name);
    if (!holder.id.empty()) {
      text += fmt::format(" ({})", holder.id);
    }
  }
  return text;
}

void TextReporter::evidence(const DocumentResult& result, std::size_t index) {
  if (!shown_.insert(index).second) {
    return;
  }
  const Finding& finding = result.findings[index];
  const std::size_t gutter = gutter_width(finding);
  const bool outside = !finding.origin.empty();
  out_ +=
      fmt::format("{}{} {}:{}:{}{}\n",
                  std::string(gutter, ' '),
                  styler_.paint("-->", Style::blue),
                  outside ? display_name(finding.origin) : document_name(result),
                  outside ? finding.origin_line : finding.start.line,
                  finding.start.column,
                  finding.page > 0        ? fmt::format(" (page {})", finding.page)
                  : !finding.cell.empty() ? fmt::format(" (cell {})", display_name(finding.cell))
                                          : std::string());
  const std::string lines =
      outside ? std::string() : render_snippet(result, finding, styler_, snippet_);
  out_ += lines;
  if (lines.empty() && !finding.text.empty()) {
    detail(gutter, "text", finding.text);
  }
  std::string about = finding.rule;
  if (const std::string holders = holders_text(finding); !holders.empty()) {
    about += "   holder: " + holders;
  }
  detail(gutter, "rule", about);
  if (finding.disguised) {
    detail(gutter, "note", "look-alike letters or hidden characters disguise this text");
  }
}

void TextReporter::other_findings(const DocumentResult& result) {
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const Finding& finding = result.findings[i];
    if (shown_.contains(i)) {
      continue;
    }
    if (const auto by = suppressed_by(result, i)) {
      note(result, i, suppression_text(*by));
    } else if (!finding.counts) {
      note(result, i, finding.why_not.empty() ? "does not count" : finding.why_not);
    } else {
      note(result, i, "counts, without changing the verdict");
    }
  }
}

void TextReporter::note(const DocumentResult& result, std::size_t index, std::string_view why) {
  out_ += fmt::format("  {}: {}: {}\n",
                      styler_.paint("note", Style::cyan),
                      name_of(result.findings[index].role),
                      escape_controls(why));
  evidence(result, index);
}

Result<void> TextReporter::end(const Summary& summary) {
  if (documents_ == 1 && !only_.empty()) {
    out_ += only_;
  }
  const bool several = summary.documents != 1 || !summary.notes.empty();
  if (several && !options_.quiet) {
    if (blocks_) {
      out_ += '\n';
    }
    out_ += summary_text(summary);
  }
  return flush();
}

}  // namespace

std::unique_ptr<Reporter> make_text_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<TextReporter>(std::move(sink), options);
}

}  // namespace imprimatur
