#include "formats/cells.h"

#include "formats/xml_events.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace imprimatur {
namespace {

// Beyond it, texts have no cell; a hostile number would ask for as much memory as it likes.
constexpr std::size_t kMaxShared = 1'000'000;
constexpr std::uint32_t kMaxColumn = 1U << 20U;
constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();

std::uint32_t sum(std::uint32_t a, std::uint32_t b) {
  return a > kMost - b ? kMost : a + b;
}

// 1 -> "A", 27 -> "AA".
std::string column_name(std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

// Quoted as in a formula, if it is not a word.
std::string sheet_name(const std::string& title) {
  const bool word = std::all_of(title.begin(), title.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  if (word) {
    return title;
  }
  std::string quoted = "'";
  for (const char c : title) {
    quoted += c == '\'' ? "''" : std::string(1, c);
  }
  return quoted + "'";
}

// An element's attributes alone.
class Elements : public XmlHandler {
 public:
  void end(const XmlElement& /*element*/) override {}
  void text(std::string_view /*value*/, Span /*written*/) override {}
};

class WorkbookSheets final : public Elements {
 public:
  std::map<std::string, std::string> titles;  // by the id of the relation
  void start(const XmlElement& element) override {
    if (element.name == "sheet") {
      for (const XmlAttribute& attribute : element.attributes) {
        if (attribute.name == "id") {
          titles[std::string(attribute.value)] = element.value("name");
        }
      }
    }
  }
};

class WorkbookParts final : public Elements {
 public:
  std::map<std::string, std::string> parts;  // relation -> "xl/worksheets/sheet1.xml"
  void start(const XmlElement& element) override {
    const std::string_view target = element.value("Target");
    if (element.name == "Relationship") {
      parts[std::string(element.value("Id"))] =
          target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
    }
  }
};

class SharedCells final : public XmlHandler {
 public:
  SharedCells(std::uint32_t sheet, std::vector<Cell>& cells) : sheet_(sheet), cells_(cells) {}

  void start(const XmlElement& element) override {
    if (element.name == "row") {
      walk_.row();
    } else if (element.name == "c") {
      walk_.go_to(element.value("r"));
      shared_ = element.value("t") == "s";
    }
    number_.clear();
  }
  void end(const XmlElement& element) override {
    std::size_t index = kMaxShared;
    if (element.name == "v" && shared_) {
      std::from_chars(number_.data(), number_.data() + number_.size(), index);
    }
    if (index >= kMaxShared) {
      return;
    }
    cells_.resize(std::max(cells_.size(), index + 1));
    Cell& cell = cells_[index];
    const std::uint32_t uses = sum(cell.uses, 1);
    cell = cell.row == 0 ? walk_.at(sheet_) : cell;
    cell.uses = uses;
  }
  void text(std::string_view value, Span /*written*/) override {
    if (shared_ && number_.size() < 12) {
      number_ += value.substr(0, 12);
    }
  }

 private:
  std::uint32_t sheet_;
  std::vector<Cell>& cells_;
  CellWalk walk_;
  bool shared_ = false;
  std::string number_;
};

}  // namespace

std::string cell_name(const Document& document, std::size_t offset) {
  const auto behind = std::upper_bound(
      document.cells.begin(), document.cells.end(), offset, [](std::size_t at, const Cell& cell) {
        return at < cell.begin;
      });
  if (behind == document.cells.begin()) {
    return {};
  }
  const Cell& cell = *(behind - 1);
  if (cell.row == 0 || cell.sheet >= document.sheets.size()) {
    return {};
  }
  std::string name = sheet_name(document.sheets[cell.sheet]) + "!" + column_name(cell.column) +
                     std::to_string(cell.row);
  return cell.uses > 1 ? name + " and " + std::to_string(cell.uses - 1) + " more" : name;
}

void CellWalk::row(std::uint32_t times) {
  row_ = next_row_;
  next_row_ = sum(next_row_, std::max(times, 1U));
  column_ = 0;
  next_column_ = 1;
}

void CellWalk::cell(std::uint32_t times) {
  column_ = next_column_;
  next_column_ = sum(next_column_, std::max(times, 1U));
}

void CellWalk::go_to(std::string_view address) {
  std::uint32_t column = 0;
  while (!address.empty() && address.front() >= 'A' && address.front() <= 'Z' &&
         column < kMaxColumn) {
    column = column * 26 + static_cast<std::uint32_t>(address.front() - 'A') + 1;
    address.remove_prefix(1);
  }
  std::uint32_t row = 0;
  const char* end = address.data() + address.size();
  const auto [stop, error] = std::from_chars(address.data(), end, row);
  if (column == 0 || column >= kMaxColumn || row == 0 || stop != end || error != std::errc()) {
    cell();
    return;
  }
  row_ = row;
  next_row_ = sum(row, 1);
  column_ = column;
  next_column_ = column + 1;
}

Cell CellWalk::at(std::uint32_t sheet) const {
  return {0, sheet, row_, column_, 1};
}

std::map<std::string, std::string> sheet_titles(const Package& package) {
  const std::string* workbook = package.find("xl/workbook.xml");
  const std::string* relations = package.find("xl/_rels/workbook.xml.rels");
  WorkbookSheets sheets;
  WorkbookParts parts;
  // Where they are broken, sheets are called as their parts are.
  if (workbook != nullptr && relations != nullptr) {
    static_cast<void>(parse_xml(*workbook, sheets));
    static_cast<void>(parse_xml(*relations, parts));
  }
  std::map<std::string, std::string> titles;
  for (const auto& [id, part] : parts.parts) {
    if (const auto title = sheets.titles.find(id); title != sheets.titles.end()) {
      titles[part] = title->second;
    }
  }
  return titles;
}

void add_shared_cells(std::string_view xml, std::uint32_t sheet, std::vector<Cell>& cells) {
  SharedCells reader(sheet, cells);
  static_cast<void>(parse_xml(xml, reader));  // what is wrong with it is told when it is read
}

}  // namespace imprimatur
