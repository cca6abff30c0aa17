// Sources: the files that decide how the documents of a folder are judged, for commands that run
// for long and have to take what was changed in them.
#ifndef IMPRIMATUR_CLI_SOURCES_H_
#define IMPRIMATUR_CLI_SOURCES_H_

#include "cli/options.h"
#include "rules/diagnostic.h"

#include <string>
#include <vector>

namespace imprimatur::cli {

struct Sources {
  std::string policy;              // absolute; empty: there is none
  std::vector<std::string> rules;  // absolute files and folders: the policy's, then the options'
};

// As they are found now. A policy that cannot be read, or is wrong, names no rules.
[[nodiscard]] Sources sources_of(const Options& options, const std::string& folder);

// The mistakes in them, as values; those of reading are not among them.
[[nodiscard]] std::vector<Diagnostic> mistakes_in(const Sources& sources);

// Another one whenever a file was changed, added or taken away, by names, sizes and times.
[[nodiscard]] std::string state_of(const Sources& sources);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_SOURCES_H_
