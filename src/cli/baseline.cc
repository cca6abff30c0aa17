// imprimatur baseline create|update|prune|diff: the list of accepted findings that
// `check --baseline` leaves out. All of them check the inputs as `check` does.
#include "cli/baseline.h"

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/session.h"
#include "engine/run.h"
#include "report/annotation.h"
#include "report/escape.h"
#include "report/log_safe.h"

#include <fmt/format.h>
#include <unistd.h>

namespace imprimatur::cli {
namespace {

constexpr const char* kDefaultName = "imprimatur-baseline.json";

std::string name_of_file(const Options& options) {
  return options.baseline.empty() ? kDefaultName : options.baseline;
}

bool exists(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

// What stands in the inputs now. Nothing is decided on half of them.
Result<Baseline> scan(const Invocation& invocation) {
  EngineWishes wishes;
  wishes.programs = true;
  wishes.marks = true;
  Session session(invocation.options, invocation.checked, invocation.terminal, wishes);
  IMPRIMATUR_TRY(const std::unique_ptr<InputSource> source,
                 InputSource::make(invocation.options, invocation.terminal, session));
  Baseline found;
  std::size_t incomplete = 0;
  const auto deliver = [&](RunOutcome&& outcome) -> Result<void> {
    const DocumentResult& result = outcome.result;
    if (!outcome.skipped && result.incomplete) {
      ++incomplete;
      print_error(
          invocation.terminal,
          fmt::format(
              "{}: {}", document_name(result), escape_controls(result.incomplete->message)));
    }
    add_to_baseline(result, found);
    return {};
  };
  RunOptions options;
  options.jobs = invocation.checked.jobs;
  const Result<void> ran = run(
      options, [&] { return source->next(); }, deliver);
  if (!ran) {
    return tl::unexpected<Error>(ran.error());
  }
  if (incomplete > 0) {
    return fail(ErrorCode::unreadable,
                fmt::format("{} of the inputs could not be read, so the baseline stays as it is",
                            incomplete));
  }
  return found;
}

int write(const Invocation& invocation, const Baseline& baseline, std::string_view what) {
  const std::string name = name_of_file(invocation.options);
  auto output = Output::file(name);
  Result<void> written =
      output ? (*output)->write(baseline_text(baseline)) : tl::unexpected<Error>(output.error());
  if (written) {
    written = (*output)->commit();
  }
  if (!written) {
    return report_failure(invocation.terminal, written.error());
  }
  return print_result(invocation.terminal,
                      fmt::format("{}: {}; {} {} in it now\n",
                                  defuse_text(display_name(name)),
                                  what,
                                  baseline.size(),
                                  baseline.size() == 1 ? "finding is" : "findings are"));
}

struct Both {
  Baseline known;
  Baseline found;
};

Result<Both> load_and_scan(const Invocation& invocation) {
  Both both;
  IMPRIMATUR_TRY(both.known, load_baseline(name_of_file(invocation.options)));
  IMPRIMATUR_TRY(both.found, scan(invocation));
  return both;
}

// One line an entry that is in `these` and not in `others`.
std::string missing(const Baseline& these, const Baseline& others, char sign) {
  std::string out;
  for (const auto& [fingerprint, entry] : these) {
    if (!others.contains(fingerprint)) {
      out += fmt::format("{} {}: {}: {}{} {}\n",
                         sign,
                         escape_controls(entry.path),
                         entry.verdict,
                         escape_controls(entry.rule),
                         entry.holder.empty() ? "" : ", " + escape_controls(entry.holder),
                         escape_controls(fingerprint));
    }
  }
  return out;
}

}  // namespace

Result<Baseline> load_baseline(const std::string& path, Snapshot* snapshot) {
  auto text = snapshot == nullptr ? read_text_file(path) : snapshot->read(path);
  if (!text) {
    return fail(
        ErrorCode::usage,
        fmt::format("cannot read baseline '{}': {}; 'imprimatur baseline create' writes one",
                    display_name(path),
                    text.error().message));
  }
  return parse_baseline(*text, path);
}

std::shared_ptr<const KnownFindings> known_findings(const Baseline& baseline) {
  auto known = std::make_shared<KnownFindings>();
  for (const auto& [fingerprint, entry] : baseline) {
    known->insert(fingerprint);
  }
  return known;
}

int run_baseline_create(const Invocation& invocation) {
  const std::string name = name_of_file(invocation.options);
  if (exists(name)) {
    return report_failure(
        invocation.terminal,
        {ErrorCode::usage,
         fmt::format("'{}' exists: 'baseline update' adds to it", display_name(name))});
  }
  const Result<Baseline> found = scan(invocation);
  return found ? write(invocation, *found, "created")
               : report_failure(invocation.terminal, found.error());
}

int run_baseline_update(const Invocation& invocation) {
  Result<Both> both = load_and_scan(invocation);
  if (!both) {
    return report_failure(invocation.terminal, both.error());
  }
  const std::size_t before = both->known.size();
  both->known.insert(both->found.begin(), both->found.end());
  return write(invocation, both->known, fmt::format("{} added", both->known.size() - before));
}

int run_baseline_prune(const Invocation& invocation) {
  Result<Both> both = load_and_scan(invocation);
  if (!both) {
    return report_failure(invocation.terminal, both.error());
  }
  const std::size_t removed = std::erase_if(
      both->known, [&](const auto& entry) { return !both->found.contains(entry.first); });
  return write(invocation, both->known, fmt::format("{} removed", removed));
}

int run_baseline_diff(const Invocation& invocation) {
  const Result<Both> both = load_and_scan(invocation);
  if (!both) {
    return report_failure(invocation.terminal, both.error());
  }
  const std::string text =
      missing(both->known, both->found, '-') + missing(both->found, both->known, '+');
  return print_result(invocation.terminal, defuse_text(text), text.empty() ? kFine : kFound);
}

}  // namespace imprimatur::cli
