// One document as the JSON object of schema 1 (src/report/schema/check-1.schema.json). Keys are
// added, never renamed. Every program-readable format of ours builds on it.
#ifndef IMPRIMATUR_REPORT_JSON_OBJECT_H_
#define IMPRIMATUR_REPORT_JSON_OBJECT_H_

#include "report/reporter.h"

#include <string>
#include <string_view>

namespace imprimatur {

inline constexpr int kJsonSchema = 1;

// One line of JSON without its end; valid UTF-8 whatever the input held.
[[nodiscard]] std::string json_document(const DocumentResult& result);
[[nodiscard]] std::string json_summary(const Summary& summary);
[[nodiscard]] std::string json_provenance(const Provenance& provenance);

// A JSON string with its quotes; for the small outputs of commands.
[[nodiscard]] std::string json_string(std::string_view text);

// True if the level is an answer: a document that was not read completely may contain more, so
// that anything milder than a claim is no answer (null in JSON).
[[nodiscard]] bool is_answer(const DocumentResult& result, Level level);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_JSON_OBJECT_H_
