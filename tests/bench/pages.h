// HTML pages: the parser alone, the reader, and the whole check, over the pages of a folder.
#ifndef IMPRIMATUR_TESTS_BENCH_PAGES_H_
#define IMPRIMATUR_TESTS_BENCH_PAGES_H_

#include "rules/rule_set.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace imprimatur::bench {

struct PageStage {
  std::string stage;
  std::size_t pages = 0;
  double mb_per_second = 0;  // 1e6 bytes of pages per second of this thread's processor time
  double pages_per_second = 0;
  std::uint64_t result = 0;  // elements, bytes of text, findings
};

// Every *.html below the folder. `runs` is odd: the median counts.
[[nodiscard]] std::vector<PageStage> measure_pages(const std::shared_ptr<const RuleSet>& rules,
                                                   const std::string& folder,
                                                   unsigned runs);

}  // namespace imprimatur::bench

#endif  // IMPRIMATUR_TESTS_BENCH_PAGES_H_
