#include "lsp/answers.h"

#include "report/annotation.h"
#include "report/escape.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace imprimatur::lsp {
namespace {

using nlohmann::json;

constexpr std::string_view kSource = "imprimatur";

// Severities of the protocol.
constexpr int kError = 1;
constexpr int kWarning = 2;
constexpr int kInformation = 3;

int severity_of(Gravity gravity) {
  switch (gravity) {
    case Gravity::error:
      return kError;
    case Gravity::warning:
      return kWarning;
    case Gravity::note:
      return kInformation;
  }
  return kInformation;
}

json json_of(Place place) {
  return {{"line", place.line}, {"character", place.character}};
}

// Of a whole document, of a file of its site, of a member of something else: its first line.
bool has_place(const Annotation& note, const DocumentResult& result) {
  return note.finding != nullptr && note.finding->origin.empty() && !result.member;
}

Span span_of(const Annotation& note, const DocumentResult& result, const PlacedText& text) {
  if (has_place(note, result)) {
    return {note.start.offset, std::max(note.start.offset, note.end.offset)};
  }
  return {0, text.line(0).size()};
}

ReportOptions options_of(const Answer& answer) {
  ReportOptions options;
  options.fail_on = answer.fail_on;
  options.rules = answer.rules;
  return options;
}

// What an editor sees while writing: all that counts, and what could not be read.
template <typename Use>
void each_note(const Answer& answer, Use use) {
  const ReportOptions options = options_of(answer);
  for (const DocumentResult& result : answer.results) {
    for (const Annotation& note : annotations_of(result, options)) {
      if (note.finding == nullptr || note.finding->counts) {
        use(result, note);
      }
    }
  }
}

bool is_web(std::string_view address) {
  return address.starts_with("https://") || address.starts_with("http://");
}

json diagnostic_of(const DocumentResult& result, const Annotation& note, const PlacedText& text) {
  json out = {{"range", range_of(text, span_of(note, result, text))},
              {"severity", severity_of(note.gravity)},
              {"code", note.rule},
              {"source", kSource},
              {"message", note.title + ": " + note.message},
              {"data", {{"rule", note.rule}, {"fingerprint", note.fingerprint}}}};
  if (is_web(note.terms)) {
    out["codeDescription"] = {{"href", note.terms}};
  }
  return out;
}

const Reason* reason_of(const DocumentResult& result, const Finding* finding) {
  const auto& reasons = result.verdict.reasons;
  const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& reason) {
    return reason.finding && &result.findings[*reason.finding] == finding;
  });
  return found == reasons.end() ? nullptr : &*found;
}

// Text of the input must not become Markdown.
std::string plain(std::string_view text, bool markdown) {
  std::string out;
  for (const char c : escape_controls(text)) {
    if (markdown && std::string_view("\\`*_{}[]<>#|!").find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

std::string hover_text(const DocumentResult& result,
                       const Annotation& note,
                       const Answer& answer,
                       bool markdown) {
  const auto line = [&](std::string_view name, std::string_view value) {
    return value.empty() ? std::string()
                         : fmt::format("{}{}: {}\n", markdown ? "- " : "", name, value);
  };
  const Verdict& verdict = result.verdict;
  const std::string title = fmt::format("{} ({})", name_of(verdict.level), verdict.question.name());
  std::string out = markdown ? "**" + title + "**\n\n" : title + "\n";
  for (const Reason& reason : verdict.reasons) {
    out += plain(reason.text, markdown) + (markdown ? "\n\n" : "\n");
  }
  const Finding* finding = note.finding;
  out += line("rule", markdown ? "`" + note.rule + "`" : note.rule);
  if (finding == nullptr) {
    return out;
  }
  out += line("holder", plain(holder_names(*finding), markdown));
  const Reason* reason = reason_of(result, finding);
  if (reason != nullptr) {
    out += line("terms",
                is_web(reason->terms) && markdown ? "<" + reason->terms + ">"
                                                  : plain(reason->terms, markdown));
    out += line("next", plain(reason->next_step, markdown));
  }
  for (const HolderRef& ref : finding->holders) {
    const Holder* holder = answer.rules != nullptr ? answer.rules->find_holder(ref.id) : nullptr;
    if (holder != nullptr) {
      out += line("last looked at", holder->checked);
      break;
    }
  }
  return out;
}

// A comment that a mark may stand in, by the client's name of the format and the file's.
struct CommentForm {
  std::string_view begin;
  std::string_view end;
};

CommentForm comment_form(const Buffer& buffer) {
  constexpr std::array<std::string_view, 8> kHashed = {
      "toml", "yaml", "python", "shellscript", "ruby", "makefile", "dockerfile", "perl"};
  constexpr std::array<std::string_view, 6> kSlashed = {
      "c", "cpp", "javascript", "typescript", "rust", "java"};
  const auto among = [&](const auto& names) {
    return std::find(names.begin(), names.end(), buffer.language) != names.end();
  };
  if (among(kHashed)) {
    return {"# ", ""};
  }
  if (among(kSlashed)) {
    return {"// ", ""};
  }
  return buffer.language == "latex" ? CommentForm{"% ", ""} : CommentForm{"<!-- ", " -->"};
}

json edit_of(const Buffer& buffer, Place at, std::string text) {
  const json edit = {{"range", {{"start", json_of(at)}, {"end", json_of(at)}}},
                     {"newText", std::move(text)}};
  return {{"changes", {{buffer.uri, json::array({edit})}}}};
}

std::string_view line_end_of(const PlacedText& text) {
  return text.text().find("\r\n") != std::string::npos ? "\r\n" : "\n";
}

// The mark has no reason yet, so that it is reported until its author writes one.
json ignore_action(const Buffer& buffer, const Annotation& note, Span span, json diagnostic) {
  const CommentForm form = comment_form(buffer);
  const Place at = {buffer.text.place_of(span.begin).line, 0};
  return {{"title", fmt::format("Ignore {} here (then write the reason behind it)", note.rule)},
          {"kind", "quickfix"},
          {"diagnostics", json::array({std::move(diagnostic)})},
          {"edit",
           edit_of(buffer,
                   at,
                   fmt::format("{}imprimatur: ignore[{}]{}{}",
                               form.begin,
                               note.rule,
                               form.end,
                               line_end_of(buffer.text)))}};
}

json credit_action(const Buffer& buffer, const std::string& credit, json diagnostic) {
  const std::string& text = buffer.text.text();
  const std::string_view end = line_end_of(buffer.text);
  std::string added(text.empty() || text.ends_with('\n') ? "" : end);
  added += end;
  added += escape_controls(credit);
  added += end;
  return {{"title", fmt::format("Add the credit line \"{}\"", escape_controls(credit))},
          {"kind", "quickfix"},
          {"diagnostics", json::array({std::move(diagnostic)})},
          {"edit", edit_of(buffer, buffer.text.place_of(text.size()), std::move(added))}};
}

json terms_action(const Annotation& note, json diagnostic) {
  const std::string title = fmt::format("Open the terms: {}", escape_controls(note.terms));
  return {{"title", title},
          {"kind", "quickfix"},
          {"diagnostics", json::array({std::move(diagnostic)})},
          {"command",
           {{"title", title}, {"command", kOpenTerms}, {"arguments", json::array({note.terms})}}}};
}

// From a mistake to the end of its line.
json range_of_mistake(const RulePosition& at, const PlacedText* text) {
  const std::size_t line = at.line > 0 ? at.line - 1 : 0;
  if (text == nullptr) {
    return {{"start", json_of({line, 0})}, {"end", json_of({line, 0})}};
  }
  // Columns of rule files count characters, as those of Encoding::utf32 do.
  const PlacedText alone(std::string(text->line(line)), Encoding::utf32);
  const std::size_t begin = text->offset_of({line, 0});
  const std::size_t column = at.column > 0 ? at.column - 1 : 0;
  return range_of(*text, {begin + alone.offset_of({0, column}), begin + alone.text().size()});
}

}  // namespace

json range_of(const PlacedText& text, Span bytes) {
  return {{"start", json_of(text.place_of(bytes.begin))},
          {"end", json_of(text.place_of(bytes.end))}};
}

json diagnostics_of(const Answer& answer, const Buffer& buffer) {
  json out = json::array();
  each_note(answer, [&](const DocumentResult& result, const Annotation& note) {
    out.push_back(diagnostic_of(result, note, buffer.text));
  });
  for (const DocumentResult& result : answer.results) {
    for (const DocumentResult::Note& note : result.notes) {
      const std::size_t line = note.line > 0 ? note.line - 1 : 0;
      const std::size_t begin = buffer.text.offset_of({line, 0});
      out.push_back(
          {{"range", range_of(buffer.text, {begin, begin + buffer.text.line(line).size()})},
           {"severity", kWarning},
           {"code", "imprimatur.mark"},
           {"source", kSource},
           {"message", note.text}});
    }
  }
  return out;
}

json diagnostics_of(const std::vector<Diagnostic>& mistakes, const PlacedText* text) {
  json out = json::array();
  for (const Diagnostic& mistake : mistakes) {
    std::string message = mistake.message;
    if (!mistake.help.empty() && message.find(mistake.help) == std::string::npos) {
      message += "; " + mistake.help;
    }
    out.push_back({{"range", range_of_mistake(mistake.at, text)},
                   {"severity", mistake.severity == Severity::error ? kError : kWarning},
                   {"code", mistake.code},
                   {"source", kSource},
                   {"message", std::move(message)}});
  }
  return out;
}

json hover_of(const Answer& answer, const Buffer& buffer, std::size_t offset, bool markdown) {
  std::string text;
  Span place;
  each_note(answer, [&](const DocumentResult& result, const Annotation& note) {
    const Span span = span_of(note, result, buffer.text);
    if (has_place(note, result) && offset >= span.begin && offset < span.end && text.empty()) {
      text = hover_text(result, note, answer, markdown);
      place = span;
    }
  });
  if (text.empty()) {
    return nullptr;
  }
  return {{"contents", {{"kind", markdown ? "markdown" : "plaintext"}, {"value", text}}},
          {"range", range_of(buffer.text, place)}};
}

json actions_of(const Answer& answer, const Buffer& buffer, Span bytes, bool open_terms) {
  json out = json::array();
  each_note(answer, [&](const DocumentResult& result, const Annotation& note) {
    const Span span = span_of(note, result, buffer.text);
    if (!has_place(note, result) || span.begin > bytes.end || bytes.begin > span.end) {
      return;
    }
    const json diagnostic = diagnostic_of(result, note, buffer.text);
    const Reason* reason = reason_of(result, note.finding);
    if (reason != nullptr && !reason->credit.empty()) {
      out.push_back(credit_action(buffer, reason->credit, diagnostic));
    }
    if (note.gravity != Gravity::note) {
      out.push_back(ignore_action(buffer, note, span, diagnostic));
    }
    if (open_terms && is_web(note.terms)) {
      out.push_back(terms_action(note, diagnostic));
    }
  });
  return out;
}

}  // namespace imprimatur::lsp
