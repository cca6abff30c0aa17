#include "report/annotation.h"

#include "base/hash.h"
#include "report/escape.h"
#include "report/log_safe.h"
#include "text/fold.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

Gravity gravity_of(Level level, const ReportOptions& options) {
  if (level >= options.fail_on) {
    return Gravity::error;
  }
  return level >= Level::permission_required ? Gravity::warning : Gravity::note;
}

std::string one_line(std::string_view text) {
  return defuse_text(escape_controls(text));
}

std::string record_suffix(const DocumentResult& result) {
  return result.record.empty() ? std::string()
                               : (result.member ? "!" : "#") + display_name(result.record);
}

std::string of_record(const DocumentResult& result, const std::string& message) {
  return result.record.empty() ? message
                               : fmt::format("{} {}: {}",
                                             result.member ? "member" : "record",
                                             one_line(display_name(result.record)),
                                             message);
}

Annotation of_document(const DocumentResult& result, std::string_view rule) {
  Annotation note;
  note.gravity = Gravity::error;
  note.rule = rule;
  note.end.column = 2;
  note.end.utf16_column = 2;
  note.fingerprint =
      "fp1:" + hash_hex(fmt::format("{}\n{}\n{}", rule, place_of(result), result.record));
  return note;
}

Annotation incomplete(const DocumentResult& result) {
  Annotation note = of_document(result, kIncompleteRule);
  note.title = "not read completely";
  note.message = of_record(result, one_line(result.incomplete->message));
  return note;
}

std::string about(const Finding& finding) {
  const std::string holders = one_line(holder_names(finding));
  return holders.empty() ? std::string(name_of(finding.role))
                         : fmt::format("{} of {}", name_of(finding.role), holders);
}

// What says why this finding matters: the first reason that rests on it.
const Reason* reason_of(const DocumentResult& result, std::size_t index) {
  const auto& reasons = result.verdict.reasons;
  const auto found = std::find_if(
      reasons.begin(), reasons.end(), [&](const Reason& r) { return r.finding == index; });
  return found == reasons.end() || found->level == Level::unknown ? nullptr : &*found;
}

Annotation of_finding(const DocumentResult& result,
                      std::size_t index,
                      const ReportOptions& options) {
  const Finding& finding = result.findings[index];
  Annotation note;
  note.rule = finding.rule;
  note.finding = &finding;
  note.start = finding.start;
  note.end = finding.end;
  note.fingerprint = finding.fingerprint;
  if (const Reason* reason = reason_of(result, index)) {
    note.level = reason->level;
    note.gravity = gravity_of(reason->level, options);
    note.title = fmt::format("{} ({})", name_of(reason->level), result.verdict.question.name());
    note.message = one_line(reason->text);
    if (!reason->next_step.empty()) {
      note.message += " " + one_line(reason->next_step);
    }
    note.terms = reason->terms;
  } else if (finding.counts) {
    note.title = "further evidence";
    note.message = about(finding) + ": counts, without changing the verdict";
  } else {
    note.title = "does not count";
    note.message = fmt::format(
        "{}: {}", about(finding), finding.why_not.empty() ? "does not count" : finding.why_not);
    note.message = one_line(note.message);
  }
  if (!finding.origin.empty()) {
    note.message += fmt::format(" ({}:{})", one_line(finding.origin), finding.origin_line);
  }
  note.message = of_record(result, note.message);
  return note;
}

Annotation of_verdict(const DocumentResult& result) {
  Annotation note = of_document(result, kVerdictRule);
  const Verdict& verdict = result.verdict;
  note.level = verdict.level;
  note.title = fmt::format("{} ({})", name_of(verdict.level), verdict.question.name());
  note.message = verdict.reasons.empty() ? "no rights statement was found"
                                         : one_line(verdict.reasons.front().text);
  note.message = of_record(result, note.message);
  return note;
}

}  // namespace

std::vector<Annotation> annotations_of(const DocumentResult& result, const ReportOptions& options) {
  std::vector<Annotation> notes;
  bool decided = false;
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    if (!is_suppressed(result, i)) {
      notes.push_back(of_finding(result, i, options));
      decided = decided || notes.back().gravity == Gravity::error;
    }
  }
  if (result.incomplete) {
    notes.insert(notes.begin(), incomplete(result));
  } else if (!decided && result.verdict.level >= options.fail_on) {
    notes.insert(notes.begin(), of_verdict(result));
  }
  return notes;
}

bool is_suppressed(const DocumentResult& result, std::size_t finding) {
  return suppressed_by(result, finding).has_value();
}

std::optional<SilencedBy> suppressed_by(const DocumentResult& result, std::size_t finding) {
  const auto& list = result.verdict.suppressed;
  const auto found = std::find(list.begin(), list.end(), finding);
  if (found == list.end()) {
    return std::nullopt;
  }
  const auto place = static_cast<std::size_t>(found - list.begin());
  const auto& by = result.verdict.suppressed_by;
  return place < by.size() ? by[place] : SilencedBy::policy;
}

std::string_view suppression_text(SilencedBy by) {
  constexpr std::array<std::string_view, kSilencedByNames.size()> kTexts = {
      "suppressed by the policy",
      "suppressed by a mark in the text",
      "known from the baseline",
      "not of this change"};
  return kTexts[static_cast<std::size_t>(by)];
}

bool is_wanted(const DocumentResult& result, const ReportOptions& options) {
  return !options.quiet || result.incomplete || result.verdict.level >= options.fail_on;
}

std::string place_of(const DocumentResult& result) {
  std::string_view path = result.path.empty() ? result.source : result.path;
  while (path.starts_with("./")) {
    path.remove_prefix(2);
  }
  return std::string(path);
}

std::string document_name(const DocumentResult& result) {
  return display_name(result.source) + record_suffix(result);
}

std::string place_name(const DocumentResult& result) {
  return display_name(place_of(result)) + record_suffix(result);
}

std::string holder_names(const Finding& finding) {
  std::string text;
  for (const HolderRef& holder : finding.holders) {
    text += text.empty() ? "" : ", ";
    text += holder.name;
  }
  return text;
}

std::string evidence_lines(const Finding& finding) {
  std::string lines;
  for (std::size_t at = 0; at < finding.text.size();) {
    const std::size_t end = std::min(finding.text.find('\n', at), finding.text.size());
    std::string_view line = std::string_view(finding.text).substr(at, end - at);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    lines += (at == 0 ? "" : "\n") + escape_controls(line);
    at = end + 1;
  }
  return defuse_text(std::move(lines));
}

std::size_t byte_column(const DocumentResult& result, const Position& at) {
  const auto line = std::find_if(
      result.lines.begin(), result.lines.end(), [&](const auto& l) { return l.number == at.line; });
  if (line == result.lines.end() || at.column < line->cut_before + 1) {
    return 0;
  }
  const std::string text = to_valid_utf8(line->text);
  std::size_t byte = 0;
  for (std::size_t column = line->cut_before + 1; column < at.column; ++column) {
    if (byte >= text.size()) {
      return 0;
    }
    (void)next_code_point(text, byte);
  }
  return line->bytes_before + byte + 1;
}

}  // namespace imprimatur
