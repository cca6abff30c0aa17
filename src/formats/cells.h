// Cells of sheets: which one a place in the text stands in, named as spreadsheet programs show it
// ("Budget!B3"). Private to the formats layer but for cell_name(). Pure.
#ifndef IMPRIMATUR_FORMATS_CELLS_H_
#define IMPRIMATUR_FORMATS_CELLS_H_

#include "formats/document.h"
#include "formats/package.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// "Budget!B3", "'Budget 2026'!B3 and 2 more"; empty if the offset in the text is in no cell.
[[nodiscard]] std::string cell_name(const Document& document, std::size_t offset);

// Counts rows and columns where addresses are implied, 1-based. A repetition stands for so many.
class CellWalk {
 public:
  void sheet() { *this = CellWalk(); }
  void row(std::uint32_t times = 1);
  void cell(std::uint32_t times = 1);
  // Goes on at "B3"; what is no address is the next cell.
  void go_to(std::string_view address);
  // Of sheet number `sheet`, without its place in the text.
  [[nodiscard]] Cell at(std::uint32_t sheet) const;

 private:
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;
  std::uint32_t next_row_ = 1;
  std::uint32_t next_column_ = 1;
};

// The titles of the sheets of an XLSX package by the part that holds them.
[[nodiscard]] std::map<std::string, std::string> sheet_titles(const Package& package);

// Adds the cells of a sheet's XML that show a shared text to those of the sheets before it: the
// first cell of each text, by the text's number.
void add_shared_cells(std::string_view xml, std::uint32_t sheet, std::vector<Cell>& cells);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_CELLS_H_
