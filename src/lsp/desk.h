// Desk: what the language server asks of the program that runs it. Policies and rules are found
// and read there, so that the server itself reads no files.
#ifndef IMPRIMATUR_LSP_DESK_H_
#define IMPRIMATUR_LSP_DESK_H_

#include "base/result.h"
#include "engine/engine.h"
#include "rules/diagnostic.h"
#include "rules/rule_set.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::lsp {

// How documents of one folder are judged. Both live until the second Desk::reload() from here.
struct Workplace {
  const Engine* engine = nullptr;
  const RuleSet* rules = nullptr;
  Level fail_on = Level::permission_required;
  std::string path;  // of the document, from the root of its project; may be empty
};

class Desk {
 public:
  virtual ~Desk() = default;
  // For the document at this path, which need not exist. If its policy or rules are wrong, those
  // that held before are used; errors: rules, usage, if there were none.
  [[nodiscard]] virtual Result<Workplace> workplace(const std::string& path) = 0;
  // Policies and rules are read again when they are next asked for.
  virtual void reload() = 0;
  // What is wrong in a policy or rule file with this text, which need not be saved.
  [[nodiscard]] virtual std::vector<Diagnostic> mistakes(const std::string& path,
                                                         std::string_view text) = 0;
  // Files that could not be used since the last reload, with what is wrong in them.
  [[nodiscard]] virtual std::vector<Diagnostic> broken_files() = 0;
  [[nodiscard]] virtual std::string version() const = 0;
};

}  // namespace imprimatur::lsp

#endif  // IMPRIMATUR_LSP_DESK_H_
