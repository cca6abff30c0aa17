// imprimatur check: a verdict per document.
#include "cli/baseline.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/report_set.h"
#include "cli/session.h"
#include "cli/suppression_notes.h"
#include "cli/version.h"
#include "engine/run.h"
#include "report/annotation.h"
#include "report/escape.h"
#include "report/json_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kMaxMarkNotes = 100;
constexpr std::size_t kMapAbove = std::size_t{16} << 20U;

Provenance provenance_of(const Workplace& workplace, const Checked& checked) {
  Provenance provenance;
  provenance.version = version();
  provenance.rules_digest = workplace.rules->digest();
  provenance.policy_path = workplace.policy.policy->path;
  provenance.policy_digest = workplace.policy.digest;
  provenance.use = workplace.engine->options().question.name();
  provenance.today = checked.today;
  return provenance;
}

// What the run has come to so far: the summary, and what the exit status depends on.
class Tally {
 public:
  Tally(const Invocation& invocation, const Session& session, bool say_errors)
      : invocation_(invocation), session_(session), say_errors_(say_errors) {}

  // True if the document is at or above its policy's limit.
  bool add(const RunOutcome& outcome) {
    const DocumentResult& result = outcome.result;
    const Level level = result.verdict.level;
    ++summary_.documents;
    if (is_answer(result, level)) {
      ++summary_.by_level[static_cast<std::size_t>(level)];
    }
    if (result.incomplete) {
      ++summary_.incomplete;
    }
    suppressions_.add(session_.of(outcome.engine).policy, result);
    for (const DocumentResult::Note& note : result.notes) {
      if (++mark_notes_ <= kMaxMarkNotes) {
        summary_.notes.push_back(
            fmt::format("{}:{}: {}", document_name(result), note.line, note.text));
      }
    }
    for (std::size_t i = 0; i < result.verdict.suppressed.size(); ++i) {
      const bool counts = result.findings[result.verdict.suppressed[i]].counts;
      silenced_[static_cast<std::size_t>(result.verdict.suppressed_by[i])] += counts ? 1U : 0U;
    }
    const bool found = is_answer(result, level) && level >= session_.of(outcome.engine).fail_on;
    found_ += found ? 1 : 0;
    return found;
  }

  void say_error(const DocumentResult& result) const {
    if (result.incomplete && say_errors_) {
      print_error(
          invocation_.terminal,
          fmt::format(
              "{}: {}", document_name(result), escape_controls(result.incomplete->message)));
    }
  }

  void skip() { ++skipped_binary_; }

  const Summary& finish(const WalkCounts& counts, bool whole_tree) {
    const auto note = [&](std::size_t count, std::string_view one, std::string_view many) {
      if (count > 0) {
        summary_.notes.push_back(fmt::format("skipped {} {}", count, count == 1 ? one : many));
      }
    };
    note(skipped_binary_, "binary file", "binary files");
    note(counts.special, "device, pipe or socket", "devices, pipes or sockets");
    note(counts.loops, "link to a folder above", "links to folders above");
    note(silenced_[static_cast<std::size_t>(SilencedBy::baseline)],
         "finding that is known from the baseline",
         "findings that are known from the baseline");
    note(silenced_[static_cast<std::size_t>(SilencedBy::base)],
         "finding that is not of this change",
         "findings that are not of this change");
    note(mark_notes_ - std::min(mark_notes_, kMaxMarkNotes), "note on a mark", "notes on marks");
    suppressions_.append_notes(invocation_.checked.today, whole_tree, summary_.notes);
    return summary_;
  }

  [[nodiscard]] int exit_status() const {
    if (found_ > 0) {
      return kFound;
    }
    return summary_.incomplete > 0 ? kIncomplete : kFine;
  }

 private:
  const Invocation& invocation_;
  const Session& session_;
  bool say_errors_;
  Summary summary_;
  SuppressionNotes suppressions_;
  std::size_t found_ = 0;
  std::size_t skipped_binary_ = 0;
  std::size_t mark_notes_ = 0;
  std::array<std::size_t, kSilencedByNames.size()> silenced_{};
};

struct Run {
  InputSource& source;
  ReportSet& reports;
  Tally& tally;
};

Result<void> check_all(const Invocation& invocation, const Workplace& first, Run run_state) {
  const auto total = run_state.source.known_total();
  RunOptions options;
  options.jobs = total ? std::min(*total, invocation.checked.jobs) : invocation.checked.jobs;
  options.map_above = kMapAbove;
  if (auto begun = run_state.reports.begin(provenance_of(first, invocation.checked)); !begun) {
    return begun;
  }
  Progress progress(invocation.terminal.progress, total);
  const auto deliver = [&](RunOutcome&& outcome) -> Result<void> {
    if (outcome.skipped) {
      run_state.tally.skip();
      return {};
    }
    const bool found = run_state.tally.add(outcome);
    progress.add(outcome.bytes, found);
    if (found || outcome.result.incomplete || invocation.options.verbose) {
      progress.clear();
    }
    run_state.tally.say_error(outcome.result);
    return run_state.reports.document(outcome.result);
  };
  Result<void> done = run(
      options, [&] { return run_state.source.next(); }, deliver);
  progress.clear();
  if (!done) {
    return done;
  }
  return run_state.reports.end(run_state.tally.finish(run_state.source.counts(), !total));
}

}  // namespace

namespace {

// Who asks for a change must not relax its check: with --policy-from, nothing of the change is
// obeyed.
Options effective_options(const Options& given) {
  Options options = given;
  if (!options.policy_from.empty()) {
    options.no_marks = true;
    options.no_ignore = true;
  }
  return options;
}

Result<EngineWishes> wishes_of(const Options& options, std::unique_ptr<Snapshot>& snapshot) {
  EngineWishes wishes;
  wishes.language = ReportSet::wants_language(options);
  wishes.marks = true;
  wishes.programs = true;
  wishes.clock = true;
  wishes.line_hashes = ReportSet::wants_line_hashes(options);
  if (!options.policy_from.empty()) {
    IMPRIMATUR_TRY(snapshot, Snapshot::open(options.policy_from));
    wishes.snapshot = snapshot.get();
  }
  if (!options.baseline.empty()) {
    IMPRIMATUR_TRY(const Baseline baseline, load_baseline(options.baseline, wishes.snapshot));
    wishes.baseline = known_findings(baseline);
  }
  return wishes;
}

int check(const Invocation& invocation) {
  const Terminal& terminal = invocation.terminal;
  std::unique_ptr<Snapshot> snapshot;
  const auto wishes = wishes_of(invocation.options, snapshot);
  if (!wishes) {
    return report_failure(terminal, wishes.error());
  }
  Session& session = lasting_session(invocation.options, invocation.checked, terminal, *wishes);
  auto source = InputSource::make(invocation.options, terminal, session);
  if (!source) {
    return report_failure(terminal, source.error());
  }
  const auto first = (*source)->first_workplace();
  if (!first) {
    return report_failure(terminal, first.error());
  }
  auto reports = ReportSet::make(invocation.options, terminal, **first);
  if (!reports) {
    return report_failure(terminal, reports.error());
  }
  Tally tally(invocation, session, !reports->text_on_terminal());
  const Result<void> done = check_all(invocation, **first, {**source, *reports, tally});
  if (!done) {
    return reports->broken_pipe() ? kFine : report_failure(terminal, done.error());
  }
  for (const std::string& remark : reports->remarks()) {
    print_warning(terminal, remark);
  }
  return tally.exit_status();
}

}  // namespace

int run_check(const Invocation& invocation) {
  const Options options = effective_options(invocation.options);
  return check({options, invocation.checked, invocation.terminal, invocation.app});
}

}  // namespace imprimatur::cli
