// What a command works with: rules, policies and engines, loaded once and cached. Mistakes in
// rules and policies are printed with their positions; the caller gets an Error and ends with 2.
#ifndef IMPRIMATUR_CLI_SESSION_H_
#define IMPRIMATUR_CLI_SESSION_H_

#include "base/result.h"
#include "cli/options.h"
#include "cli/snapshot.h"
#include "cli/terminal.h"
#include "engine/engine.h"
#include "engine/walk.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace imprimatur::cli {

struct LoadedPolicy {
  std::shared_ptr<const Policy> policy;
  std::string folder;                     // absolute, of the policy file
  std::string digest;                     // empty for the default policy
  std::shared_ptr<const SkipRules> skip;  // null if nothing is skipped
};

// One policy with the rules and the engine that follow from it.
struct Workplace {
  LoadedPolicy policy;
  std::shared_ptr<const RuleSet> rules;
  std::unique_ptr<const Engine> engine;
  Level fail_on = Level::permission_required;
};

struct EngineWishes {
  bool language = false;
  bool trace = false;
  bool line_hashes = false;
  bool clock = false;     // embargoes end within the day, unless the command line names the day
  bool marks = false;     // obey marks in the texts, unless the command line says no
  bool programs = false;  // PDF may be read by another program
  std::shared_ptr<const KnownFindings> baseline = nullptr;  // null: none
  Snapshot* snapshot = nullptr;  // policies and their rules come from there; null: from files
};

class Session {
 public:
  Session(const Options& options,
          const Checked& checked,
          const Terminal& terminal,
          const EngineWishes& wishes)
      : options_(options), checked_(checked), terminal_(terminal), wishes_(wishes) {}

  // The workplace of documents in this folder: its policy is found from there upwards.
  [[nodiscard]] Result<const Workplace*> for_folder(const std::string& folder);
  [[nodiscard]] const Workplace& of(const Engine* engine) const;

 private:
  [[nodiscard]] Result<const Workplace*> for_policy(const std::string& policy_path);
  [[nodiscard]] Result<std::shared_ptr<const RuleSet>> rules_for(const LoadedPolicy& policy);

  const Options& options_;
  const Checked& checked_;
  const Terminal& terminal_;
  EngineWishes wishes_;
  std::map<std::string, std::string> policy_paths_;               // by folder
  std::map<std::string, std::unique_ptr<Workplace>> workplaces_;  // by policy path
  std::map<std::string, std::shared_ptr<const RuleSet>> rules_;   // by the extra folders
};

// A session that lasts as long as the process: to take rules and engines apart takes an eighth of
// the time of a check of one text, and the process ends with its command.
[[nodiscard]] Session& lasting_session(const Options& options,
                                       const Checked& checked,
                                       const Terminal& terminal,
                                       const EngineWishes& wishes);

// The nearest imprimatur.toml from an absolute folder upwards, empty if there is none.
[[nodiscard]] std::string find_policy(const std::string& folder);

// Every *.toml file of a folder, recursively, or the file itself, sorted; (path, text) of them.
[[nodiscard]] Result<std::vector<std::string>> rule_file_paths(const std::string& path);
using RuleTexts = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] Result<RuleTexts> read_rule_files(const std::string& path);

// Prints diagnostics to standard error; true if there is an error among them.
bool print_diagnostics(const Terminal& terminal, const std::vector<Diagnostic>& diagnostics);

// The rules of --rules and the built-in ones, without a policy.
[[nodiscard]] Result<std::shared_ptr<const RuleSet>> load_rules(
    const std::vector<std::string>& extra, const Terminal& terminal);

[[nodiscard]] Result<std::string> read_text_file(const std::string& path);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_SESSION_H_
