// Was evidence lost? Texts of web pages that were cleaned of footers and notices look alike: none
// has a claim in it, and none ends like a page. What a cleaner took away cannot be found again, but
// that it was at work can be told. Pure.
#ifndef IMPRIMATUR_AUDIT_EVIDENCE_H_
#define IMPRIMATUR_AUDIT_EVIDENCE_H_

#include "audit/record.h"
#include "audit/tally.h"

#include <string>
#include <string_view>

namespace imprimatur::audit {

// A text that a page gave, long enough to tell something; not the page itself.
[[nodiscard]] bool is_text_of_page(const Record& record);
// The last line is that of a frame (short, no sentence), in any language.
[[nodiscard]] bool ends_like_a_page(std::string_view text);

// The warning, for people; empty if there is no reason for one.
[[nodiscard]] std::string evidence_lost(const Tally& tally);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_EVIDENCE_H_
