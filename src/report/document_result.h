// DocumentResult: one document's answer, as the engine gives it and reporters show it.
// Plain values; owns everything it shows.
#ifndef IMPRIMATUR_REPORT_DOCUMENT_RESULT_H_
#define IMPRIMATUR_REPORT_DOCUMENT_RESULT_H_

#include "base/result.h"
#include "meaning/finding.h"
#include "verdict/verdict.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur {

// One document's answer.
struct DocumentResult {
  std::string source;   // as the user named it, or "<stdin>"
  std::string path;     // from the root of the project, for reports that leave this machine
  std::string record;   // within a container or dataset, empty if none
  bool member = false;  // the record is a member of an archive
  std::string media_type = "text/plain";
  std::string encoding = "utf-8";
  std::string language;  // BCP 47, empty if not known or not asked for
  Verdict verdict;
  std::vector<Finding> findings;    // in order of position
  std::vector<TraceStep> trace;     // only if asked for
  std::optional<Error> incomplete;  // could not be read or not completely: never "clean"
  // The lines of the findings and their neighbours, so that reporters need not keep the input.
  static constexpr std::size_t kLineBytes = 2'000;
  struct Line {
    std::size_t number = 0;
    std::string text;              // decoded, without its end, cut at kLineBytes
    std::size_t cut_before = 0;    // code points left out before `text` in a very long line
    std::size_t bytes_before = 0;  // the same in bytes
  };
  std::vector<Line> lines;
  // What somebody should know who keeps the document: marks that are wrong, expired or not used.
  struct Note {
    std::size_t line = 0;
    std::string text;
  };
  std::vector<Note> notes;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_DOCUMENT_RESULT_H_
