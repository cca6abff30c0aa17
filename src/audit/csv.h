// CSV and TSV (RFC 4180 and what spreadsheets make of it); the first row names the columns.
#ifndef IMPRIMATUR_AUDIT_CSV_H_
#define IMPRIMATUR_AUDIT_CSV_H_

#include "audit/format.h"

#include <memory>

namespace imprimatur::audit {

[[nodiscard]] std::unique_ptr<Splitter> make_csv_splitter(std::unique_ptr<ByteStream> stream,
                                                          const SplitState& from,
                                                          const SplitOptions& options);
[[nodiscard]] std::unique_ptr<Decoder> make_csv_decoder(const FieldNames& fields);

// The cells of one row; a cell that needs it has its quotes removed.
[[nodiscard]] std::vector<std::string> csv_cells(std::string_view row, char delimiter);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_CSV_H_
