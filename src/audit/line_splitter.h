// Records that are lines: JSON Lines, or texts of one line each.
#ifndef IMPRIMATUR_AUDIT_LINE_SPLITTER_H_
#define IMPRIMATUR_AUDIT_LINE_SPLITTER_H_

#include "audit/format.h"

#include <memory>

namespace imprimatur::audit {

[[nodiscard]] std::unique_ptr<Splitter> make_line_splitter(std::unique_ptr<ByteStream> stream,
                                                           const SplitState& from,
                                                           const SplitOptions& options);
[[nodiscard]] std::unique_ptr<Decoder> make_line_decoder(const FieldNames& fields);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_LINE_SPLITTER_H_
