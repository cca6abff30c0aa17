// The answers of an audit as Arrow rows, named as in the audit's documents.jsonl
// (audit/rows.cc) and in the JSON of a document.
#ifndef IMPRIMATUR_ARROW_ANSWER_ROWS_H_
#define IMPRIMATUR_ARROW_ANSWER_ROWS_H_

#include "arrow/builder.h"
#include "audit/judge.h"

namespace imprimatur::arrow {

// A row: verdict, verdicts, holders, licence, reason, findings, language, incomplete.
[[nodiscard]] const Field& answer_field();

// `rows` was made of answer_field().
void append_answer(Builder& rows, const audit::Answer& answer);

}  // namespace imprimatur::arrow

#endif  // IMPRIMATUR_ARROW_ANSWER_ROWS_H_
