// Clause: one rule's match with what its sentence says. Spans count bytes of the decoded text.
// Private to the meaning layer.
#ifndef IMPRIMATUR_MEANING_CLAUSE_H_
#define IMPRIMATUR_MEANING_CLAUSE_H_

#include "meaning/finding.h"
#include "rules/rule_set.h"
#include "text/span.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imprimatur {

struct Clause {
  const CompiledRule* rule = nullptr;
  Role role = Role::notice;
  Span span;  // of the match, without what was trimmed from a name
  Span sentence;
  Span window;  // the paragraph, or the line of an edge rule
  bool edge = false;
  std::vector<HolderRef> holders;  // owner first
  std::vector<const Holder*> known;
  std::vector<HolderRef> hints;  // parties named beside the clause, if no notice names the owner
  std::vector<int> years;
  UseSet prohibits;
  UseSet permits;
  int named_uses = 0;  // how many uses the sentence names
  DutySet duties;
  ConstraintSet constraints;
  std::string licence;
  std::string until;
  bool exception = false;         // "without permission"
  bool self = false;              // the sentence names this text
  bool ours = false;              // and by a word that points at it, "this article", "our texts"
  bool own_words = false;         // such a word stands in it, whatever it points at: "our essays"
  bool discussed_beside = false;  // the sentence beside it talks about rights
  bool claimed_beside = false;    // the sentence beside it says that this text belongs to somebody
  bool discussion = false;        // the sentence talks about rights
  bool subject = false;  // a licence's sentence has something in front that it is given for
  bool other_work = false;
  bool photo = false;
  bool quoted = false;
  bool disguised = false;
  bool titled = false;      // a name and a mark stand in front of it in its line
  bool line_alone = false;  // the clause is a line or paragraph of its own
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_CLAUSE_H_
