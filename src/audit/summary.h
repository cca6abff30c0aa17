// The summary and the provenance of an audit, for programs.
#ifndef IMPRIMATUR_AUDIT_SUMMARY_H_
#define IMPRIMATUR_AUDIT_SUMMARY_H_

#include "audit/run_file.h"
#include "audit/tally.h"

#include <string>
#include <utility>
#include <vector>

namespace imprimatur::audit {

[[nodiscard]] std::string summary_json(const RunFile& run, const Tally& tally);
[[nodiscard]] std::string provenance_json(const RunFile& run, const Tally& tally);

// Rows of a table, the most frequent first, at most `limit`.
[[nodiscard]] std::vector<std::pair<std::string, Counted>> ranked(const Table& table,
                                                                  std::size_t limit);

// What an audit cannot see; in every report.
[[nodiscard]] const std::vector<std::string_view>& limits_of_the_method();

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_SUMMARY_H_
