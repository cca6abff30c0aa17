// The envelope of a WAT file (what a crawler noted about a record, as JSON): the header of the
// answer and the head of the page, as far as they speak about rights.
#ifndef IMPRIMATUR_AUDIT_WAT_H_
#define IMPRIMATUR_AUDIT_WAT_H_

#include "audit/record.h"

#include <string>
#include <string_view>

namespace imprimatur::audit {

// Adds to the record's headers. What stands in the page's head goes in under the header that means
// the same (robots meta as X-Robots-Tag, licence links as Link): text of the page has no place in
// an envelope. Broken JSON makes the record incomplete.
void read_wat(std::string_view envelope, Record& record);

// The kind of record that an envelope describes ("request"), empty if it does not say.
[[nodiscard]] std::string wat_kind(std::string_view envelope);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_WAT_H_
