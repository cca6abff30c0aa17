// JSON that is not a record a line: an array of records, or records one behind the other.
#ifndef IMPRIMATUR_AUDIT_JSON_ARRAY_H_
#define IMPRIMATUR_AUDIT_JSON_ARRAY_H_

#include "audit/format.h"

#include <memory>

namespace imprimatur::audit {

[[nodiscard]] std::unique_ptr<Splitter> make_json_splitter(std::unique_ptr<ByteStream> stream,
                                                           const SplitState& from,
                                                           const SplitOptions& options);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_JSON_ARRAY_H_
