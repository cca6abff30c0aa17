// WARC, WET and WAT files.
#ifndef IMPRIMATUR_AUDIT_WARC_H_
#define IMPRIMATUR_AUDIT_WARC_H_

#include "audit/format.h"

#include <memory>

namespace imprimatur::audit {

[[nodiscard]] bool is_warc(std::string_view head);
[[nodiscard]] std::unique_ptr<Splitter> make_warc_splitter(std::unique_ptr<ByteStream> stream,
                                                           const SplitState& from,
                                                           const SplitOptions& options);
[[nodiscard]] std::unique_ptr<Decoder> make_warc_decoder(const FieldNames& fields);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_WARC_H_
