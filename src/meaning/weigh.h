// Whether a group of clauses speaks of the very document it stands in, and how sure that is
// (contract §2.1; the stance is src/design/0005-false-positives.md). Private to the meaning layer.
#ifndef IMPRIMATUR_MEANING_WEIGH_H_
#define IMPRIMATUR_MEANING_WEIGH_H_

#include "meaning/clause.h"
#include "meaning/zones.h"

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Clauses that make up one finding, ordered by position, with what surrounds them.
struct ClauseGroup {
  std::vector<const Clause*> clauses;
  Span span;                  // from the first clause's begin to the last one's end
  Span passage;               // with the claims and grants beside it
  bool beside_claim = false;  // a claim of formula strength stands next to it
};

struct Weight {
  bool counts = false;
  std::string why_not;  // a sentence fragment, empty if it counts
  double confidence = 0;
  Scope scope = Scope::document;
  Zone zone = Zone::body;
};

[[nodiscard]] Weight weigh(const ClauseGroup& group, std::string_view text, const Zones& zones);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_WEIGH_H_
