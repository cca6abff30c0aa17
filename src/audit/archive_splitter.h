// Archives: each member is cut as a file of its own.
#ifndef IMPRIMATUR_AUDIT_ARCHIVE_SPLITTER_H_
#define IMPRIMATUR_AUDIT_ARCHIVE_SPLITTER_H_

#include "audit/format.h"

#include <memory>

namespace imprimatur::audit {

// `stream` stands at the archive's beginning, wherever `from` is.
[[nodiscard]] std::unique_ptr<Splitter> make_archive_splitter(std::unique_ptr<ByteStream> stream,
                                                              const SplitState& from,
                                                              const SplitOptions& options);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_ARCHIVE_SPLITTER_H_
