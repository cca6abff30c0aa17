// Reporter: one output format. begin, then document() once per document in input order, then end.
// Writes to the sink only; never prints. Not thread-safe. All reporters show the same set of
// findings; control characters of the input never pass through unescaped.
#ifndef IMPRIMATUR_REPORT_REPORTER_H_
#define IMPRIMATUR_REPORT_REPORTER_H_

#include "base/result.h"
#include "report/document_result.h"
#include "rules/rule_set.h"

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct ReportOptions {
  bool color = false;
  bool hyperlinks = false;
  std::size_t width = 100;  // columns of the terminal
  bool quiet = false;       // only documents at or above fail_on
  bool verbose = false;     // also findings that do not count
  Level fail_on = Level::permission_required;
  const RuleSet* rules = nullptr;  // for formats that explain rules; outlives the reporter
};

// What the whole run was: in the reports that carry provenance.
struct Provenance {
  std::string version;
  std::string rules_digest;
  std::string policy_path;
  std::string policy_digest;
  std::string use;
  std::string today;
};

struct Summary {
  std::size_t documents = 0;
  std::array<std::size_t, kLevelNames.size()> by_level{};
  std::size_t incomplete = 0;
  std::vector<std::string> notes;  // unused or expired suppressions, skipped inputs
};

using Sink = std::function<Result<void>(std::string_view)>;

class Reporter {
 public:
  virtual ~Reporter() = default;
  [[nodiscard]] virtual Result<void> begin(const Provenance& provenance) = 0;
  [[nodiscard]] virtual Result<void> document(const DocumentResult& result) = 0;
  [[nodiscard]] virtual Result<void> end(const Summary& summary) = 0;
  // After end(): what the format could not hold, a sentence each, for the person who runs it.
  [[nodiscard]] virtual std::vector<std::string> remarks() const { return {}; }
};

struct ReporterFormat {
  std::string_view name;  // "text", "json", "jsonl"
  std::string_view description;
  std::unique_ptr<Reporter> (*make)(Sink sink, const ReportOptions& options);
};
// The registry: one row a format.
[[nodiscard]] const std::vector<ReporterFormat>& reporter_formats();
[[nodiscard]] const ReporterFormat* find_format(std::string_view name);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_REPORTER_H_
