// The formats that CI systems and review tools read; each shows the annotations of annotation.h.
#ifndef IMPRIMATUR_REPORT_CI_FORMATS_H_
#define IMPRIMATUR_REPORT_CI_FORMATS_H_

#include "report/reporter.h"

#include <memory>

namespace imprimatur {

// SARIF 2.1.0 as GitHub code scanning accepts it (sarif.cc).
[[nodiscard]] std::unique_ptr<Reporter> make_sarif_reporter(Sink sink,
                                                            const ReportOptions& options);
// Workflow commands of GitHub Actions (github.cc).
[[nodiscard]] std::unique_ptr<Reporter> make_github_reporter(Sink sink,
                                                             const ReportOptions& options);
// GitLab Code Quality (gitlab.cc).
[[nodiscard]] std::unique_ptr<Reporter> make_gitlab_reporter(Sink sink,
                                                             const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Reporter> make_junit_reporter(Sink sink,
                                                            const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Reporter> make_checkstyle_reporter(Sink sink,
                                                                 const ReportOptions& options);
// Reviewdog's diagnostic format, as one value and one a line (rdjson.cc).
[[nodiscard]] std::unique_ptr<Reporter> make_rdjson_reporter(Sink sink,
                                                             const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Reporter> make_rdjsonl_reporter(Sink sink,
                                                              const ReportOptions& options);
// For people: a comment on a change, a table, a page.
[[nodiscard]] std::unique_ptr<Reporter> make_markdown_reporter(Sink sink,
                                                               const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Reporter> make_csv_reporter(Sink sink, const ReportOptions& options);
[[nodiscard]] std::unique_ptr<Reporter> make_html_reporter(Sink sink, const ReportOptions& options);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_CI_FORMATS_H_
