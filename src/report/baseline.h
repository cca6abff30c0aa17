// Baseline: findings that somebody has accepted, so that `check --baseline` speaks of new ones
// only. JSON, one finding a line, sorted, without line numbers and times: it merges and reviews
// well and does not change when texts move (src/design/0010-what-is-new.md). Pure.
#ifndef IMPRIMATUR_REPORT_BASELINE_H_
#define IMPRIMATUR_REPORT_BASELINE_H_

#include "base/result.h"
#include "report/document_result.h"

#include <map>
#include <string>
#include <string_view>

namespace imprimatur {

struct BaselineEntry {
  std::string path;
  std::string rule;
  std::string holder;
  std::string verdict;  // of the document, when the finding was accepted
};

// By fingerprint.
using Baseline = std::map<std::string, BaselineEntry>;

// Errors: usage. `name` is how messages call the file.
[[nodiscard]] Result<Baseline> parse_baseline(std::string_view json, const std::string& name);
[[nodiscard]] std::string baseline_text(const Baseline& baseline);

// What of a document belongs there: what counts and nothing else silences.
void add_to_baseline(const DocumentResult& result, Baseline& baseline);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_BASELINE_H_
