// Pipeline: batches through workers, results in order on the calling thread. Cutting the input is
// done by whichever worker is free, one at a time; memory is bounded by the number of threads.
#ifndef IMPRIMATUR_AUDIT_PIPELINE_H_
#define IMPRIMATUR_AUDIT_PIPELINE_H_

#include "audit/raw_batch.h"
#include "audit/worker.h"

#include <cstddef>
#include <functional>
#include <optional>

namespace imprimatur::audit {

struct Job {
  std::size_t part = 0;
  RawBatch batch;
  bool last = false;  // of its part
};

// The next batch, empty at the end. Called by one thread at a time.
using NextJob = std::function<std::optional<Job>()>;
// What a batch came to, in order; an error stops everything.
using TakeOutput = std::function<Result<void>(std::size_t part, BatchOutput&& output)>;

[[nodiscard]] Result<void> run_pipeline(std::size_t jobs,
                                        const WorkOptions& options,
                                        const std::vector<Part>& parts,
                                        const NextJob& next,
                                        const TakeOutput& take);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_PIPELINE_H_
