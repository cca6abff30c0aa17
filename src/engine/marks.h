// Marks: "imprimatur: ignore[rule] reason" in a comment of a document, by which its author says
// that findings are known (src/design/0008-policy.md). Views nothing of the text. Pure.
//
//   ignore[rules] reason         the same line; the next one that is not blank if the mark stands
//                                alone in its line
//   ignore-start[rules] reason   … up to ignore-end
//   ignore-file[rules] reason    the whole document
//
// `rules`: ids separated by commas, each with an optional `*` at its end, and an optional
// `until YYYY-MM-DD`.
#ifndef IMPRIMATUR_ENGINE_MARKS_H_
#define IMPRIMATUR_ENGINE_MARKS_H_

#include "meaning/finding.h"
#include "report/document_result.h"
#include "text/span.h"
#include "verdict/verdict.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct Mark {
  std::size_t line = 0;   // where it stands
  Span comment;           // bytes of the text
  std::size_t first = 0;  // lines that it covers, both included
  std::size_t last = 0;
  std::vector<std::string> rules;
  std::string until;    // ISO date, inclusive; empty: no end
  std::string problem;  // why it is not honoured, empty if it is
};

// The marks of a text, in order. Cheap where there is none.
[[nodiscard]] std::vector<Mark> find_marks(std::string_view text, std::string_view today);

// Lines and bytes of a finding in the text that the marks were found in.
struct MarkPlace {
  std::size_t first_line = 0;
  std::size_t last_line = 0;
  Span span;
};

// Silences what the marks cover, and says which marks are wrong or cover nothing.
void apply_marks(const std::vector<Mark>& marks,
                 const std::vector<Finding>& findings,
                 const std::vector<MarkPlace>& places,
                 std::vector<std::optional<SilencedBy>>& silenced,
                 std::vector<DocumentResult::Note>& notes);

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_MARKS_H_
