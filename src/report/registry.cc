// The output formats: one row each. A new format is one file and one row here.
#include "report/json.h"
#include "report/reporter.h"
#include "report/text.h"

namespace imprimatur {

const std::vector<ReporterFormat>& reporter_formats() {
  static const std::vector<ReporterFormat> formats = {
      {"text", "for people: verdict, reason, evidence, what to do", make_text_reporter},
      {"json", "one JSON value with all documents, a summary and provenance", make_json_reporter},
      {"jsonl", "one JSON object a line, written as each document is ready", make_jsonl_reporter},
  };
  return formats;
}

const ReporterFormat* find_format(std::string_view name) {
  for (const ReporterFormat& format : reporter_formats()) {
    if (format.name == name) {
      return &format;
    }
  }
  return nullptr;
}

}  // namespace imprimatur
