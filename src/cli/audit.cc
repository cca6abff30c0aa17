// imprimatur audit: verdicts over a dataset, resumable.
#include "audit/audit.h"

#include "audit/evidence.h"
#include "audit/files.h"
#include "cli/audit_progress.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/session.h"
#include "cli/version.h"
#include "engine/walk.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <charconv>

namespace imprimatur::cli {
namespace {

using audit::AuditOptions;
using audit::AuditResult;

template <typename Number>
Result<Number> number_of(std::string_view option, const std::string& text, Number least) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least) {
    return fail(
        ErrorCode::usage,
        fmt::format("{} '{}' is not a number from {} up", option, display_name(text), least));
  }
  return value;
}

Result<audit::Shard> shard_of(const std::string& text) {
  audit::Shard shard;
  if (text.empty()) {
    return shard;
  }
  const std::size_t slash = text.find('/');
  if (slash != std::string::npos) {
    const auto index = number_of("--shard", text.substr(0, slash), std::size_t{1});
    const auto count = number_of("--shard", text.substr(slash + 1), std::size_t{1});
    if (index && count && *index <= *count) {
      return audit::Shard{*index, *count};
    }
  }
  return fail(ErrorCode::usage,
              fmt::format("--shard '{}' is not I/N, such as 2/8", display_name(text)));
}

Result<audit::KeepRule> keep_rule(const AuditWords& words) {
  audit::KeepRule rule;
  if (!words.keep.empty() && !words.drop.empty()) {
    return fail(ErrorCode::usage, "--keep and --drop exclude each other");
  }
  if (words.redact && words.keep.empty() && words.drop.empty()) {
    return fail(ErrorCode::usage, "--redact needs --keep or --drop: say which documents to write");
  }
  rule.redact = words.redact;
  rule.drop = !words.drop.empty();
  for (const std::string& list : rule.drop ? words.drop : words.keep) {
    std::string_view rest = list;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      const std::string_view name = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const auto level = find_name<Level>(kLevelNames, name);
      if (!level) {
        return fail(ErrorCode::usage,
                    unknown_value("verdict", name, {kLevelNames.begin(), kLevelNames.end()}));
      }
      rule.active = true;
      rule.levels |= 1U << static_cast<unsigned>(*level);
    }
  }
  return rule;
}

Result<std::vector<std::string>> input_names(const Options& options) {
  std::vector<std::string> names = options.inputs;
  if (!options.files_from.empty()) {
    IMPRIMATUR_TRY(const auto list, NameList::open(options.files_from, options.nul));
    while (auto name = list->next()) {
      names.push_back(std::move(*name));
    }
  }
  return names;
}

std::string settings_text(const Options& options) {
  const AuditWords& words = options.audit;
  std::string text;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) {
      text += fmt::format("{}{}={}", text.empty() ? "" : "; ", name, value);
    }
  };
  add("input-format", words.input_format);
  add("text-field", words.text_field);
  add("id-field", words.id_field);
  add("url-field", words.url_field);
  add("date-field", words.date_field);
  add("language-field", words.language_field);
  add("max-record-bytes", words.max_record_bytes);
  add("documents", words.documents);
  add("redact", words.redact ? "yes" : "");
  for (const std::string& levels : words.keep) {
    add("keep", levels);
  }
  for (const std::string& levels : words.drop) {
    add("drop", levels);
  }
  return text;
}

Result<AuditOptions> audit_options(const Invocation& invocation, const Workplace& workplace) {
  const Options& words = invocation.options;
  AuditOptions options;
  options.out = words.audit.out;
  options.jobs = invocation.checked.jobs;
  IMPRIMATUR_TRY(options.shard, shard_of(words.audit.shard));
  IMPRIMATUR_TRY(options.work.keep, keep_rule(words.audit));
  if (!words.audit.checkpoint.empty()) {
    IMPRIMATUR_TRY(options.checkpoint_seconds,
                   number_of("--checkpoint", words.audit.checkpoint, 0.0));
  }
  if (!words.audit.max_record_bytes.empty()) {
    IMPRIMATUR_TRY(
        options.split.max_record,
        number_of("--max-record-bytes", words.audit.max_record_bytes, std::size_t{1024}));
  }
  if (words.audit.documents != "jsonl" && words.audit.documents != "csv") {
    return fail(ErrorCode::usage,
                unknown_value("format of documents", words.audit.documents, {"jsonl", "csv"}));
  }
  options.work.csv = words.audit.documents == "csv";
  options.work.engine = workplace.engine.get();
  audit::FieldWishes wishes;
  wishes.names = {words.audit.text_field,
                  words.audit.id_field,
                  words.audit.url_field,
                  words.audit.date_field,
                  words.audit.language_field};
  IMPRIMATUR_TRY(options.work.fields, audit::field_names(wishes));
  options.fail_on = workplace.fail_on;
  options.restart = words.audit.restart;
  options.settings = settings_text(words);
  options.provenance.version = version();
  options.provenance.rules_digest = workplace.rules->digest();
  options.provenance.policy_path = workplace.policy.policy->path;
  options.provenance.policy_digest = workplace.policy.digest;
  options.provenance.use = workplace.engine->options().question.name();
  options.provenance.today = workplace.engine->options().today;
  return options;
}

Result<audit::InputList> inputs_of(const Options& words) {
  audit::InputOptions options;
  IMPRIMATUR_TRY(options.names, input_names(words));
  if (options.names.empty()) {
    return fail(ErrorCode::usage,
                "nothing to audit: name files of records, folders, or '-' for standard input");
  }
  const std::string out = absolute_path(words.audit.out);
  for (const std::string& name : options.names) {
    if (!out.empty() && absolute_path(name) == out) {
      return fail(ErrorCode::usage,
                  fmt::format("'{}' is read, so that the results cannot go there: choose another "
                              "folder for -o",
                              display_name(name)));
    }
  }
  options.format = words.audit.input_format;
  options.stdin_name = words.stdin_filename;
  options.hidden = words.hidden;
  options.follow = words.follow;
  options.no_ignore = words.no_ignore;
  return audit::find_inputs(options);
}

std::string result_text(const AuditResult& result, const std::string& out) {
  const audit::Tally& total = result.total;
  std::string text = fmt::format(
      "audited {} {}:", total.documents, total.documents == 1 ? "document" : "documents");
  for (std::size_t i = kLevelNames.size(); i-- > 0;) {
    text += fmt::format(" {} {}{}", total.question[i], kLevelNames[i], i > 0 ? "," : "\n");
  }
  if (total.incomplete > 0 || total.problem_count > 0) {
    text += fmt::format("incomplete: {} {} not read or not completely, {} {} with the inputs\n",
                        total.incomplete,
                        total.incomplete == 1 ? "document" : "documents",
                        total.problem_count,
                        total.problem_count == 1 ? "problem" : "problems");
  }
  text += result.whole ? fmt::format("results in {}\n", display_name(out))
                       : fmt::format(
                             "shard finished in {}; join the shards with 'imprimatur audit "
                             "merge'\n",
                             display_name(out));
  return text;
}

int exit_status(const audit::Tally& total, Level fail_on) {
  for (auto i = static_cast<std::size_t>(fail_on); i < kLevelNames.size(); ++i) {
    if (total.question[i] > 0) {
      return kFound;
    }
  }
  return total.incomplete > 0 || total.problem_count > 0 ? kIncomplete : kFine;
}

int finish(const Invocation& invocation, const AuditResult& result, Level fail_on) {
  const std::string& out = invocation.options.audit.out;
  for (const audit::ListedProblem& problem : result.total.problems) {
    print_warning(
        invocation.terminal,
        fmt::format("{}: {}", display_name(problem.file), escape_controls(problem.message)));
  }
  if (const std::string warning = audit::evidence_lost(result.total); !warning.empty()) {
    print_warning(invocation.terminal, warning);
  }
  const int status = exit_status(result.total, fail_on);
  if (invocation.options.format == "json" && result.whole) {
    const auto summary = audit::read_whole_file(out + "/summary.json");
    return summary ? print_result(invocation.terminal, *summary, status)
                   : report_failure(invocation.terminal, summary.error());
  }
  if (invocation.options.quiet) {
    return status;
  }
  return print_result(invocation.terminal, result_text(result, out), status);
}

Result<void> check_words(const Invocation& invocation) {
  const Options& options = invocation.options;
  if (options.audit.out.empty()) {
    return fail(ErrorCode::usage, "say where the results go: -o DIR");
  }
  if (!options.format.empty() && options.format != "text" && options.format != "json") {
    return fail(ErrorCode::usage, unknown_value("format", options.format, {"text", "json"}));
  }
  if (!is_progress_word(options.audit.progress)) {
    return fail(ErrorCode::usage,
                unknown_value("--progress", options.audit.progress, kProgressWords));
  }
  return {};
}

}  // namespace

int run_audit(const Invocation& invocation) {
  const Terminal& terminal = invocation.terminal;
  if (const auto good = check_words(invocation); !good) {
    return report_failure(terminal, good.error());
  }
  const Options& words = invocation.options;
  Checked checked = invocation.checked;
  if (words.today.empty() && !words.audit.restart) {
    const std::string day = audit::unfinished_day(words.audit.out);
    checked.today = day.empty() ? checked.today : day;
  }
  const auto inputs = inputs_of(words);
  if (!inputs) {
    return report_failure(terminal, inputs.error());
  }
  Session session(words, checked, terminal, EngineWishes{});
  const std::string first = words.inputs.empty() ? std::string() : words.inputs.front();
  const auto workplace =
      session.for_folder(policy_folder(first == "-" ? words.stdin_filename : first));
  if (!workplace) {
    return report_failure(terminal, workplace.error());
  }
  auto options = audit_options(invocation, **workplace);
  if (!options) {
    return report_failure(terminal, options.error());
  }
  AuditProgress progress(words.audit.progress, words.quiet, terminal);
  options->progress = [&](const audit::Progress& at) { progress.show(at); };
  const auto result = audit::run_audit(*inputs, *options);
  progress.clear();
  if (!result) {
    return report_failure(terminal, result.error());
  }
  return finish(invocation, *result, options->fail_on);
}

int run_audit_merge(const Invocation& invocation) {
  const Options& words = invocation.options;
  if (const auto good = check_words(invocation); !good) {
    return report_failure(invocation.terminal, good.error());
  }
  const auto folders = input_names(words);
  if (!folders) {
    return report_failure(invocation.terminal, folders.error());
  }
  if (folders->empty()) {
    return report_failure(
        invocation.terminal,
        {ErrorCode::usage, "nothing to merge: name the folders of the shards or audits"});
  }
  Level fail_on = Level::permission_required;
  const auto result = audit::merge_audits(*folders, words.audit.out, fail_on);
  return result ? finish(invocation, *result, fail_on)
                : report_failure(invocation.terminal, result.error());
}

}  // namespace imprimatur::cli
