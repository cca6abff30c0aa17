// The formats for programs: json (one value a run) and jsonl (one object a line, as it is ready).
#ifndef IMPRIMATUR_REPORT_JSON_H_
#define IMPRIMATUR_REPORT_JSON_H_

#include "report/reporter.h"

#include <memory>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reporter> make_json_reporter(Sink sink, const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Reporter> make_jsonl_reporter(Sink sink,
                                                            const ReportOptions& options);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_JSON_H_
