// The pages of a PDF as poppler's programs tell them, and those whose words only pictures hold.
// Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_PDF_PAGES_H_
#define IMPRIMATUR_FORMATS_PDF_PAGES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// Where each page begins in what pdftotext writes: it ends each with a form feed.
[[nodiscard]] std::vector<std::size_t> page_begins(std::string_view text);
// Numbers (1-based) of the pages without a word.
[[nodiscard]] std::vector<std::size_t> empty_pages(std::string_view text,
                                                   const std::vector<std::size_t>& begins);
// Those of `pages` that have a picture on which words could stand, by the table of
// `pdfimages -list`.
[[nodiscard]] std::vector<std::size_t> pictured_pages(std::string_view table,
                                                      const std::vector<std::size_t>& pages);
// "page 3", "pages 1, 2 and 7".
[[nodiscard]] std::string page_words(const std::vector<std::size_t>& pages);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_PDF_PAGES_H_
