#include "formats/spreadsheet.h"

#include "formats/ascii.h"
#include "formats/cells.h"
#include "formats/old_office.h"
#include "formats/package.h"
#include "formats/zoned_text.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::string_view kStrings = "xl/sharedStrings.xml";
constexpr std::string_view kWorksheet = "xl/worksheets/sheet";
constexpr std::string_view kCore = "docProps/core.xml";
constexpr std::string_view kCustom = "docProps/custom.xml";

bool is_numbered(std::string_view name, std::string_view before) {
  return name.starts_with(before) && name.ends_with(".xml") &&
         name.substr(before.size(), name.size() - before.size() - 4)
                 .find_first_not_of("0123456789") == std::string_view::npos;
}

// Sheets, and the text boxes and diagrams that lie on them.
bool is_sheet(std::string_view name) {
  return is_numbered(name, kWorksheet) || is_numbered(name, "xl/chartsheets/sheet") ||
         is_numbered(name, "xl/drawings/drawing") || is_numbered(name, "xl/diagrams/data");
}

bool is_wanted(std::string_view name) {
  return name == kStrings || name == kCore || name == kCustom || is_sheet(name) ||
         lists_word("xl/workbook.xml xl/_rels/workbook.xml.rels", name);
}

// "xl/worksheets/sheet1.xml" -> "sheet1".
std::string part_title(const std::string& name) {
  const std::size_t begin = name.rfind('/') + 1;
  return name.substr(begin, name.rfind('.') - begin);
}

// Words in cells, boxes, and the headers and footers of printed pages. Numbers and formulas are no
// words. A text that several cells share is stored once, in the order of the first of them.
class Sheet : public XmlHandler {
 public:
  // `number`: of the sheet; `shared`: the cells of the shared texts.
  Sheet(ZonedText& text, std::size_t base, std::uint32_t number, const std::vector<Cell>& shared)
      : text_(text), base_(base), number_(number), shared_(shared) {
    text_.cell({});
  }

  void start(const XmlElement& element) override {
    const std::string_view name = element.name;
    if (unseen_ > 0 || name == "rPh") {  // how a word in Chinese characters is read
      ++unseen_;
    } else if (lists_word("si is p", name)) {
      text_.paragraph({});
      if (name == "si") {
        text_.cell(items_ < shared_.size() ? shared_[items_] : Cell{});
        ++items_;
      }
    } else if (name == "row") {
      walk_.row();
    } else if (name == "c") {
      walk_.go_to(element.value("r"));
      text_.cell(walk_.at(number_));
      in_words_ = element.value("t") == "str";
    } else if (name == "t" || (name == "v" && in_words_)) {
      ++shown_;
    } else if (lists_word("oddHeader evenHeader firstHeader", name)) {
      begin_frame({Zone::boilerplate, Scope::document});
    } else if (lists_word("oddFooter evenFooter firstFooter", name)) {
      begin_frame({Zone::footer, Scope::document});
    } else if (name == "br") {
      text_.line_break(element.tag.begin + base_);
    }
  }

  void end(const XmlElement& element) override {
    const std::string_view name = element.name;
    if (unseen_ > 0) {
      --unseen_;
    } else if (name == "t" || (name == "v" && in_words_)) {
      --shown_;
    } else if (lists_word("si is p c", name)) {
      text_.paragraph({});
    } else if (frame_ && (name.ends_with("Header") || name.ends_with("Footer"))) {
      print_frame();
    }
  }

  void text(std::string_view value, Span written) override {
    if (frame_) {
      pieces_.emplace_back(value, written);
    } else if (shown_ > 0 && unseen_ == 0) {
      text_.text(value, written, base_);
    }
  }

 private:
  void begin_frame(ZoneOf zone) {
    text_.cell({});
    text_.paragraph(zone);
    frame_ = true;
    pieces_.clear();
    code_ = false;
    quoted_ = false;
  }

  // "&L&\"Arial,Bold\"&8Text &P of &N": codes begin with "&", a font is quoted, a size is digits.
  void print_frame() {
    for (const auto& [value, written] : pieces_) {
      if (value.size() != written.size()) {  // a reference: "&amp;" begins a code
        character(value.front(), value, {written.begin, written.end});
        continue;
      }
      for (std::size_t i = 0; i < value.size(); ++i) {
        character(value[i],
                  std::string_view(value).substr(i, 1),
                  {written.begin + i, written.begin + i + 1});
      }
    }
    frame_ = false;
    text_.paragraph({});
  }

  void character(char c, std::string_view value, Span written) {
    if (quoted_) {
      quoted_ = c != '"';
    } else if (code_) {
      code_ = false;
      quoted_ = c == '"';
      size_ = c >= '0' && c <= '9';
      if (c == '&') {
        text_.text(value, written, base_);
      } else if (c == 'L' || c == 'C' || c == 'R') {
        text_.blank(written.begin + base_);
      }
    } else if (c == '&' && value.size() == 1) {
      code_ = true;
      size_ = false;
    } else if (!size_ || c < '0' || c > '9') {
      size_ = false;
      text_.text(value, written, base_);
    }
  }

  ZonedText& text_;
  std::size_t base_;
  std::uint32_t number_;
  const std::vector<Cell>& shared_;
  CellWalk walk_;
  std::size_t items_ = 0;  // shared texts so far
  std::size_t unseen_ = 0;
  std::size_t shown_ = 0;
  bool in_words_ = false;  // the cell's value is text that a formula gave
  bool frame_ = false;
  std::vector<std::pair<std::string, Span>> pieces_;  // of a header or footer
  bool code_ = false;
  bool quoted_ = false;
  bool size_ = false;
};

std::vector<std::string> stories_of(const Package& package) {
  std::vector<std::string> sheets;
  for (const std::string& name : package.names()) {
    if (is_sheet(name)) {
      sheets.push_back(name);
    }
  }
  std::stable_sort(sheets.begin(), sheets.end(), [](const auto& a, const auto& b) {
    return a.size() < b.size();  // sheet2 before sheet10
  });
  if (package.find(std::string(kStrings)) != nullptr) {
    sheets.insert(sheets.begin(), std::string(kStrings));
  }
  return sheets;
}

class SpreadsheetReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    if (is_compound_file(bytes)) {
      return fail(ErrorCode::unsupported, advice_on_compound_file(bytes));
    }
    IMPRIMATUR_TRY(Package package, Package::open(bytes, options, is_wanted));
    const std::vector<std::string> stories = stories_of(package);
    if (stories.empty()) {
      return fail(ErrorCode::unsupported,
                  "no spreadsheet: it holds no 'xl/worksheets'; save it as .xlsx or .ods");
    }
    std::vector<std::size_t> places;
    for (const std::string& name : stories) {
      places.push_back(package.place(name).value_or(0));
    }
    const auto core = package.place(std::string(kCore));
    const auto custom = package.place(std::string(kCustom));
    Document document;
    document.source = package.source();
    document.lines_of_text = true;
    document.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    ZonedText text(document.source);
    const std::map<std::string, std::string> titles = sheet_titles(package);
    std::vector<std::uint32_t> numbers;
    std::vector<Cell> shared;
    for (const std::string& name : stories) {
      const auto title = titles.find(name);
      numbers.push_back(text.sheet(title == titles.end() ? part_title(name) : title->second));
      if (name.starts_with(kWorksheet)) {
        add_shared_cells(*package.find(name), numbers.back(), shared);
      }
    }
    for (std::size_t i = 0; i < stories.size(); ++i) {
      Sheet sheet(text, places[i], numbers[i], shared);
      if (Result<void> done = parse_xml(*package.find(stories[i]), sheet); !done) {
        document.error =
            Error{done.error().code, "part '" + stories[i] + "' of it: " + done.error().message};
      }
    }
    if (core) {
      read_properties(*package.find(std::string(kCore)), *core, document);
    }
    if (custom) {
      read_properties(*package.find(std::string(kCustom)), *custom, document);
    }
    text.finish(document);
    static_cast<void>(sink(document));
    return {};
  }
};

}  // namespace

std::unique_ptr<Reader> make_spreadsheet_reader() {
  return std::make_unique<SpreadsheetReader>();
}

bool is_spreadsheet(std::string_view head) {
  return head.starts_with("PK\3\4") && (head.find("xl/workbook.xml") != std::string_view::npos ||
                                        head.find("xl/_rels/") != std::string_view::npos ||
                                        head.find("xl/worksheets/") != std::string_view::npos);
}

}  // namespace imprimatur
