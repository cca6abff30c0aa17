// Findings that are items of a list of sources, agencies, papers or licences, which no single one
// of them says of this text. Private to the meaning layer.
#ifndef IMPRIMATUR_MEANING_LISTS_H_
#define IMPRIMATUR_MEANING_LISTS_H_

#include "meaning/finding.h"
#include "meaning/weigh.h"
#include "meaning/zones.h"
#include "rules/rule_set.h"

#include <vector>

namespace imprimatur {

// True if they have a holder in common.
[[nodiscard]] bool same_holder(const std::vector<HolderRef>& a, const std::vector<HolderRef>& b);

// `groups` and `findings` are the same in number and order. What does not count says why.
void silence_lists(const std::vector<const ClauseGroup*>& groups,
                   const Zones& zones,
                   const RuleSet& rules,
                   std::vector<Finding>& findings);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_LISTS_H_
