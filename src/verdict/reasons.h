// Reasons as sentences that an editor understands (contract §2), and the next step.
// Private to the layer. Pure.
#ifndef IMPRIMATUR_VERDICT_REASONS_H_
#define IMPRIMATUR_VERDICT_REASONS_H_

#include "verdict/party_verdict.h"

#include <array>
#include <cstddef>
#include <string>

namespace imprimatur {

[[nodiscard]] Reason reason_for(const Party& party,
                                const UseVerdict& verdict,
                                const Question& question,
                                const std::vector<Finding>& findings,
                                const VerdictContext& context);

// A finding that was seen and does not decide.
[[nodiscard]] Reason reason_not_decisive(const Finding& finding, std::size_t index);
[[nodiscard]] Reason reason_nothing_found();
// All that would count is silenced; how much by what (SilencedBy).
[[nodiscard]] Reason reason_silenced(
    const std::array<std::size_t, kSilencedByNames.size()>& counts);

// "publishing, broadcasting and rewriting".
[[nodiscard]] std::string use_phrase(UseSet uses);

}  // namespace imprimatur

#endif  // IMPRIMATUR_VERDICT_REASONS_H_
