// The last lines of a report for people: how many documents got which verdict, and the notes.
#ifndef IMPRIMATUR_REPORT_SUMMARY_TEXT_H_
#define IMPRIMATUR_REPORT_SUMMARY_TEXT_H_

#include "report/reporter.h"

#include <string>

namespace imprimatur {

// "checked 12 documents: 1 forbidden, 11 unknown; 1 not read completely\n" and lines of notes.
[[nodiscard]] std::string summary_text(const Summary& summary);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_SUMMARY_TEXT_H_
