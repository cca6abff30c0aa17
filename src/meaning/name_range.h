// Where the name of a notice may stand: from its place in the pattern to the next claim.
// Pure; thread-safe. Private to the meaning layer.
#ifndef IMPRIMATUR_MEANING_NAME_RANGE_H_
#define IMPRIMATUR_MEANING_NAME_RANGE_H_

#include "match/scanner.h"
#include "meaning/name_words.h"
#include "meaning/party.h"
#include "rules/rule_set.h"
#include "text/span.h"

#include <vector>

namespace imprimatur {

// Roles that say what may be done with a text, or whose it is.
[[nodiscard]] bool is_claim(Role role);

// A name that ends the match reaches forward and is trimmed later.
[[nodiscard]] bool open_name(const RuleMatch& match);

// The name ends where another claim begins, and a greedy group ends where its name does.
[[nodiscard]] NameRange name_range(const NameWords& names,
                                   const RuleSet& rules,
                                   const ScanWindow& window,
                                   const RuleMatch& match);

// Of a name in front of its sign: where else it may stand, in the sign's line alone, the likeliest
// first. "Home | About us\nThe Bay Weekly (c) 2024", "All rights reserved Bay Weekly (c) 2024".
// `range`: where it was looked for.
[[nodiscard]] std::vector<Span> rooms_at_sign(const RuleSet& rules,
                                              const ScanWindow& window,
                                              const RuleMatch& match,
                                              Span range);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_NAME_RANGE_H_
