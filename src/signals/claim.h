// Claim: what one machine-readable signal says about a document. Either the uses themselves, or
// words that the text engine reads: a notice, a credit, the address of a licence. Plain values.
#ifndef IMPRIMATUR_SIGNALS_CLAIM_H_
#define IMPRIMATUR_SIGNALS_CLAIM_H_

#include "base/terms.h"
#include "rules/rule.h"
#include "text/decode.h"
#include "text/span.h"

#include <string>
#include <vector>

namespace imprimatur {

// Claim::until of an embargo whose end is not given; an ISO date behind all others.
inline constexpr const char* kNoEmbargoEnd = "9999-12-31";

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
    agency,   // `value` names a party: a claim if it is known to sell news, else nothing
    editor,   // `value` is a note to editors: only what it restricts is a claim
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
  // When it is in force, ISO 8601 in UTC, a day or a time; empty: always. Of words: of what they
  // permit. An embargo ends at `until`.
  std::string from;
  std::string until;
  // Where: ISO 3166-1 alpha-2, "!DE" all but; empty: anywhere.
  std::vector<std::string> territories;
  bool stated = false;  // a rights field of this very item: needs no support by the words around
  // A sentence for people instead of the usual one: what codes say; of a text, that it says
  // something, where the rules find nothing in it.
  std::string note;
  Force force = Force::restriction;
  Reach reach = Reach::page;
  Scope scope = Scope::document;
  std::string why_not;   // recognised, but does not decide: the reason
  Span span;             // of the value, bytes of Document::source; unless there is an origin
  OffsetMap map;         // value -> source, empty where it is written as it is
  std::string origin;    // the file or header outside of the document that says so
  std::size_t line = 1;  // of the origin
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_CLAIM_H_
