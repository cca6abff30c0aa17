#include "report/summary_text.h"

#include "report/escape.h"

#include <fmt/format.h>

namespace imprimatur {

std::string summary_text(const Summary& summary) {
  std::string levels;
  for (std::size_t i = kLevelNames.size(); i-- > 0;) {
    if (summary.by_level[i] > 0) {
      levels +=
          fmt::format("{}{} {}", levels.empty() ? ": " : ", ", summary.by_level[i], kLevelNames[i]);
    }
  }
  std::string out = fmt::format("checked {} {}{}",
                                summary.documents,
                                summary.documents == 1 ? "document" : "documents",
                                levels);
  if (summary.incomplete > 0) {
    out += fmt::format("; incomplete: {} not read or not read completely", summary.incomplete);
  }
  out += '\n';
  for (const std::string& note : summary.notes) {
    out += fmt::format("note: {}\n", escape_controls(note));
  }
  return out;
}

}  // namespace imprimatur
