// The stages of a check, each measured alone over the same articles.
#ifndef IMPRIMATUR_TESTS_BENCH_STAGES_H_
#define IMPRIMATUR_TESTS_BENCH_STAGES_H_

#include "rules/rule_set.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::bench {

struct Measured {
  std::string stage;
  double mb_per_second = 0;  // 1e6 bytes per second of this thread's processor time
  std::uint64_t result = 0;  // hits, findings, ...: shows that the work was done, and the same work
};

using Articles = std::vector<std::string_view>;

// `runs` is odd: the median counts.
[[nodiscard]] std::vector<Measured> measure_stages(const std::shared_ptr<const RuleSet>& rules,
                                                   const Articles& articles,
                                                   unsigned runs);

// The matching core alone, with validation.
[[nodiscard]] Measured measure_core(const std::shared_ptr<const RuleSet>& rules,
                                    const Articles& articles,
                                    unsigned runs);

}  // namespace imprimatur::bench

#endif  // IMPRIMATUR_TESTS_BENCH_STAGES_H_
