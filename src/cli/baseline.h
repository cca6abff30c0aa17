// The baseline file as `check` and `baseline` use it.
#ifndef IMPRIMATUR_CLI_BASELINE_H_
#define IMPRIMATUR_CLI_BASELINE_H_

#include "cli/snapshot.h"
#include "engine/engine.h"
#include "report/baseline.h"

#include <memory>
#include <string>

namespace imprimatur::cli {

// Errors: usage (no such file, or no baseline).
[[nodiscard]] Result<Baseline> load_baseline(const std::string& path, Snapshot* snapshot = nullptr);
[[nodiscard]] std::shared_ptr<const KnownFindings> known_findings(const Baseline& baseline);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_BASELINE_H_
