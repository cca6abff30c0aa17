// Claim: what one machine-readable signal says about a document. Either the uses themselves, or
// words that the text engine reads: a notice, a credit, the address of a licence. Plain values.
#ifndef IMPRIMATUR_SIGNALS_CLAIM_H_
#define IMPRIMATUR_SIGNALS_CLAIM_H_

#include "base/terms.h"
#include "rules/rule.h"
#include "text/span.h"

#include <string>

namespace imprimatur {

// How much a claim weighs (strongest first): named terms; "may not"; an opt-out; a preference;
// where robots may go; what only helps to understand the rest.
enum class Force : unsigned char { licence, restriction, reservation, preference, access, hint };

// What a claim covers: the narrower beats the wider.
enum class Reach : unsigned char { site, path, page };

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
  std::string holder;            // who grants the licence, if the signal says so
  const Holder* site = nullptr;  // whose site says it, if the database knows; outlives the claim
  Role role = Role::restriction;
  UseSet prohibits;
  UseSet permits;
  DutySet duties;
  ConstraintSet constraints;
  bool with_permission = false;
  Force force = Force::restriction;
  Reach reach = Reach::page;
  Scope scope = Scope::document;
  std::string why_not;   // recognised, but does not decide: the reason
  Span span;             // of the value, bytes of Document::source; unless there is an origin
  std::string origin;    // the file or header outside of the document that says so
  std::size_t line = 1;  // of the origin
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_CLAIM_H_
