// Annotation: one line of a report as CI systems and editors take it: a place, how bad, what and
// why. Every format of that kind shows the annotations of this file and nothing else, so that all
// of them agree. Pure; thread-safe.
#ifndef IMPRIMATUR_REPORT_ANNOTATION_H_
#define IMPRIMATUR_REPORT_ANNOTATION_H_

#include "report/reporter.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// error: the document is at or above the limit because of it. warning: rights are claimed, below
// the limit. note: a permission, or what does not count.
enum class Gravity : std::uint8_t { note, warning, error };

// Rules of no rule file: a document that was not read completely; one whose verdict is at the
// limit although nothing in it says so.
inline constexpr std::string_view kIncompleteRule = "imprimatur.incomplete";
inline constexpr std::string_view kVerdictRule = "imprimatur.verdict";

struct Annotation {
  Gravity gravity = Gravity::note;
  Level level = Level::unknown;  // what the finding alone makes of the document
  std::string rule;
  std::string title;                 // "forbidden (republish)"
  std::string message;               // one line, safe to show
  std::string terms;                 // address, empty if none
  const Finding* finding = nullptr;  // of the result; null: speaks of the whole document
  Position start;
  Position end;
  std::string fingerprint;
};

// In order of position, those of the whole document first; what a suppression silences is left
// out. The result must outlive them.
[[nodiscard]] std::vector<Annotation> annotations_of(const DocumentResult& result,
                                                     const ReportOptions& options);

// The same of a temporary would dangle.
std::vector<Annotation> annotations_of(DocumentResult&&, const ReportOptions&) = delete;

[[nodiscard]] bool is_suppressed(const DocumentResult& result, std::size_t finding);
[[nodiscard]] std::optional<SilencedBy> suppressed_by(const DocumentResult& result,
                                                      std::size_t finding);
// "suppressed by the policy"; for a finding that is suppressed.
[[nodiscard]] std::string_view suppression_text(SilencedBy by);

// Everything but, with --quiet, what is below the limit.
[[nodiscard]] bool is_wanted(const DocumentResult& result, const ReportOptions& options);

// The document's path from the root of its project, as bytes; for a record, of its file.
[[nodiscard]] std::string place_of(const DocumentResult& result);
// The document's name as the user gave it, for people: "feed.xml#7", "a.zip!b.html".
[[nodiscard]] std::string document_name(const DocumentResult& result);
// Its place_of for people, with the record.
[[nodiscard]] std::string place_name(const DocumentResult& result);

// The evidence as lines that are safe to show, without an end after the last.
[[nodiscard]] std::string evidence_lines(const Finding& finding);

// "Anadolu Agency, Example Media"; empty if nobody is named.
[[nodiscard]] std::string holder_names(const Finding& finding);

// Column of a position in bytes of the line's UTF-8, 1-based; 0 if the line is not at hand.
[[nodiscard]] std::size_t byte_column(const DocumentResult& result, const Position& at);

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_ANNOTATION_H_
