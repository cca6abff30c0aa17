#include "report/html_document.h"

#include "report/annotation.h"
#include "report/escape.h"
#include "report/json_object.h"
#include "report/log_safe.h"
#include "text/fold.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::size_t kContext = 2;
constexpr std::size_t kMaxLines = 12;

std::string text_of(std::string_view text) {
  return escape_markup(text);
}

std::string code(std::string_view text) {
  return text.empty() ? std::string() : fmt::format("<code>{}</code>", text_of(text));
}

std::string link(std::string_view address) {
  const bool safe = address.starts_with("https://") || address.starts_with("http://");
  const std::string shown = text_of(address);
  return safe ? fmt::format("<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", shown) : shown;
}

// One line with what belongs to the finding marked.
std::string line_html(const DocumentResult::Line& line, const Finding& finding) {
  const std::string text = to_valid_utf8(line.text);
  const bool inside = line.number >= finding.start.line && line.number <= finding.end.line;
  const std::size_t from = line.number == finding.start.line ? finding.start.column : 1;
  const std::size_t to =
      line.number == finding.end.line ? finding.end.column : static_cast<std::size_t>(-1);
  std::array<std::string, 3> parts;  // before, marked, behind
  std::size_t column = line.cut_before + 1;
  for (std::size_t at = 0; at < text.size(); ++column) {
    const std::size_t begin = at;
    (void)next_code_point(text, at);
    const std::size_t part = !inside || column < from ? 0U : (column < to ? 1U : 2U);
    const std::string_view character = std::string_view(text).substr(begin, at - begin);
    parts[part] += character == "\t" ? "    " : character;
  }
  std::string out =
      fmt::format("<span class=\"line\"><span class=\"number\">{}</span> ", line.number);
  out += fmt::format("<bdi>{}{}", line.cut_before > 0 ? "\xE2\x80\xA6" : "", text_of(parts[0]));
  if (!parts[1].empty()) {
    out += fmt::format("<mark>{}</mark>", text_of(parts[1]));
  }
  return out + text_of(parts[2]) + "</bdi></span>";
}

std::string lines_html(const DocumentResult& result, const Finding& finding) {
  const std::size_t first =
      finding.start.line > kContext ? finding.start.line - kContext : std::size_t{1};
  std::string lines;
  std::size_t count = 0;
  for (const DocumentResult::Line& line : result.lines) {
    if (finding.origin.empty() && line.number >= first &&
        line.number <= finding.end.line + kContext && count < kMaxLines) {
      lines += line_html(line, finding);
      ++count;
    }
  }
  if (lines.empty() && !finding.text.empty()) {
    lines = fmt::format("<mark>{}</mark>", text_of(finding.text));
  }
  return lines.empty() ? lines : fmt::format("<pre>{}</pre>", lines);
}

std::string status_of(const DocumentResult& result, std::size_t index) {
  const Finding& finding = result.findings[index];
  if (const auto by = suppressed_by(result, index)) {
    return std::string(suppression_text(*by));
  }
  return finding.counts ? "counts, without changing the verdict"
                        : "does not count: " + finding.why_not;
}

// The finding's lines, and under them what it is; the rule and its like for who asks.
std::string evidence(const DocumentResult& result, std::size_t index, std::string_view status) {
  const Finding& finding = result.findings[index];
  const std::string place =
      finding.origin.empty()
          ? fmt::format("{}line {}",
                        finding.page > 0        ? fmt::format("page {}, ", finding.page)
                        : !finding.cell.empty() ? "cell " + text_of(finding.cell) + ", "
                                                : std::string(),
                        finding.start.line)
          : text_of(fmt::format("{}, line {}", finding.origin, finding.origin_line));
  std::string out = fmt::format("<div class=\"evidence\">{}<p class=\"what\">{}, {}",
                                lines_html(result, finding),
                                name_of(finding.role),
                                place);
  const std::string holders = holder_names(finding);
  out += holders.empty() ? "" : fmt::format(" \xC2\xB7 <b>{}</b>", text_of(holders));
  out += status.empty() ? "" : fmt::format(" \xC2\xB7 {}", text_of(status));
  out += "</p>\n<details><summary>Rule and fingerprint</summary><dl>";
  append_term(out, "rule", code(finding.rule));
  append_term(out, "licence", text_of(finding.licence));
  append_term(out, "until", text_of(finding.until));
  append_term(out,
              "disguise",
              finding.disguised ? "look-alike letters or hidden characters" : std::string());
  append_term(out, "fingerprint", code(finding.fingerprint));
  return out + "</dl></details></div>\n";
}

// Evidence stands under the first reason that rests on it.
std::string reasons_html(const DocumentResult& result, std::vector<bool>& told) {
  std::string out;
  for (const Reason& reason : result.verdict.reasons) {
    out += fmt::format("<li><p>{}</p>\n", text_of(reason.text));
    if (!reason.next_step.empty()) {
      out += fmt::format("<p class=\"next\">{}</p>\n", text_of(reason.next_step));
    }
    if (!reason.terms.empty()) {
      out += fmt::format("<p class=\"terms\">Terms: {}</p>\n", link(reason.terms));
    }
    if (reason.finding && *reason.finding < told.size() && !told[*reason.finding]) {
      told[*reason.finding] = true;
      const Finding& finding = result.findings[*reason.finding];
      const bool other = !finding.counts || is_suppressed(result, *reason.finding);
      out += evidence(result, *reason.finding, other ? status_of(result, *reason.finding) : "");
    }
    out += "</li>\n";
  }
  return out.empty() ? out : fmt::format("<ol class=\"reasons\">\n{}</ol>\n", out);
}

std::string others_html(const DocumentResult& result, const std::vector<bool>& told) {
  std::string out;
  std::size_t count = 0;
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (!told[i]) {
      out += evidence(result, i, status_of(result, i));
      ++count;
    }
  }
  return out.empty() ? out
                     : fmt::format(
                           "<details class=\"other\"><summary>{} more that {} not decide"
                           "</summary>\n{}</details>\n",
                           count,
                           count == 1 ? "does" : "do",
                           out);
}

}  // namespace

void append_term(std::string& out, std::string_view name, const std::string& value) {
  if (!value.empty()) {
    out += fmt::format("<dt>{}</dt><dd>{}</dd>", name, value);
  }
}

std::string_view html_group(const DocumentResult& result) {
  const Level level = result.verdict.level;
  return is_answer(result, level) ? name_of(level) : std::string_view("incomplete");
}

std::string html_document(const DocumentResult& result, std::size_t number) {
  const std::string_view group = html_group(result);
  std::string out = fmt::format(
      "<article class=\"v-{0}\" data-verdict=\"{0}\" id=\"document-{1}\">\n<div class=\"top\">"
      "<h3><bdi>{2}</bdi></h3> <p class=\"level\">{0}</p></div>\n",
      group,
      number,
      text_of(place_name(result)));
  if (result.incomplete) {
    out += fmt::format("<p><strong>Not read completely:</strong> {}</p>\n",
                       text_of(result.incomplete->message));
  }
  std::vector<bool> told(result.findings.size(), false);
  if (group != "incomplete") {
    out += reasons_html(result, told);
  }
  return out + others_html(result, told) + "</article>\n";
}

}  // namespace imprimatur
