#include "arrow/answer_rows.h"

#include "audit/tally.h"
#include "report/annotation.h"
#include "report/error_code_name.h"
#include "report/json_object.h"

#include <algorithm>

namespace imprimatur::arrow {
namespace {

constexpr std::size_t kMaxText = 500;  // as in documents.jsonl

Field uses_field() {
  Field field{"verdicts", Kind::row};
  for (const std::string_view use : kUseNames) {
    field.children.push_back({std::string(use), Kind::text});
  }
  return field;
}

Field span_field(std::string name) {
  return {std::move(name), Kind::list, {{"item", Kind::number, {}, false}}};
}

Field make_answer_field() {
  const Field holder{"item", Kind::row, {{"id", Kind::text}, {"name", Kind::text}}};
  const Field reason{"reason",
                     Kind::row,
                     {{"text", Kind::text},
                      {"rule", Kind::text},
                      {"role", Kind::text},
                      {"terms", Kind::text},
                      {"evidence", Kind::text},
                      span_field("code_points"),
                      span_field("bytes"),
                      {"line", Kind::number},
                      {"column", Kind::number}}};
  const Field finding{"item",
                      Kind::row,
                      {{"rule", Kind::text},
                       {"role", Kind::text},
                       {"holder", Kind::text},
                       {"holder_name", Kind::text},
                       {"licence", Kind::text},
                       {"zone", Kind::text},
                       {"scope", Kind::text},
                       {"counts", Kind::flag},
                       {"why_not", Kind::text},
                       {"confidence", Kind::real},
                       span_field("code_points"),
                       span_field("bytes"),
                       {"line", Kind::number},
                       {"column", Kind::number},
                       {"text", Kind::text},
                       {"fingerprint", Kind::text}}};
  return {"",
          Kind::row,
          {{"verdict", Kind::text},
           uses_field(),
           {"holders", Kind::list, {holder}},
           {"licence", Kind::text},
           reason,
           {"findings", Kind::list, {finding}},
           {"language", Kind::text},
           {"incomplete", Kind::row, {{"code", Kind::text}, {"message", Kind::text}}}},
          false};
}

std::string_view level_name(const DocumentResult& result, Level level) {
  return is_answer(result, level) ? name_of(level) : std::string_view();
}

void append_span(Builder& list, const Span& span) {
  list.child().number(static_cast<std::int64_t>(span.begin));
  list.child().number(static_cast<std::int64_t>(span.end));
  list.close();
}

// Where a finding stands, in four children from `first` on.
void append_place(Builder& row, std::size_t first, const audit::Answer& answer, std::size_t index) {
  const Finding& finding = answer.result.findings[index];
  append_span(row.child(first),
              index < answer.code_points.size() ? answer.code_points[index] : Span{});
  append_span(row.child(first + 1), {finding.start.offset, finding.end.offset});
  row.child(first + 2).number(static_cast<std::int64_t>(finding.start.line));
  row.child(first + 3).number(static_cast<std::int64_t>(finding.start.column));
}

void append_holders(Builder& list, const std::vector<HolderRef>& holders) {
  Builder& row = list.child();
  for (const HolderRef& holder : holders) {
    row.child(0).text_or_null(holder.id);
    row.child(1).text(holder.name);
    row.close();
  }
  list.close();
}

void append_reason(Builder& row, const audit::Answer& answer) {
  const DocumentResult& result = answer.result;
  const auto& reasons = result.verdict.reasons;
  const auto based = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& reason) {
    return reason.finding && *reason.finding < result.findings.size();
  });
  if (based == reasons.end()) {
    row.null();
    return;
  }
  const Finding& finding = result.findings[*based->finding];
  row.child(0).text(audit::shortened(reasons.front().text, kMaxText));
  row.child(1).text(finding.rule);
  row.child(2).text(name_of(finding.role));
  row.child(3).text_or_null(reasons.front().terms);
  row.child(4).text(audit::shortened(finding.text, kMaxText));
  append_place(row, 5, answer, *based->finding);
  row.close();
}

void append_finding(Builder& row, const audit::Answer& answer, std::size_t index) {
  const Finding& finding = answer.result.findings[index];
  const auto by = suppressed_by(answer.result, index);
  row.child(0).text(finding.rule);
  row.child(1).text(name_of(finding.role));
  row.child(2).text_or_null(finding.holders.empty() ? "" : finding.holders.front().id);
  row.child(3).text_or_null(finding.holders.empty() ? "" : finding.holders.front().name);
  row.child(4).text_or_null(finding.licence);
  row.child(5).text(name_of(finding.zone));
  row.child(6).text(name_of(finding.scope));
  row.child(7).flag(finding.counts && !by);
  row.child(8).text_or_null(by ? name_of(*by) : std::string_view(finding.why_not));
  row.child(9).real(finding.confidence);
  append_place(row, 10, answer, index);
  row.child(14).text(finding.text);
  row.child(15).text(finding.fingerprint);
  row.close();
}

}  // namespace

const Field& answer_field() {
  static const Field field = make_answer_field();
  return field;
}

void append_answer(Builder& rows, const audit::Answer& answer) {
  const DocumentResult& result = answer.result;
  rows.child(0).text_or_null(level_name(result, result.verdict.level));
  Builder& verdicts = rows.child(1);
  for (std::size_t use = 0; use < kUseNames.size(); ++use) {
    verdicts.child(use).text_or_null(level_name(result, result.verdict.levels[use]));
  }
  verdicts.close();
  append_holders(rows.child(2), result.verdict.holders);
  const auto licensed =
      std::find_if(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
        return finding.counts && !finding.licence.empty();
      });
  rows.child(3).text_or_null(licensed == result.findings.end() ? "" : licensed->licence);
  append_reason(rows.child(4), answer);
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    append_finding(rows.child(5).child(), answer, i);
  }
  rows.child(5).close();
  rows.child(6).text_or_null(answer.language);
  if (result.incomplete) {
    rows.child(7).child(0).text(error_code_name(result.incomplete->code));
    rows.child(7).child(1).text(result.incomplete->message);
    rows.child(7).close();
  } else {
    rows.child(7).null();
  }
  rows.close();
}

}  // namespace imprimatur::arrow
