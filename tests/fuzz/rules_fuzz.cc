// Any text as a rule file: no crash; what is refused is refused with code and message.
#include "rules/load.h"
#include "support/fuzz_check.h"

#include <vector>

using imprimatur::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<imprimatur::Diagnostic> diagnostics;
  const imprimatur::RuleFile file =
      imprimatur::load_rule_file(imprimatur::fuzz::as_text(data, size), "fuzz.toml", diagnostics);
  for (const imprimatur::Diagnostic& diagnostic : diagnostics) {
    require(!diagnostic.code.empty() && !diagnostic.message.empty(), "a diagnostic says what");
  }
  require(imprimatur::has_errors(diagnostics) || file.path == "fuzz.toml", "a good file is named");
  return 0;
}
