// HTML: one page that an editor can open, mail or print; style and script inside, no network. What
// it comes to stands on top, the gravest documents first; evidence is underlined as well as
// coloured. Without script everything is shown.
#include "report/annotation.h"
#include "report/ci_formats.h"
#include "report/escape.h"
#include "report/html_document.h"
#include "report/html_page.h"
#include "report/json_object.h"
#include "report/log_safe.h"

#include <fmt/format.h>

#include <array>

namespace imprimatur {
namespace {

constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

// Documents by verdict, and those without one; the gravest last.
constexpr std::size_t kGroups = kLevelNames.size() + 1;
constexpr std::size_t kIncomplete = kLevelNames.size();
constexpr auto kUnknown = static_cast<std::size_t>(Level::unknown);

constexpr std::array<std::string_view, kGroups> kMeanings = {
    "permitted",
    "permitted, on conditions",
    "nothing found, which is no permission",
    "rights are claimed, nobody has agreed",
    "a clause rules this use out",
    "not read to the end, so no verdict"};

std::string_view group_name(std::size_t group) {
  return group < kLevelNames.size() ? kLevelNames[group] : std::string_view("incomplete");
}

std::string count_of(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
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
    const Level level = result.verdict.level;
    const bool answer = is_answer(result, level);
    Group& group = groups_[answer ? static_cast<std::size_t>(level) : kIncomplete];
    ++group.documents;
    stopped_ += answer && level >= options_.fail_on ? 1U : 0U;
    if (is_wanted(result, options_)) {
      ++group.listed;
      group.html += html_document(result, ++listed_);
    }
    return {};
  }

  Result<void> end(const Summary& summary) override {
    std::string out = head(summary) + "<main>\n" + filters();
    out += "<h2 class=\"away\">Documents</h2>\n<p id=\"status\" role=\"status\"></p>\n";
    for (std::size_t i = kGroups; i-- > 0;) {
      out += groups_[i].html;
    }
    if (!summary.notes.empty()) {
      out += "<section class=\"notes\"><h2>Notes</h2><ul>";
      for (const std::string& note : summary.notes) {
        out += fmt::format("<li>{}</li>", escape_markup(note));
      }
      out += "</ul></section>\n";
    }
    return sink_(out + "</main>\n" + foot());
  }

 private:
  struct Group {
    std::size_t documents = 0;
    std::size_t listed = 0;
    std::string html;
  };

  [[nodiscard]] std::string head(const Summary& summary) const {
    const std::string use = escape_markup(provenance_.use);
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>Imprimatur: {} report</title>\n<style>{}</style>\n</head>\n<body>\n"
        "<header>\n<p class=\"brand\">Imprimatur</p>\n<h1>{}</h1>\n",
        kPolicy,
        use,
        kHtmlStyle,
        conclusion(summary.documents));
    if (summary.incomplete > 0) {
      out += fmt::format(
          "<p class=\"warning v-incomplete\">{} not read, or not to the end.</p>\n",
          count_of(summary.incomplete, "document") + (summary.incomplete == 1 ? " was" : " were"));
    }
    return out + fmt::format(
                     "<p class=\"quiet\">The use in question: <b>{}</b>. Judged as on {}; "
                     "this is no legal advice.</p>\n{}</header>\n",
                     use,
                     escape_markup(provenance_.today),
                     bar(summary.documents));
  }

  [[nodiscard]] std::string conclusion(std::size_t documents) const {
    if (documents == 0) {
      return "No document was checked";
    }
    if (stopped_ == 0) {
      return fmt::format("None of {} is stopped", count_of(documents, "document"));
    }
    return fmt::format("{} of {} must not go out as {}",
                       stopped_,
                       count_of(documents, "document"),
                       stopped_ == 1 ? "it is" : "they are");
  }

  // The shares of the verdicts at a glance; the numbers stand in the list below it.
  [[nodiscard]] std::string bar(std::size_t documents) const {
    std::string parts;
    std::size_t before = 0;
    for (std::size_t i = kGroups; documents > 0 && i-- > 0;) {
      const std::size_t count = groups_[i].documents;
      if (count > 0) {
        parts += fmt::format("<rect class=\"v-{}\" x=\"{}\" width=\"{}\" height=\"10\"/>",
                             group_name(i),
                             before * 1000 / documents,
                             (before + count) * 1000 / documents - before * 1000 / documents);
        before += count;
      }
    }
    return parts.empty() ? parts
                         : fmt::format(
                               "<svg class=\"bar\" viewBox=\"0 0 1000 10\" "
                               "preserveAspectRatio=\"none\" aria-hidden=\"true\">{}</svg>\n",
                               parts);
  }

  // The summary, which script makes the filter. Documents in which nothing was found are hidden
  // until asked for, if there are others.
  [[nodiscard]] std::string filters() const {
    const bool only_unknown = groups_[kUnknown].listed == listed_;
    std::string out =
        "<section id=\"filters\" aria-label=\"Summary\">\n<fieldset class=\"tiles\"><legend "
        "class=\"away\">Verdicts</legend>";
    for (std::size_t i = kGroups; i-- > 0;) {
      if (groups_[i].documents > 0) {
        out += fmt::format(
            "\n<label class=\"v-{0}\"><span class=\"name\"><input type=\"checkbox\" "
            "value=\"{0}\"{1}> {0}</span> <span class=\"count\">{2}</span> "
            "<span class=\"meaning\">{3}</span></label>",
            group_name(i),
            i != kUnknown || only_unknown ? " checked" : "",
            groups_[i].documents,
            kMeanings[i]);
      }
    }
    return out +
           "</fieldset>\n<div class=\"tools\"><label>Find words <input type=\"search\" "
           "id=\"search\" autocomplete=\"off\"></label>\n<label><input type=\"checkbox\" "
           "id=\"others\" checked> with what does not decide</label></div>\n</section>\n";
  }

  [[nodiscard]] std::string foot() const {
    std::string out = "<footer class=\"quiet\"><dl>";
    append_term(out, "imprimatur", escape_markup(provenance_.version));
    append_term(out, "rules", escape_markup(provenance_.rules_digest));
    append_term(out,
                "policy",
                provenance_.policy_path.empty()
                    ? std::string()
                    : escape_markup(provenance_.policy_path + " " + provenance_.policy_digest));
    return out +
           fmt::format("</dl></footer>\n<script>{}</script>\n</body>\n</html>\n", kHtmlScript);
  }

  Sink sink_;
  ReportOptions options_;
  Provenance provenance_;
  std::array<Group, kGroups> groups_;
  std::size_t listed_ = 0;
  std::size_t stopped_ = 0;  // at or above the limit
};

}  // namespace

std::unique_ptr<Reporter> make_html_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<HtmlReporter>(std::move(sink), options);
}

}  // namespace imprimatur
