// What a match has to fulfil beyond its pattern: where its rule wants it, and that a name in the
// place of an agency is written like one. Pure; thread-safe. Private to the match layer.
#ifndef IMPRIMATUR_MATCH_PLAUSIBLE_H_
#define IMPRIMATUR_MATCH_PLAUSIBLE_H_

#include "match/scanner.h"
#include "rules/rule.h"
#include "text/shadow.h"
#include "text/span.h"

#include <string_view>

namespace imprimatur {

// True if `span` of the shadow stands where `place` says.
[[nodiscard]] bool in_place(Place place, std::string_view shadow, Span span);

// False if the agencies of a match are none, or only look like those of a dateline or a credit.
[[nodiscard]] bool plausible(const Rule& rule,
                             const RuleMatch& match,
                             const Shadow& shadow,
                             std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_PLAUSIBLE_H_
