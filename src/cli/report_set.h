// ReportSet: the reports of one run (standard output and each -o FORMAT=PATH), fed together.
#ifndef IMPRIMATUR_CLI_REPORT_SET_H_
#define IMPRIMATUR_CLI_REPORT_SET_H_

#include "cli/options.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "report/reporter.h"

#include <memory>
#include <string>
#include <vector>

namespace imprimatur::cli {

class ReportSet {
 public:
  // Errors: usage (unknown format, two reports to one place), unreadable (a file cannot be
  // written).
  [[nodiscard]] static Result<ReportSet> make(const Options& options,
                                              const Terminal& terminal,
                                              const Workplace& workplace);

  [[nodiscard]] Result<void> begin(const Provenance& provenance);
  [[nodiscard]] Result<void> document(const DocumentResult& result);
  [[nodiscard]] Result<void> end(const Summary& summary);
  [[nodiscard]] bool broken_pipe() const;
  // After end(): what a format could not hold.
  [[nodiscard]] std::vector<std::string> remarks() const;
  // Formats for programs name the language of a document, which costs time.
  [[nodiscard]] static bool wants_language(const Options& options);
  // SARIF names lines as GitHub does.
  [[nodiscard]] static bool wants_line_hashes(const Options& options);
  [[nodiscard]] bool text_on_terminal() const { return text_on_terminal_; }

 private:
  struct Report {
    std::unique_ptr<Output> output;
    std::unique_ptr<Reporter> reporter;
    bool flush = false;  // after each document
  };
  std::vector<Report> reports_;
  bool text_on_terminal_ = false;
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_REPORT_SET_H_
