// The rows of the outputs: a document (JSON or CSV), and its attributes in dolma's form (spans in
// code points, with the byte offsets beside).
#ifndef IMPRIMATUR_AUDIT_ROWS_H_
#define IMPRIMATUR_AUDIT_ROWS_H_

#include "audit/judge.h"
#include "audit/raw_batch.h"
#include "audit/record.h"

#include <string>
#include <string_view>

namespace imprimatur::audit {

inline constexpr int kRowSchema = 1;

struct RowContext {
  const RawRecord& raw;
  const Record& record;
  const Answer& answer;
};

void append_document_json(std::string& out, const RowContext& row);
void append_document_csv(std::string& out, const RowContext& row);
[[nodiscard]] std::string document_csv_header();
// A kept record in the form that tools for datasets read (id, text, source, metadata).
void append_kept_json(std::string& out, const Record& record);
// The same without the passages that claim or restrict rights; says which were taken out. What
// grants something stays, since licences ask for it.
void append_redacted_json(std::string& out, const RowContext& row);
void append_attributes(std::string& out, const RowContext& row);

// A cell of a CSV file (RFC 4180). Cells that a spreadsheet would take for a formula begin with a
// blank.
void append_csv_cell(std::string& out, std::string_view text);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_ROWS_H_
