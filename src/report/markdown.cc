// Markdown as GitHub and GitLab render it: a comment on a change or the summary of a CI step. Words
// of the input can neither format, nor link, nor mention anybody. GitHub takes 65,536 characters in
// a comment, so documents that do not fit are counted.
#include "report/annotation.h"
#include "report/ci_formats.h"
#include "report/escape.h"
#include "report/json_object.h"
#include "report/log_safe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxBytes = 60'000;
constexpr std::size_t kMaxEvidence = 600;
constexpr std::array<std::string_view, 3> kMarks = {"note", "warning", "**error**"};

// Running text: what could mean something is escaped; an empty comment keeps "@name" and "#1" from
// becoming a mention or a link, which an escape would not.
std::string plain(std::string_view text) {
  constexpr std::string_view kSpecial = "\\`*_{}[]()<>+-.!|~$:";
  std::string out;
  for (const char c : defuse_text(escape_controls(text))) {
    if (c == '@' || c == '#') {
      out += c == '#' ? "\\#<!-- -->" : "@<!-- -->";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      if (kSpecial.find(c) != std::string_view::npos) {
        out += '\\';
      }
      out += c;
    }
  }
  return out;
}

std::string backticks(std::string_view text, std::size_t least) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max(least, longest + 1), '`');
}

// A name as code; in a table a bar would end the cell even there.
std::string code(std::string_view text) {
  std::string safe = defuse_text(std::string(text));
  for (std::size_t at = 0; (at = safe.find('|', at)) != std::string::npos; at += 2) {
    safe.replace(at, 1, "\\|");
  }
  const std::string fence = backticks(safe, 1);
  const std::string pad = safe.starts_with('`') || safe.ends_with('`') ? " " : "";
  return fence + pad + safe + pad + fence;
}

std::string link(const std::string& label, std::string_view address) {
  const bool safe = address.starts_with("https://") &&
                    address.find_first_of(" <>()\"'`|\\") == std::string_view::npos;
  return safe ? fmt::format("[{}]({})", label, address) : plain(address);
}

std::string evidence(const Finding& finding) {
  std::string text = to_valid_utf8(finding.text);
  if (text.size() > kMaxEvidence) {
    std::size_t end = kMaxEvidence;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    text.resize(end);
    text += "\xE2\x80\xA6";
  }
  Finding shown;
  shown.text = std::move(text);
  std::string lines = "  " + evidence_lines(shown) + "\n";
  for (std::size_t at = 0; (at = lines.find('\n', at)) + 1 < lines.size(); at += 3) {
    lines.insert(at + 1, "  ");
  }
  const std::string fence = backticks(lines, 3);
  return fmt::format("  {}text\n{}  {}\n", fence, lines, fence);
}

std::string item(const Annotation& note) {
  std::string out = fmt::format("- {}", kMarks[static_cast<std::size_t>(note.gravity)]);
  if (note.finding != nullptr) {
    out += note.finding->page > 0 ? fmt::format(", page {}", note.finding->page) : std::string();
    out += note.finding->cell.empty() ? std::string() : ", cell " + plain(note.finding->cell);
    out += fmt::format(", line {}", note.start.line);
  }
  out += fmt::format(": {} {}", plain(note.message), code(note.rule));
  if (!note.terms.empty()) {
    out += ", " + link("terms", note.terms);
  }
  out += '\n';
  return note.finding == nullptr || note.gravity == Gravity::note ? out
                                                                  : out + evidence(*note.finding);
}

std::string section(const DocumentResult& result, const ReportOptions& options) {
  const auto notes = annotations_of(result, options);
  if (notes.empty()) {
    return {};
  }
  const Level level = result.verdict.level;
  std::string out = fmt::format(
      "### {}: {}\n\n",
      code(place_name(result)),
      is_answer(result, level) ? std::string(name_of(level)) : std::string("not read completely"));
  for (const Annotation& note : notes) {
    out += item(note);
  }
  return out + "\n";
}

class MarkdownReporter final : public Reporter {
 public:
  MarkdownReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance& provenance) override {
    provenance_ = provenance;
    return {};
  }

  // Documents at the limit come first, since a long report is cut.
  Result<void> document(const DocumentResult& result) override {
    if (is_wanted(result, options_)) {
      const bool bad = result.incomplete || result.verdict.level >= options_.fail_on;
      add(section(result, options_), bad ? bad_ : other_);
    }
    return {};
  }

  Result<void> end(const Summary& summary) override {
    std::string out = fmt::format("## Imprimatur: {}\n\n", headline(summary));
    out += "| verdict | documents |\n|---|---:|\n";
    for (std::size_t i = kLevelNames.size(); i-- > 0;) {
      if (summary.by_level[i] > 0) {
        out += fmt::format("| {} | {} |\n", kLevelNames[i], summary.by_level[i]);
      }
    }
    if (summary.incomplete > 0) {
      out += fmt::format("| **not read completely** | {} |\n", summary.incomplete);
    }
    out += "\n" + bad_.text;
    std::size_t left_out = bad_.left_out + other_.left_out;
    if (out.size() + other_.text.size() <= kMaxBytes) {
      out += other_.text;
    } else {
      left_out += other_.documents - other_.left_out;
    }
    if (left_out > 0) {
      out += fmt::format("{} more {} not shown here.\n\n",
                         left_out,
                         left_out == 1 ? "document is" : "documents are");
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(summary.notes.size(), 20); ++i) {
      out += fmt::format("- {}\n", plain(summary.notes[i]));
    }
    return sink_(out + fmt::format("\n<sub>imprimatur {}, rules {}; no legal advice</sub>\n",
                                   plain(provenance_.version),
                                   plain(provenance_.rules_digest)));
  }

 private:
  struct Part {
    std::string text;
    std::size_t documents = 0;
    std::size_t left_out = 0;
  };

  static void add(const std::string& text, Part& part) {
    if (text.empty()) {
      return;
    }
    ++part.documents;
    if (part.text.size() + text.size() > kMaxBytes - 4'000) {
      ++part.left_out;
    } else {
      part.text += text;
    }
  }

  [[nodiscard]] std::string headline(const Summary& summary) const {
    std::size_t bad = 0;
    for (std::size_t i = static_cast<std::size_t>(options_.fail_on); i < kLevelNames.size(); ++i) {
      bad += summary.by_level[i];
    }
    std::string text = fmt::format("{} of {} {} {} or worse",
                                   bad,
                                   summary.documents,
                                   summary.documents == 1 ? "document is" : "documents are",
                                   name_of(options_.fail_on));
    return summary.incomplete > 0 ? text + ", and the check is incomplete" : text;
  }

  Sink sink_;
  ReportOptions options_;
  Provenance provenance_;
  Part bad_;
  Part other_;
};

}  // namespace

std::unique_ptr<Reporter> make_markdown_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<MarkdownReporter>(std::move(sink), options);
}

}  // namespace imprimatur
