#include "formats/pdf_pages.h"

#include "formats/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace imprimatur {
namespace {

// Dots on a side; a logo is smaller, a page as it comes from a scanner much larger.
constexpr std::size_t kSmallest = 400;
constexpr std::size_t kNamed = 8;

// Columns of the table.
constexpr std::size_t kPage = 0;
constexpr std::size_t kWidth = 3;
constexpr std::size_t kHeight = 4;

// The first words of a line as numbers; 0 for those that are none.
std::array<std::size_t, 5> columns_of(std::string_view line) {
  std::array<std::size_t, 5> columns = {};
  for (std::size_t& column : columns) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::size_t end = std::min(line.find(' '), line.size());
    static_cast<void>(std::from_chars(line.data(), line.data() + end, column));
    line.remove_prefix(end);
  }
  return columns;
}

}  // namespace

std::vector<std::size_t> page_begins(std::string_view text) {
  std::vector<std::size_t> pages = {0};
  for (std::size_t at = 0; (at = text.find('\f', at)) != std::string_view::npos;) {
    pages.push_back(++at);
  }
  // Behind the last form feed no page begins.
  if (pages.size() > 1 && pages.back() == text.size()) {
    pages.pop_back();
  }
  return pages;
}

std::vector<std::size_t> empty_pages(std::string_view text,
                                     const std::vector<std::size_t>& begins) {
  std::vector<std::size_t> empty;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : text.size();
    if (trim_blanks(text.substr(begins[i], end - begins[i])).empty()) {
      empty.push_back(i + 1);
    }
  }
  return empty;
}

std::vector<std::size_t> pictured_pages(std::string_view table,
                                        const std::vector<std::size_t>& pages) {
  std::vector<std::size_t> pictured;
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    const auto columns = columns_of(table.substr(0, end));
    table.remove_prefix(std::min(end + 1, table.size()));
    const std::size_t page = columns[kPage];
    const bool large = columns[kWidth] >= kSmallest && columns[kHeight] >= kSmallest;
    if (large && std::binary_search(pages.begin(), pages.end(), page) &&
        (pictured.empty() || pictured.back() != page)) {
      pictured.push_back(page);
    }
  }
  return pictured;
}

std::string page_words(const std::vector<std::size_t>& pages) {
  std::string words = pages.size() > 1 ? "pages " : "page ";
  const std::size_t named = std::min(pages.size(), kNamed);
  for (std::size_t i = 0; i < named; ++i) {
    const bool last = i + 1 == pages.size();
    words += i == 0 ? "" : last ? " and " : ", ";
    words += std::to_string(pages[i]);
  }
  return named < pages.size() ? words + " and more" : words;
}

}  // namespace imprimatur
