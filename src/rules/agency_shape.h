// Whether the names that a pattern asks for stand where the prefilter looks for names by
// themselves (rules/announce.cc). Pure; thread-safe. Private to the rules layer.
#ifndef IMPRIMATUR_RULES_AGENCY_SHAPE_H_
#define IMPRIMATUR_RULES_AGENCY_SHAPE_H_

#include "rules/regex.h"

namespace imprimatur {

// True if in every match a sign stands beside the group `agency` by which names are announced: a
// bracket, a slash, "=", "@" or the sign of copyright before it, or a slash or bracket behind it.
// False too if some match has no such group.
[[nodiscard]] bool agency_stands_in_shape(const RegexNode& node);

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_AGENCY_SHAPE_H_
