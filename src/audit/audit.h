// The audit of a dataset: inputs in, a folder of results out (src/design/0013-audit.md). Can be
// stopped at any moment and taken up again; the results do not depend on threads, shards or
// interruptions.
#ifndef IMPRIMATUR_AUDIT_AUDIT_H_
#define IMPRIMATUR_AUDIT_AUDIT_H_

#include "audit/inputs.h"
#include "audit/tally.h"
#include "audit/worker.h"
#include "report/reporter.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace imprimatur::audit {

struct Shard {
  std::size_t index = 1;  // from 1
  std::size_t count = 1;
};

// How far a run is.
struct Progress {
  std::uint64_t documents = 0;
  std::uint64_t bytes = 0;        // of the files, used so far
  std::uint64_t total_bytes = 0;  // 0: not known
  std::uint64_t found = 0;        // documents at or above the limit
  std::uint64_t incomplete = 0;
  std::size_t parts_done = 0;
  std::size_t parts = 0;
  bool resumed = false;
};

struct AuditOptions {
  std::string out;
  std::size_t jobs = 1;
  Shard shard;
  SplitOptions split;
  WorkOptions work;
  Level fail_on = Level::permission_required;
  double checkpoint_seconds = 5;
  bool restart = false;
  Provenance provenance;
  std::string settings;  // everything else that the results depend on, as text
  std::function<void(const Progress&)> progress;
};

struct AuditResult {
  Tally total;
  bool whole = true;  // false: a shard, to be merged
};

// Errors: usage (the folder holds another audit, cannot be written, …).
[[nodiscard]] Result<AuditResult> run_audit(const InputList& inputs, const AuditOptions& options);

// Puts the shards of one audit together, or finished audits of different inputs, as one audit of
// all of them, in that order, would have written them; `fail_on` becomes theirs. Errors: usage
// (they do not belong together, one is missing or not finished, an input is in two).
[[nodiscard]] Result<AuditResult> merge_audits(const std::vector<std::string>& folders,
                                               const std::string& out,
                                               Level& fail_on);

// The day that an unfinished run in `out` judges by, so that it goes on as it began; empty if there
// is none.
[[nodiscard]] std::string unfinished_day(const std::string& out);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_AUDIT_H_
