// The lines of a finding with the evidence underlined, as compilers show it. Columns are counted
// in terminal cells: wide, combining and right-to-left characters line up, tabs are expanded, long
// lines are cut around the evidence. Pure; thread-safe.
#ifndef IMPRIMATUR_REPORT_SNIPPET_H_
#define IMPRIMATUR_REPORT_SNIPPET_H_

#include "report/document_result.h"
#include "report/style.h"

#include <cstddef>
#include <string>

namespace imprimatur {

struct SnippetOptions {
  std::size_t width = 100;  // columns of the whole line, gutter included
  bool isolate = false;  // wrap lines in U+2068/U+2069, so that right-to-left text stays in place
};

// Empty if the result holds none of the finding's lines. Every line ends with '\n'.
[[nodiscard]] std::string render_snippet(const DocumentResult& result,
                                         const Finding& finding,
                                         const Styler& styler,
                                         const SnippetOptions& options);

// Columns that the gutter takes before its bar; for lines that line up with a snippet.
[[nodiscard]] std::size_t gutter_width(const Finding& finding);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_SNIPPET_H_
