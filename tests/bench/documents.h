// Documents of every format: the parser of XML alone, the readers, and the whole check, over the
// files of a folder.
#ifndef IMPRIMATUR_TESTS_BENCH_DOCUMENTS_H_
#define IMPRIMATUR_TESTS_BENCH_DOCUMENTS_H_

#include "rules/rule_set.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace imprimatur::bench {

struct FormatSpeed {
  std::string format;
  std::size_t files = 0;
  std::size_t documents = 0;
  std::size_t bytes = 0;
  // 1e6 bytes of files per second of this thread's processor time.
  double parser = 0;  // 0: no XML
  double reader = 0;
  double check = 0;
  double documents_per_second = 0;  // of the check
};

// A row for each format that is met below the folder. `runs` is odd: the median counts.
[[nodiscard]] std::vector<FormatSpeed> measure_formats(const std::shared_ptr<const RuleSet>& rules,
                                                       const std::string& folder,
                                                       unsigned runs);

}  // namespace imprimatur::bench

#endif  // IMPRIMATUR_TESTS_BENCH_DOCUMENTS_H_
