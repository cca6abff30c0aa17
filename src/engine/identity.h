// Who a finding is, for baselines, suppressions and the alerts of CI systems: its rule, its
// evidence, the document and how many of the same stand before it. Moved lines, line ends, wraps,
// the machine and the time change nothing. Pure; thread-safe.
#ifndef IMPRIMATUR_ENGINE_IDENTITY_H_
#define IMPRIMATUR_ENGINE_IDENTITY_H_

#include "meaning/finding.h"

#include <string_view>
#include <vector>

namespace imprimatur {

// `path`: from the root of the project; of an absolute one only the name counts. Findings are in
// order of position.
void set_fingerprints(std::vector<Finding>& findings,
                      std::string_view path,
                      std::string_view record);

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_IDENTITY_H_
