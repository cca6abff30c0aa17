// {"schema":1,"documents":[…],"summary":{…},"provenance":{…}}, written while the run goes on: a
// document is forgotten as soon as it stands in the output.
#include "report/json.h"

#include "report/annotation.h"
#include "report/json_object.h"

#include <fmt/format.h>

namespace imprimatur {
namespace {

class JsonReporter final : public Reporter {
 public:
  JsonReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance& provenance) override {
    provenance_ = provenance;
    return sink_(fmt::format("{{\"schema\":{},\"documents\":[", kJsonSchema));
  }

  Result<void> document(const DocumentResult& result) override {
    if (!is_wanted(result, options_)) {
      return {};
    }
    const std::string separator = first_ ? "\n" : ",\n";
    first_ = false;
    return sink_(separator + json_document(result));
  }

  Result<void> end(const Summary& summary) override {
    return sink_(fmt::format("{}],\n\"summary\":{},\n\"provenance\":{}}}\n",
                             first_ ? "" : "\n",
                             json_summary(summary),
                             json_provenance(provenance_)));
  }

 private:
  Sink sink_;
  ReportOptions options_;
  Provenance provenance_;
  bool first_ = true;
};

class JsonlReporter final : public Reporter {
 public:
  JsonlReporter(Sink sink, const ReportOptions& options)
      : sink_(std::move(sink)), options_(options) {}

  Result<void> begin(const Provenance&) override { return {}; }

  Result<void> document(const DocumentResult& result) override {
    if (!is_wanted(result, options_)) {
      return {};
    }
    return sink_(json_document(result) + "\n");
  }

  Result<void> end(const Summary&) override { return {}; }

 private:
  Sink sink_;
  ReportOptions options_;
};

}  // namespace

std::unique_ptr<Reporter> make_json_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<JsonReporter>(std::move(sink), options);
}

std::unique_ptr<Reporter> make_jsonl_reporter(Sink sink, const ReportOptions& options) {
  return std::make_unique<JsonlReporter>(std::move(sink), options);
}

}  // namespace imprimatur
