// The peer of the matching core: the vector engine with the same literals and nothing behind it.
#ifndef IMPRIMATUR_TESTS_BENCH_VECTOR_SCAN_H_
#define IMPRIMATUR_TESTS_BENCH_VECTOR_SCAN_H_

#include "rules/announcements.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace imprimatur::bench {

class VectorScan {
 public:
  explicit VectorScan(const std::vector<SearchLiteral>& literals);
  ~VectorScan();
  VectorScan(const VectorScan&) = delete;
  VectorScan& operator=(const VectorScan&) = delete;

  // False if the engine cannot run here; count() is then 0.
  [[nodiscard]] bool usable() const;
  // Number of hits.
  [[nodiscard]] std::uint64_t count(std::string_view text) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace imprimatur::bench

#endif  // IMPRIMATUR_TESTS_BENCH_VECTOR_SCAN_H_
