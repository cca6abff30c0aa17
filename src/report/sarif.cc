// SARIF 2.1.0 as GitHub code scanning accepts it (docs.github.com, "SARIF support for code
// scanning"): one run; every result has a place in the tree; columns count UTF-16 units. GitHub
// keeps 5,000 results of a run, so more are cut here, the mildest first, and it is said.
#include "report/annotation.h"
#include "report/ci_formats.h"
#include "report/error_code_name.h"
#include "report/escape.h"
#include "report/log_safe.h"
#include "report/sarif_rules.h"
#include "text/fold.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace imprimatur {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxResults = 5'000;
constexpr std::size_t kMaxNotifications = 1'000;
constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr std::array<std::string_view, 3> kLevels = {"note", "warning", "error"};

std::string dump(const Json& value) {
  return escape_json_controls(
      defuse_json(value.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

// A path as a relative URI reference; an absolute one as a file URI.
std::string uri_of(std::string_view path) {
  if (path.starts_with("https://") || path.starts_with("http://")) {
    return to_valid_utf8(path);
  }
  constexpr std::string_view kSafe = "/-._~";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || kSafe.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

Json artifact(const DocumentResult& result) {
  Json location = {{"uri", uri_of(place_of(result))}};
  if (location["uri"].get_ref<const std::string&>().find("://") == std::string::npos) {
    location["uriBaseId"] = "%SRCROOT%";
  }
  return location;
}

Json region(const Position& start, const Position& end) {
  return {{"startLine", start.line},
          {"startColumn", start.utf16_column},
          {"endLine", end.line},
          {"endColumn", end.utf16_column}};
}

// The end of a position's line, if the line is at hand whole.
std::optional<Position> line_end(const DocumentResult& result, const Position& at) {
  const auto line = std::find_if(result.lines.begin(), result.lines.end(), [&](const auto& l) {
    return l.number == at.line && l.cut_before == 0 && l.text.size() < DocumentResult::kLineBytes;
  });
  if (line == result.lines.end()) {
    return std::nullopt;
  }
  Position end = at;
  end.utf16_column = 1;
  const std::string text = to_valid_utf8(line->text);
  for (std::size_t byte = 0; byte < text.size();) {
    end.utf16_column += next_code_point(text, byte) > 0xFFFF ? 2U : 1U;
  }
  return end.utf16_column > at.utf16_column ? std::optional<Position>(end) : std::nullopt;
}

Json location(const DocumentResult& result, const Json& where) {
  return {{"physicalLocation", {{"artifactLocation", artifact(result)}, {"region", where}}}};
}

// "[text](address)" would be a link.
std::string message_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out;
}

std::string full_message(const Annotation& note) {
  std::string text = message_text(note.title + ": " + note.message);
  const bool safe = note.terms.starts_with("https://") &&
                    note.terms.find_first_of(" ()[]<>\"\\") == std::string::npos;
  return safe ? text + fmt::format(" [Terms]({})", note.terms) : text;
}

std::string result_json(const DocumentResult& result, const Annotation& note, std::size_t rule) {
  Json object = {{"ruleId", note.rule},
                 {"ruleIndex", rule},
                 {"level", kLevels[static_cast<std::size_t>(note.gravity)]},
                 {"message", {{"text", full_message(note)}}}};
  // A change shows a result only if all its lines are in the change: so the first line is the
  // place, and the whole is told beside it.
  const Json whole = region(note.start, note.end);
  const auto end = note.end.line > note.start.line ? line_end(result, note.start) : std::nullopt;
  object["locations"] = Json::array({location(result, end ? region(note.start, *end) : whole)});
  if (end) {
    Json related = location(result, whole);
    related["id"] = 1;
    related["message"] = {{"text", "the whole statement"}};
    object["relatedLocations"] = Json::array({related});
  }
  object["partialFingerprints"] = {{"imprimatur/v1", note.fingerprint}};
  if (note.finding != nullptr && !note.finding->line_hash.empty()) {
    object["partialFingerprints"]["primaryLocationLineHash"] = note.finding->line_hash;
  }
  if (note.finding != nullptr) {
    object["properties"] = {{"counts", note.finding->counts},
                            {"confidence", note.finding->confidence},
                            {"verdict", name_of(result.verdict.level)}};
  }
  return dump(object);
}

std::string notification(const DocumentResult& result) {
  const Json place = {{"physicalLocation", {{"artifactLocation", artifact(result)}}}};
  Json object = {
      {"level", "error"},
      {"descriptor", {{"id", kIncompleteRule}}},
      {"message", {{"text", message_text(escape_controls(result.incomplete->message))}}}};
  object["locations"] = Json::array({place});
  object["properties"] = {{"code", error_code_name(result.incomplete->code)}};
  return dump(object);
}

class SarifReporter final : public Reporter {
 public:
  SarifReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options), rules_(options.rules) {}

  Result<void> begin(const Provenance& provenance) override {
    provenance_ = provenance;
    return {};
  }

  Result<void> document(const DocumentResult& result) override {
    if (!is_wanted(result, options_)) {
      return {};
    }
    if (result.incomplete && notifications_.size() < kMaxNotifications) {
      notifications_.push_back(notification(result));
    }
    for (const Annotation& note : annotations_of(result, options_)) {
      add(result, note);
    }
    return {};
  }

  Result<void> end(const Summary& summary) override;

  [[nodiscard]] std::vector<std::string> remarks() const override {
    if (count_ <= kMaxResults) {
      return {};
    }
    return {fmt::format("the SARIF log holds {} of {} results, the gravest: GitHub keeps no more",
                        kMaxResults,
                        count_)};
  }

 private:
  struct Entry {
    std::size_t number;  // in order of input
    std::string json;
  };

  void add(const DocumentResult& result, const Annotation& note) {
    ++count_;
    auto& entries = entries_[static_cast<std::size_t>(note.gravity)];
    if (entries.size() >= kMaxResults) {
      return;
    }
    const auto role = note.finding == nullptr ? std::nullopt : std::optional(note.finding->role);
    const std::size_t rule = rules_.index_of(note.rule, role);
    entries.push_back({count_, result_json(result, note, rule)});
  }

  [[nodiscard]] std::vector<std::string> take_results();

  Sink sink_;
  ReportOptions options_;
  Provenance provenance_;
  SarifRules rules_;
  std::array<std::vector<Entry>, kLevels.size()> entries_;  // by severity
  std::vector<std::string> notifications_;
  std::size_t count_ = 0;
};

// Everything in order of input; if there is too much, the gravest first.
std::vector<std::string> SarifReporter::take_results() {
  std::vector<Entry> all;
  for (std::size_t severity = entries_.size(); severity-- > 0;) {
    std::move(entries_[severity].begin(), entries_[severity].end(), std::back_inserter(all));
  }
  if (all.size() > kMaxResults) {
    all.resize(kMaxResults);
  } else {
    std::sort(
        all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.number < b.number; });
  }
  std::vector<std::string> results;
  for (Entry& entry : all) {
    results.push_back(std::move(entry.json));
  }
  return results;
}

Result<void> SarifReporter::end(const Summary& summary) {
  for (const std::string& note : summary.notes) {
    notifications_.push_back(
        dump({{"level", "note"}, {"message", {{"text", message_text(escape_controls(note))}}}}));
  }
  for (const std::string& remark : remarks()) {
    notifications_.push_back(dump({{"level", "warning"}, {"message", {{"text", remark}}}}));
  }
  const Json properties = {{"rulesDigest", provenance_.rules_digest},
                           {"policyDigest", provenance_.policy_digest},
                           {"use", provenance_.use},
                           {"today", provenance_.today},
                           {"documents", summary.documents}};
  const std::vector<std::string> results = take_results();
  std::string out = fmt::format(
      "{{\"$schema\":{},\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{{"
      "\"name\":\"Imprimatur\",\"semanticVersion\":{},\"rules\":{}}}}},\n",
      dump(Json(kSchema)),
      dump(Json(provenance_.version.empty() ? "0.0.0" : provenance_.version)),
      rules_.json());
  out += fmt::format("\"results\":[{}],\n", fmt::join(results, ",\n"));
  out += fmt::format(
      "\"invocations\":[{{\"executionSuccessful\":{},\"toolExecutionNotifications\":[{}]}}],\n",
      summary.incomplete == 0,
      fmt::join(notifications_, ",\n"));
  out += fmt::format(
      "\"originalUriBaseIds\":{{\"%SRCROOT%\":{{\"description\":{{\"text\":\"the root of the "
      "project\"}}}}}},\n\"automationDetails\":{{\"id\":{}}},\"columnKind\":\"utf16CodeUnits\","
      "\n\"properties\":{}}}]}}\n",
      dump(Json(fmt::format("imprimatur/{}/", provenance_.use))),
      dump(properties));
  return sink_(out);
}

}  // namespace

std::unique_ptr<Reporter> make_sarif_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<SarifReporter>(std::move(sink), options);
}

}  // namespace imprimatur
