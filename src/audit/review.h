// Reviews: documents drawn for people to read, and what their answers say about precision and
// recall.
#ifndef IMPRIMATUR_AUDIT_REVIEW_H_
#define IMPRIMATUR_AUDIT_REVIEW_H_

#include "base/result.h"
#include "base/terms.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::audit {

// Draws up to `per_stratum` documents of every verdict from a finished audit, with their text, and
// gives them as a CSV table to fill in. The same seed draws the same documents. Errors: usage,
// unreadable.
[[nodiscard]] Result<std::string> sample_audit(const std::string& folder,
                                               std::size_t per_stratum,
                                               std::uint64_t seed);

struct Interval {
  double low = 0;
  double high = 1;
};
// Wilson's interval of 95 % for `good` of `all`.
[[nodiscard]] Interval wilson(double good, double all);

struct StratumScore {
  Level level = Level::unknown;
  std::uint64_t population = 0;  // documents of the audit
  std::uint64_t reviewed = 0;
  std::uint64_t right = 0;       // the reviewer gives the same verdict
  std::uint64_t restricted = 0;  // the reviewer says: may not be used without permission
};

struct Score {
  std::vector<StratumScore> strata;
  // Of "may not be used without permission" (permission-required or forbidden), weighted by what
  // each stratum stands for.
  double precision = 0;
  double recall = 0;
  Interval precision_interval;
  Interval recall_interval;
  std::uint64_t skipped = 0;  // rows without a review
};

// `table` is the filled-in sample. Errors: usage (says which row is wrong).
[[nodiscard]] Result<Score> score_audit(const std::string& folder, std::string_view table);
[[nodiscard]] std::string score_text(const Score& score);
[[nodiscard]] std::string score_json(const Score& score);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_REVIEW_H_
