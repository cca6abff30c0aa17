// Claim: what one machine-readable signal says about a document. Either the uses themselves, or
// words that the text engine reads: a notice, a credit, the address of a licence. Plain values.
#ifndef IMPRIMATUR_SIGNALS_CLAIM_H_
#define IMPRIMATUR_SIGNALS_CLAIM_H_

#include "base/terms.h"
#include "text/span.h"

#include <string>

namespace imprimatur {

struct Claim {
  enum class Kind : unsigned char {
    uses,     // `role`, `prohibits` and `permits` say it all
    text,     // `value` is a notice or terms in words
    notice,   // `value` names the holder, `years` the years
    credit,   // `value` names whose copy it is
    byline,   // `value` names who wrote it: an agency's copy, or nothing
    licence,  // `value` is the address or name of a licence; unknown ones permit nothing
  };
  Kind kind = Kind::uses;
  std::string signal;  // "signal.robots-meta"; the rule of findings that no rule gives
  std::string value;   // as written
  std::string years;
  std::string holder;  // who grants the licence, if the signal says so
  Role role = Role::restriction;
  UseSet prohibits;
  UseSet permits;
  bool with_permission = false;
  Scope scope = Scope::document;
  std::string why_not;  // recognised, but does not decide: the reason
  Span span;            // of the value, bytes of Document::source
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_CLAIM_H_
