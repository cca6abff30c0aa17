// Finding: one piece of evidence with its meaning (contract §4). Plain values.
// Spans count bytes of the original input.
#ifndef IMPRIMATUR_MEANING_FINDING_H_
#define IMPRIMATUR_MEANING_FINDING_H_

#include "base/terms.h"
#include "text/line_index.h"
#include "text/span.h"

#include <string>
#include <vector>

namespace imprimatur {

// A party named by a finding: known to the database (`id`), or only by name.
struct HolderRef {
  std::string id;  // empty: unknown to the database
  std::string name;
  friend bool operator==(const HolderRef&, const HolderRef&) = default;
};

struct Finding {
  std::string rule;                  // id of the rule that gives the finding its role
  std::vector<std::string> related;  // ids of rules whose matches became part of this finding
  Role role = Role::notice;
  std::vector<HolderRef> holders;  // the owner first; empty: nobody is named
  std::vector<int> years;          // ascending, without duplicates
  UseSet prohibits;
  UseSet permits;
  DutySet duties;
  ConstraintSet constraints;
  bool reserves = false;         // "all rights reserved", "©": claims without naming a use
  bool with_permission = false;  // "without (prior written) permission": the exception
  std::string licence;           // id of the licence granted
  std::string until;             // embargo or expiry, ISO 8601 (kNoEmbargoEnd), empty if none
  std::string from;              // not in force before, ISO 8601, empty if it is
  std::vector<std::string> territories;  // where it holds: ISO 3166-1 alpha-2, "!DE" all but
  std::string note;  // of a signal: what it says, for people; empty: as its role and uses say
  Zone zone = Zone::body;
  Scope scope = Scope::document;
  bool counts = true;   // speaks of this document and is decisive
  std::string why_not;  // if it does not count: the reason, a sentence fragment
  // What stands outside of the document: a file of its site, the header of an answer. Then `start`
  // and `end` are the document's beginning.
  std::string origin;           // its address; empty: the document itself
  std::size_t origin_line = 0;  // 1-based
  bool machine = false;         // a signal says which uses it means: a permission needs no reading
  bool disguised = false;       // look-alike letters or hidden characters were used
  double confidence = 0;
  Position start;
  Position end;             // exclusive
  std::size_t page = 0;     // on which it begins, 1-based; 0: the document has no pages
  std::string cell;         // in which it begins, "Budget!B3"; empty: in none
  std::string text;         // the original text of the span (decoded to UTF-8)
  std::string fingerprint;  // who it is, whatever the machine (engine/identity.h)
  std::string line_hash;    // GitHub's identity of the line, only if asked for
};

// What was considered on the way to a finding, for `explain`.
struct TraceStep {
  std::string rule;
  std::string event;   // "matched", "discarded", "joined", "anchor only"
  std::string detail;  // why, for people
  Position at;
  std::string text;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_FINDING_H_
