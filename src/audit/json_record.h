// Decodes a JSON object to a Record: for JSON Lines and JSON arrays.
#ifndef IMPRIMATUR_AUDIT_JSON_RECORD_H_
#define IMPRIMATUR_AUDIT_JSON_RECORD_H_

#include "audit/format.h"

#include <memory>

namespace imprimatur::audit {

[[nodiscard]] std::unique_ptr<Decoder> make_json_decoder(const FieldNames& fields);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_JSON_RECORD_H_
