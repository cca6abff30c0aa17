// The fixed parts of the HTML report: style and script, inline, so that the page is one file and
// asks nothing of the network.
#ifndef IMPRIMATUR_REPORT_HTML_PAGE_H_
#define IMPRIMATUR_REPORT_HTML_PAGE_H_

#include <string_view>

namespace imprimatur {

extern const std::string_view kHtmlStyle;
extern const std::string_view kHtmlScript;

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_HTML_PAGE_H_
