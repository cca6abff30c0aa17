// Which suppressions of the policies were of use in a run: expired and unused ones are reported,
// so that the list shrinks again.
#ifndef IMPRIMATUR_CLI_SUPPRESSION_NOTES_H_
#define IMPRIMATUR_CLI_SUPPRESSION_NOTES_H_

#include "cli/session.h"
#include "report/document_result.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace imprimatur::cli {

class SuppressionNotes {
 public:
  void add(const LoadedPolicy& policy, const DocumentResult& result);
  // Unused ones only if a whole tree was checked: one file says nothing about the rest.
  void append_notes(const std::string& today,
                    bool whole_tree,
                    std::vector<std::string>& notes) const;

 private:
  struct Seen {
    std::shared_ptr<const Policy> policy;
    std::vector<bool> used;
  };
  std::map<std::string, Seen> seen_;  // by the policy's path
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_SUPPRESSION_NOTES_H_
