// The desk of the language server: policies and rules found from the documents' folders, as the
// other commands find them, with those that held before while a file is wrong. Not thread-safe.
#ifndef IMPRIMATUR_CLI_LSP_DESK_H_
#define IMPRIMATUR_CLI_LSP_DESK_H_

#include "cli/commands.h"
#include "cli/project.h"
#include "cli/session.h"
#include "lsp/desk.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace imprimatur::cli {

class LspDesk : public lsp::Desk {
 public:
  // `invocation` outlives the desk.
  explicit LspDesk(const Invocation& invocation);

  [[nodiscard]] Result<lsp::Workplace> workplace(const std::string& path) override;
  void reload() override;
  [[nodiscard]] std::vector<Diagnostic> mistakes(const std::string& path,
                                                 std::string_view text) override;
  [[nodiscard]] std::vector<Diagnostic> broken_files() override;
  [[nodiscard]] std::string version() const override;

 private:
  [[nodiscard]] std::unique_ptr<Session> new_session() const;

  const Invocation& invocation_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<Session> before_;      // the last that was usable
  std::map<std::string, Error> failed_;  // by folder, since the last reload
  bool usable_ = false;                  // `session_` gave a workplace
  std::vector<Diagnostic> broken_;
  ProjectPaths paths_;
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_LSP_DESK_H_
