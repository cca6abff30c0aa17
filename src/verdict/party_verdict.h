// What one holder's findings say about each use (contract §2, steps 2 to 7). Private to the layer.
#ifndef IMPRIMATUR_VERDICT_PARTY_VERDICT_H_
#define IMPRIMATUR_VERDICT_PARTY_VERDICT_H_

#include "verdict/verdict.h"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace imprimatur {

// The findings that bear on one holder; `ref` without id and name: nobody is named.
struct Party {
  HolderRef ref;
  const Holder* holder = nullptr;   // in the database, or null
  std::vector<std::size_t> claims;  // indices of findings, in order
  std::vector<std::size_t> grants;
};

struct UseVerdict {
  Level level = Level::unknown;
  std::optional<std::size_t> finding;  // the decisive one
  const Entitlement* entitlement = nullptr;
  bool own = false;              // the organisation's own text
  bool conflict = false;         // a permission stood against the restriction
  bool commercial_only = false;  // a ban for commercial purposes alone
};

[[nodiscard]] UseVerdict judge_use(const Party& party,
                                   Use use,
                                   const std::vector<Finding>& findings,
                                   const VerdictContext& context);

// The same for a question: republish is the worse of publish and redistribute.
[[nodiscard]] UseVerdict judge_question(const Party& party,
                                        const Question& question,
                                        const std::vector<Finding>& findings,
                                        const VerdictContext& context);

// Parties of the findings that are active, known agencies first, then in order of position.
[[nodiscard]] std::vector<Party> parties_of(const std::vector<Finding>& findings,
                                            const std::vector<std::size_t>& active,
                                            const VerdictContext& context);

// What must be paid for or licensed first is an offer: nothing here shows that it was taken up, so
// it permits nothing yet.
[[nodiscard]] bool is_offer(const Finding& grant);

}  // namespace imprimatur

#endif  // IMPRIMATUR_VERDICT_PARTY_VERDICT_H_
