// The text format for people. See Reporter for the contract.
#ifndef IMPRIMATUR_REPORT_TEXT_H_
#define IMPRIMATUR_REPORT_TEXT_H_

#include "report/reporter.h"

#include <memory>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reporter> make_text_reporter(Sink sink, const ReportOptions& options);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_TEXT_H_
