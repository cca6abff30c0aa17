#include "cli/rule_files.h"

#include "cli/session.h"
#include "rules/load.h"
#include "rules/rule_set.h"

#include <algorithm>

namespace imprimatur::cli {
namespace {

// What makes a file replace another one of the database.
std::string key_of(const RuleFile& file) {
  switch (file.kind) {
    case FileKind::language:
      return "language " + file.language.code;
    case FileKind::holder:
      return file.holders.empty() ? file.path : "holder " + file.holders.front().id;
    default:
      return "licence " + file.path;
  }
}

}  // namespace

Result<std::vector<RuleFile>> parse_rule_files(const std::vector<std::string>& extra,
                                               bool builtin,
                                               const Terminal& terminal) {
  std::vector<RuleFile> files;
  std::vector<Diagnostic> diagnostics;
  if (builtin) {
    for (const BuiltinFile& file : builtin_sources()) {
      files.push_back(load_rule_file(file.text, std::string(file.path), diagnostics));
    }
  }
  for (const std::string& path : extra) {
    IMPRIMATUR_TRY(const RuleTexts texts, read_rule_files(path));
    for (const auto& [name, text] : texts) {
      RuleFile file = load_rule_file(text, name, diagnostics);
      const std::string key = key_of(file);
      std::erase_if(files, [&](const RuleFile& other) { return key_of(other) == key; });
      files.push_back(std::move(file));
    }
  }
  if (print_diagnostics(terminal, diagnostics)) {
    return fail(ErrorCode::rules, "the rules have errors");
  }
  return files;
}

}  // namespace imprimatur::cli
