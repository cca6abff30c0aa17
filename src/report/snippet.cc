#include "report/snippet.h"

#include "report/escape.h"
#include "text/fold.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::size_t kTab = 4;
constexpr std::size_t kMaxLines = 4;
constexpr std::size_t kIndent = 3;
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::string_view kIsolate = "\xE2\x81\xA8";     // U+2068
constexpr std::string_view kPopIsolate = "\xE2\x81\xA9";  // U+2069
constexpr std::size_t kNoEnd = std::numeric_limits<std::size_t>::max();

// What stands in one place of the terminal: a base character with its combining marks.
struct Cell {
  std::string bytes;
  std::size_t width = 0;
  bool marked = false;
};

// Columns (code points, 1-based, exclusive end) that the finding covers in one line.
struct Columns {
  std::size_t begin = 1;
  std::size_t end = kNoEnd;
};

Columns columns_in_line(const Finding& finding, std::size_t line) {
  Columns columns;
  if (line == finding.start.line) {
    columns.begin = finding.start.column;
  }
  if (line == finding.end.line) {
    columns.end = finding.end.column;
  }
  return columns;
}

std::vector<Cell> to_cells(const DocumentResult::Line& line, const Columns& columns) {
  std::vector<Cell> cells;
  const std::string text = to_valid_utf8(line.text);
  std::size_t column = line.cut_before + 1;
  std::size_t terminal = 0;
  for (std::size_t at = 0; at < text.size(); ++column) {
    const char32_t c = next_code_point(text, at);
    Cell cell;
    cell.marked = column >= columns.begin && column < columns.end;
    if (c == U'\t') {
      cell.width = kTab - terminal % kTab;
      cell.bytes.assign(cell.width, ' ');
    } else {
      cell.width = static_cast<std::size_t>(std::max(0, append_visible(cell.bytes, c)));
    }
    terminal += cell.width;
    if (cell.width == 0 && !cells.empty()) {
      cells.back().bytes += cell.bytes;
    } else {
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

std::size_t width_of(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) {
  std::size_t width = 0;
  for (std::size_t i = begin; i < end; ++i) {
    width += cells[i].width;
  }
  return width;
}

// The part of a line that is shown: cells [begin, end).
struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Window choose_window(const std::vector<Cell>& cells, std::size_t available) {
  if (width_of(cells, 0, cells.size()) <= available) {
    return {0, cells.size()};
  }
  const std::size_t room = available > 2 ? available - 2 : 1;  // an ellipsis at either end
  const auto first = static_cast<std::size_t>(
      std::find_if(cells.begin(), cells.end(), [](const Cell& c) { return c.marked; }) -
      cells.begin());
  const auto last = static_cast<std::size_t>(
      cells.rend() -
      std::find_if(cells.rbegin(), cells.rend(), [](const Cell& c) { return c.marked; }));
  Window window;
  if (first >= cells.size() || width_of(cells, 0, last) <= room) {
    window.begin = 0;
  } else {
    const std::size_t evidence = width_of(cells, first, last);
    const std::size_t before = evidence < room ? std::min(room / 4, room - evidence) : 0;
    window.begin = first;
    for (std::size_t used = 0; window.begin > 0; --window.begin) {
      used += cells[window.begin - 1].width;
      if (used > before) {
        break;
      }
    }
  }
  window.end = window.begin;
  std::size_t used = 0;
  while (window.end < cells.size() && used + cells[window.end].width <= room) {
    used += cells[window.end].width;
    ++window.end;
  }
  while (window.begin > 0 && used + cells[window.begin - 1].width <= room) {
    --window.begin;
    used += cells[window.begin].width;
  }
  return window;
}

std::string rtrim(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

class Snippet {
 public:
  Snippet(const Finding& finding, const Styler& styler, const SnippetOptions& options)
      : finding_(finding), styler_(styler), options_(options), gutter_(gutter_width(finding)) {}

  void bar() { out_ += fmt::format("{} {}\n", std::string(gutter_, ' '), edge()); }
  void gap() { out_ += std::string(kIndent, ' ') + styler_.paint("...", Style::blue) + "\n"; }

  void line(const DocumentResult::Line& line) {
    const std::vector<Cell> cells = to_cells(line, columns_in_line(finding_, line.number));
    const std::size_t used = gutter_ + 3;
    const std::size_t available = options_.width > used + 20 ? options_.width - used : 20;
    const Window window = choose_window(cells, available);
    std::string text;
    std::string marks;
    if (window.begin > 0 || line.cut_before > 0) {
      text += kEllipsis;
      marks += ' ';
    }
    for (std::size_t i = window.begin; i < window.end; ++i) {
      text += cells[i].bytes;
      marks.append(cells[i].width, cells[i].marked ? '^' : ' ');
    }
    if (window.end < cells.size()) {
      text += kEllipsis;
    }
    write(line.number, rtrim(std::move(text)), rtrim(std::move(marks)));
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  [[nodiscard]] std::string edge() const { return styler_.paint("|", Style::blue); }

  void write(std::size_t number, const std::string& text, const std::string& marks) {
    const std::string label = fmt::format("{:>{}}", number, gutter_);
    out_ += fmt::format("{} {}", styler_.paint(label, Style::blue), edge());
    if (!text.empty()) {
      out_ += ' ';
      out_ += options_.isolate ? std::string(kIsolate) + text + std::string(kPopIsolate) : text;
    }
    out_ += '\n';
    if (!marks.empty()) {
      out_ += fmt::format(
          "{} {} {}\n", std::string(gutter_, ' '), edge(), styler_.paint(marks, Style::red));
    }
  }

  const Finding& finding_;
  const Styler& styler_;
  const SnippetOptions& options_;
  std::size_t gutter_;
  std::string out_;
};

// Line numbers to show: all of a short finding, the first three and the last of a long one.
std::vector<std::size_t> lines_to_show(std::size_t first, std::size_t last) {
  std::vector<std::size_t> lines;
  const bool all = last - first < kMaxLines;
  for (std::size_t n = first; n <= last && (all || lines.size() + 1 < kMaxLines); ++n) {
    lines.push_back(n);
  }
  if (!all) {
    lines.push_back(last);
  }
  return lines;
}

// An end at column 1 means that the finding ends with the line before.
std::size_t last_line(const Finding& finding) {
  const bool at_start = finding.end.column <= 1 && finding.end.line > finding.start.line;
  return std::max(finding.start.line, finding.end.line - (at_start ? 1U : 0U));
}

}  // namespace

std::size_t gutter_width(const Finding& finding) {
  return kIndent + std::to_string(last_line(finding)).size();
}

std::string render_snippet(const DocumentResult& result,
                           const Finding& finding,
                           const Styler& styler,
                           const SnippetOptions& options) {
  Snippet snippet(finding, styler, options);
  bool any = false;
  std::size_t previous = 0;
  for (const std::size_t number : lines_to_show(finding.start.line, last_line(finding))) {
    const auto line = std::find_if(result.lines.begin(), result.lines.end(), [&](const auto& l) {
      return l.number == number;
    });
    if (line == result.lines.end()) {
      continue;
    }
    if (!any) {
      snippet.bar();
    } else if (number != previous + 1) {
      snippet.gap();
    }
    any = true;
    previous = number;
    snippet.line(*line);
  }
  return any ? snippet.take() : std::string();
}

}  // namespace imprimatur
