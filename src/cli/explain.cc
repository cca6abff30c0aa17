// imprimatur explain: the whole chain from the text to the verdict, for one document.
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/session.h"
#include "engine/run.h"
#include "report/annotation.h"
#include "report/escape.h"
#include "report/json_object.h"
#include "report/log_safe.h"
#include "report/reporter.h"
#include "report/style.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kMaxText = 100;

std::string shortened(std::string_view text) {
  std::string line = escape_controls(text);
  if (line.size() <= kMaxText) {
    return line;
  }
  std::size_t end = kMaxText;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return line.substr(0, end) + "\xE2\x80\xA6";
}

template <typename E, std::size_t N>
std::string list_of(EnumSet<E> set, const std::array<std::string_view, N>& names) {
  std::string text;
  for (std::size_t i = 0; i < N; ++i) {
    if (set.has(static_cast<E>(i))) {
      text += fmt::format("{}{}", text.empty() ? "" : ", ", names[i]);
    }
  }
  return text;
}

class Explanation {
 public:
  Explanation(const DocumentResult& result, const Styler& styler)
      : result_(result), styler_(styler) {}

  std::string text() {
    facts();
    title("Considered");
    for (const TraceStep& step : result_.trace) {
      trace(step);
    }
    if (result_.trace.empty()) {
      out_ += "  nothing: no word of any rule stands in the text\n";
    }
    title("Findings");
    for (std::size_t i = 0; i < result_.findings.size(); ++i) {
      finding(i);
    }
    if (result_.findings.empty()) {
      out_ += "  none\n";
    }
    verdicts();
    return std::move(out_);
  }

 private:
  void title(std::string_view name) {
    out_ += fmt::format("\n{}\n", styler_.paint(name, Style::bold));
  }

  void detail(std::string_view key, std::string_view value) {
    if (!value.empty()) {
      out_ += fmt::format("      {}: {}\n", key, escape_controls(value));
    }
  }

  void facts() {
    out_ += styler_.paint(display_name(result_.source), Style::bold) + "\n";
    if (result_.incomplete) {
      out_ += fmt::format("  incomplete: {}\n", escape_controls(result_.incomplete->message));
    }
    out_ += fmt::format("  type {}, encoding {}, language {}\n",
                        result_.media_type,
                        result_.encoding,
                        result_.language.empty() ? "not known" : result_.language);
  }

  void trace(const TraceStep& step) {
    const std::string at = fmt::format("{}:{}", step.at.line, step.at.column);
    out_ += fmt::format(
        "  {:<9} {:<11} {}", at, escape_controls(step.event), escape_controls(step.rule));
    if (!step.text.empty()) {
      out_ += fmt::format("  \"{}\"", shortened(step.text));
    }
    out_ += '\n';
    detail("why", step.detail);
  }

  void finding(std::size_t index) {
    const Finding& f = result_.findings[index];
    const auto by = suppressed_by(result_, index);
    out_ += fmt::format("  {}:{} {} {} \"{}\"\n",
                        f.start.line,
                        f.start.column,
                        f.rule,
                        styler_.paint(name_of(f.role), Style::cyan),
                        shortened(f.text));
    std::string holders;
    for (const HolderRef& holder : f.holders) {
      holders += fmt::format(
          "{}{}{}",
          holders.empty() ? "" : ", ",
          holder.name,
          holder.id.empty() ? " (not in the database)" : fmt::format(" ({})", holder.id));
    }
    detail("holder", holders);
    detail("prohibits", list_of(f.prohibits, kUseNames));
    detail("permits", list_of(f.permits, kUseNames));
    detail("duties", list_of(f.duties, kDutyNames));
    detail("constraints", list_of(f.constraints, kConstraintNames));
    detail("licence", f.licence);
    detail("until", f.until);
    detail("rules", fmt::format("{}", fmt::join(f.related, ", ")));
    detail("said by",
           f.origin.empty() ? std::string() : fmt::format("{}, line {}", f.origin, f.origin_line));
    detail("where", fmt::format("{}; speaks of: {}", name_of(f.zone), name_of(f.scope)));
    if (by) {
      detail("counts", fmt::format("no: {}", suppression_text(*by)));
    } else {
      detail("counts", f.counts ? "yes" : "no: " + f.why_not);
    }
  }

  void verdicts() {
    title("Verdict per use");
    for (std::size_t i = 0; i < kUseNames.size(); ++i) {
      verdict(kUseNames[i], result_.verdict.levels[i]);
    }
    title(fmt::format("Verdict for {}", result_.verdict.question.name()));
    verdict("", result_.verdict.level);
    for (const Reason& reason : result_.verdict.reasons) {
      out_ += fmt::format("  {}\n", escape_controls(reason.text));
      detail("terms", reason.terms);
      detail("next", reason.next_step);
    }
  }

  void verdict(std::string_view use, Level level) {
    const std::string answer = is_answer(result_, level) ? styler_.paint(name_of(level), level)
                                                         : std::string("not known: incomplete");
    out_ += use.empty() ? fmt::format("  {}\n", answer) : fmt::format("  {:<13} {}\n", use, answer);
  }

  const DocumentResult& result_;
  const Styler& styler_;
  std::string out_;
};

Result<DocumentResult> explain(const Invocation& invocation) {
  EngineWishes wishes;
  wishes.language = true;
  wishes.trace = true;
  wishes.marks = true;
  wishes.programs = true;
  wishes.clock = true;
  Session session(invocation.options, invocation.checked, invocation.terminal, wishes);
  IMPRIMATUR_TRY(const std::unique_ptr<InputSource> source,
                 InputSource::make(invocation.options, invocation.terminal, session));
  std::optional<DocumentResult> result;
  const auto deliver = [&](RunOutcome&& outcome) -> Result<void> {
    if (outcome.skipped) {
      return {};
    }
    if (result) {
      return fail(ErrorCode::usage, "explain takes one document; 'check' takes folders");
    }
    result = std::move(outcome.result);
    return {};
  };
  const Result<void> ran = run(
      RunOptions{}, [&] { return source->next(); }, deliver);
  if (!ran) {
    return tl::unexpected<Error>(ran.error());
  }
  if (!result) {
    return fail(ErrorCode::usage, "there is no document to explain");
  }
  return std::move(*result);
}

}  // namespace

int run_explain(const Invocation& invocation) {
  const Options& options = invocation.options;
  const Terminal& terminal = invocation.terminal;
  if (!options.format.empty() && options.format != "text" && options.format != "json") {
    return report_failure(
        terminal, {ErrorCode::usage, unknown_value("format", options.format, {"text", "json"})});
  }
  const Result<DocumentResult> result = explain(invocation);
  if (!result) {
    return report_failure(terminal, result.error());
  }
  if (result->incomplete) {
    print_error(
        terminal,
        fmt::format(
            "{}: {}", display_name(result->source), escape_controls(result->incomplete->message)));
  }
  const int status = result->incomplete ? kIncomplete : kFine;
  if (options.format == "json") {
    return print_result(terminal, json_document(*result) + "\n", status);
  }
  const Styler styler(terminal.color_output);
  return print_result(terminal, defuse_text(Explanation(*result, styler).text()), status);
}

}  // namespace imprimatur::cli
