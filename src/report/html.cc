// HTML: one page that an editor can open, mail or print; style and script inside, no network. The
// gravest documents come first; evidence stands in its lines, underlined as well as coloured.
// Without script everything is shown.
#include "report/annotation.h"
#include "report/ci_formats.h"
#include "report/escape.h"
#include "report/html_page.h"
#include "report/json_object.h"
#include "report/log_safe.h"
#include "text/fold.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

constexpr std::size_t kContext = 2;
constexpr std::size_t kMaxLines = 12;
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

std::string text_of(std::string_view text) {
  return escape_markup(text);
}

std::string code(std::string_view text) {
  return fmt::format("<code>{}</code>", text_of(text));
}

std::string link(std::string_view address) {
  const bool safe = address.starts_with("https://") || address.starts_with("http://");
  const std::string shown = text_of(address);
  return safe ? fmt::format("<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", shown) : shown;
}

void term(std::string& out, std::string_view name, const std::string& value) {
  if (!value.empty()) {
    out += fmt::format("<dt>{}</dt><dd>{}</dd>", name, value);
  }
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

std::string evidence(const DocumentResult& result, const Finding& finding) {
  const std::size_t first =
      finding.start.line > kContext ? finding.start.line - kContext : std::size_t{1};
  std::string lines;
  std::size_t count = 0;
  for (const DocumentResult::Line& line : result.lines) {
    if (line.number >= first && line.number <= finding.end.line + kContext && count < kMaxLines) {
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
  if (!finding.counts) {
    return "does not count: " + finding.why_not;
  }
  const auto& reasons = result.verdict.reasons;
  const bool decides = std::any_of(
      reasons.begin(), reasons.end(), [&](const Reason& r) { return r.finding == index; });
  return decides ? "decides" : "counts, without changing the verdict";
}

std::string finding_html(const DocumentResult& result, std::size_t index) {
  const Finding& finding = result.findings[index];
  const bool other = !finding.counts || is_suppressed(result, index);
  std::string out = fmt::format(
      "<li class=\"finding{}\"><strong>{}</strong>, line {} <span class=\"tag\">{}</span>",
      other ? " other" : "",
      name_of(finding.role),
      finding.start.line,
      text_of(status_of(result, index)));
  out += evidence(result, finding) + "<dl>";
  term(out, "holder", text_of(holder_names(finding)));
  term(out, "licence", text_of(finding.licence));
  term(out, "until", text_of(finding.until));
  term(out, "rule", code(finding.rule));
  term(out,
       "disguise",
       finding.disguised ? "look-alike letters or hidden characters" : std::string());
  term(out, "fingerprint", code(finding.fingerprint));
  return out + "</dl></li>\n";
}

std::string reasons_html(const DocumentResult& result) {
  std::string out;
  for (const Reason& reason : result.verdict.reasons) {
    out += fmt::format("<li>{}", text_of(reason.text));
    if (!reason.next_step.empty()) {
      out += " " + text_of(reason.next_step);
    }
    if (!reason.terms.empty()) {
      out += " Terms: " + link(reason.terms);
    }
    out += "</li>\n";
  }
  return out.empty() ? out : fmt::format("<ul>{}</ul>\n", out);
}

std::string verdict_name(const DocumentResult& result) {
  const Level level = result.verdict.level;
  return is_answer(result, level) ? std::string(name_of(level)) : "incomplete";
}

std::string document_html(const DocumentResult& result) {
  const std::string verdict = verdict_name(result);
  std::string out = fmt::format(
      "<article class=\"v-{0}\" data-verdict=\"{0}\">\n<h3>{1}</h3>\n<p><span class=\"level\">{0}"
      "</span> <span class=\"quiet\">({2})</span></p>\n",
      verdict,
      text_of(place_name(result)),
      result.verdict.question.name());
  if (result.incomplete) {
    out += fmt::format("<p><strong>Not read completely:</strong> {}</p>\n",
                       text_of(result.incomplete->message));
  }
  if (verdict != "incomplete") {
    out += reasons_html(result);
  }
  if (!result.findings.empty()) {
    out += "<ul class=\"plain\">\n";
    for (std::size_t i = 0; i < result.findings.size(); ++i) {
      out += finding_html(result, i);
    }
    out += "</ul>\n";
  }
  return out + "</article>\n";
}

class HtmlReporter final : public Reporter {
 public:
  HtmlReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance& provenance) override {
    provenance_ = provenance;
    return {};
  }

  Result<void> document(const DocumentResult& result) override {
    if (is_wanted(result, options_)) {
      const bool answer = is_answer(result, result.verdict.level);
      groups_[answer ? static_cast<std::size_t>(result.verdict.level) : kLevelNames.size()] +=
          document_html(result);
    }
    return {};
  }

  Result<void> end(const Summary& summary) override {
    std::string out = head() + "<main>\n" + table(summary) + filters(summary);
    out += "<h2>Documents</h2>\n<p id=\"status\" role=\"status\"></p>\n";
    for (std::size_t i = groups_.size(); i-- > 0;) {
      out += groups_[i];
    }
    if (!summary.notes.empty()) {
      out += "<section><h2>Notes</h2><ul>";
      for (const std::string& note : summary.notes) {
        out += fmt::format("<li>{}</li>", text_of(note));
      }
      out += "</ul></section>\n";
    }
    return sink_(out + "</main>\n" + foot());
  }

 private:
  [[nodiscard]] std::string head() const {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>Imprimatur: {} report</title>\n<style>{}</style>\n</head>\n<body>\n"
        "<header><h1>May these texts be used?</h1>\n<p class=\"quiet\">Question: {}. Judged as on "
        "{}."
        " This is no legal advice.</p></header>\n",
        kPolicy,
        text_of(provenance_.use),
        kHtmlStyle,
        text_of(provenance_.use),
        text_of(provenance_.today));
  }

  static std::string table(const Summary& summary) {
    std::string out =
        "<section><h2>Summary</h2>\n<table><thead><tr><th scope=\"col\">verdict</th>"
        "<th scope=\"col\">documents</th></tr></thead>\n<tbody>\n";
    const auto row = [&](std::string_view name, std::size_t count) {
      if (count > 0) {
        out += fmt::format(
            "<tr class=\"v-{0}\"><th scope=\"row\" class=\"level\">{0}</th><td "
            "class=\"number\">{1}</td></tr>\n",
            name,
            count);
      }
    };
    row("incomplete", summary.incomplete);
    for (std::size_t i = kLevelNames.size(); i-- > 0;) {
      row(kLevelNames[i], summary.by_level[i]);
    }
    return out + fmt::format("</tbody></table>\n<p>{} {} checked.</p></section>\n",
                             summary.documents,
                             summary.documents == 1 ? "document" : "documents");
  }

  // Documents in which nothing was found are hidden until asked for, if there are others.
  [[nodiscard]] std::string filters(const Summary& summary) const {
    const auto unknown = static_cast<std::size_t>(Level::unknown);
    const bool only_unknown = summary.by_level[unknown] == summary.documents;
    std::string out =
        "<form id=\"filters\" hidden><fieldset><legend>Show</legend>\n"
        "<label>Words <input type=\"search\" id=\"search\" autocomplete=\"off\"></label>\n";
    for (std::size_t i = groups_.size(); i-- > 0;) {
      const bool checked = i != unknown || only_unknown;
      out += fmt::format(
          "<label><input type=\"checkbox\" name=\"verdict\" value=\"{0}\"{1}> {0}</label>\n",
          i < kLevelNames.size() ? kLevelNames[i] : "incomplete",
          checked ? " checked" : "");
    }
    return out +
           "<label><input type=\"checkbox\" id=\"others\" checked> what does not count or is "
           "suppressed</label>\n</fieldset></form>\n";
  }

  [[nodiscard]] std::string foot() const {
    std::string out = "<footer class=\"quiet\"><dl>";
    term(out, "imprimatur", text_of(provenance_.version));
    term(out, "rules", text_of(provenance_.rules_digest));
    term(out,
         "policy",
         provenance_.policy_path.empty()
             ? std::string()
             : text_of(provenance_.policy_path + " " + provenance_.policy_digest));
    return out +
           fmt::format("</dl></footer>\n<script>{}</script>\n</body>\n</html>\n", kHtmlScript);
  }

  Sink sink_;
  ReportOptions options_;
  Provenance provenance_;
  std::array<std::string, kLevelNames.size() + 1> groups_;  // by level, and incomplete
};

}  // namespace

std::unique_ptr<Reporter> make_html_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<HtmlReporter>(std::move(sink), options);
}

}  // namespace imprimatur
