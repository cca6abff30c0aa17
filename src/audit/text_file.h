// A file that is one document.
#ifndef IMPRIMATUR_AUDIT_TEXT_FILE_H_
#define IMPRIMATUR_AUDIT_TEXT_FILE_H_

#include "audit/format.h"

#include <memory>

namespace imprimatur::audit {

[[nodiscard]] std::unique_ptr<Splitter> make_text_splitter(std::unique_ptr<ByteStream> stream,
                                                           const SplitState& from,
                                                           const SplitOptions& options);
[[nodiscard]] std::unique_ptr<Decoder> make_text_decoder(const FieldNames& fields);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_TEXT_FILE_H_
