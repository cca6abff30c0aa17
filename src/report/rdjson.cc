// Reviewdog's diagnostic format (proto/rdf/reviewdog.proto): rdjson is one value, rdjsonl one
// diagnostic a line. Columns count bytes of UTF-8 here, unlike everywhere else.
#include "report/annotation.h"
#include "report/ci_formats.h"
#include "report/escape.h"
#include "report/log_safe.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace imprimatur {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> kSeverities = {"INFO", "WARNING", "ERROR"};
constexpr std::string_view kSource = R"({"name":"imprimatur"})";

std::string dump(const Json& value) {
  return escape_json_controls(
      defuse_json(value.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

Json position(const DocumentResult& result, const Position& at) {
  Json object = {{"line", at.line}};
  if (const std::size_t column = byte_column(result, at); column > 0) {
    object["column"] = column;
  }
  return object;
}

Json diagnostic(const DocumentResult& result, const Annotation& note) {
  Json location = {{"path", display_name(place_of(result))}};
  if (note.finding != nullptr) {
    location["range"] = {{"start", position(result, note.start)},
                         {"end", position(result, note.end)}};
  }
  Json code = {{"value", note.rule}};
  if (note.terms.starts_with("https://")) {
    code["url"] = note.terms;
  }
  return {{"message", fmt::format("{}: {}", note.title, note.message)},
          {"location", std::move(location)},
          {"severity", kSeverities[static_cast<std::size_t>(note.gravity)]},
          {"code", std::move(code)}};
}

class RdjsonReporter final : public Reporter {
 public:
  RdjsonReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance&) override {
    return sink_(fmt::format("{{\"source\":{},\n\"diagnostics\":[", kSource));
  }

  Result<void> document(const DocumentResult& result) override {
    if (!is_wanted(result, options_)) {
      return {};
    }
    std::string out;
    for (const Annotation& note : annotations_of(result, options_)) {
      out += first_ ? "\n" : ",\n";
      first_ = false;
      out += dump(diagnostic(result, note));
    }
    return out.empty() ? Result<void>() : sink_(out);
  }

  Result<void> end(const Summary&) override { return sink_(first_ ? "]}\n" : "\n]}\n"); }

 private:
  Sink sink_;
  ReportOptions options_;
  bool first_ = true;
};

class RdjsonlReporter final : public Reporter {
 public:
  RdjsonlReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance&) override { return {}; }

  Result<void> document(const DocumentResult& result) override {
    if (!is_wanted(result, options_)) {
      return {};
    }
    std::string out;
    for (const Annotation& note : annotations_of(result, options_)) {
      Json value = diagnostic(result, note);
      value["source"] = Json::parse(kSource);
      out += dump(value) + "\n";
    }
    return out.empty() ? Result<void>() : sink_(out);
  }

  Result<void> end(const Summary&) override { return {}; }

 private:
  Sink sink_;
  ReportOptions options_;
};

}  // namespace

std::unique_ptr<Reporter> make_rdjson_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<RdjsonReporter>(std::move(sink), options);
}

std::unique_ptr<Reporter> make_rdjsonl_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<RdjsonlReporter>(std::move(sink), options);
}

}  // namespace imprimatur
