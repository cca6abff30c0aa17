// One document of the HTML report, as an article: the verdict, each reason with what to do and the
// evidence in its lines; what does not decide is folded away below. Pure.
#ifndef IMPRIMATUR_REPORT_HTML_DOCUMENT_H_
#define IMPRIMATUR_REPORT_HTML_DOCUMENT_H_

#include "report/document_result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace imprimatur {

// The name of the group that the document belongs to: its verdict, or "incomplete" without one.
[[nodiscard]] std::string_view html_group(const DocumentResult& result);
// `number`: within the report, for the article's id.
[[nodiscard]] std::string html_document(const DocumentResult& result, std::size_t number);

// A row of a list of terms, if there is a value; `value` is markup.
void append_term(std::string& out, std::string_view name, const std::string& value);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_HTML_DOCUMENT_H_
