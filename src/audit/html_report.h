// The report of an audit for people: one HTML file that needs nothing else and runs nothing.
#ifndef IMPRIMATUR_AUDIT_HTML_REPORT_H_
#define IMPRIMATUR_AUDIT_HTML_REPORT_H_

#include "audit/run_file.h"
#include "audit/tally.h"

#include <string>

namespace imprimatur::audit {

[[nodiscard]] std::string html_report(const RunFile& run, const Tally& tally);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_HTML_REPORT_H_
