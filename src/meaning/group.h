// From clauses to findings: clauses that belong together become one finding, with zone, scope and
// whether it counts. Private to the meaning layer. Pure.
#ifndef IMPRIMATUR_MEANING_GROUP_H_
#define IMPRIMATUR_MEANING_GROUP_H_

#include "meaning/clause.h"
#include "meaning/zones.h"
#include "rules/rule_set.h"

#include <string_view>
#include <vector>

namespace imprimatur {

// `clauses` in any order, of rules of `rules`. Findings come in order of position; start.offset and
// end.offset count bytes of the decoded `text`, lines and columns are not set.
[[nodiscard]] std::vector<Finding> group_clauses(std::vector<Clause> clauses,
                                                 std::string_view text,
                                                 const Zones& zones,
                                                 const RuleSet& rules);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_GROUP_H_
