// Any text as a policy: no crash, and every diagnostic has a code and a message.
#include "support/fuzz_check.h"
#include "verdict/policy.h"

#include <vector>

using imprimatur::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<imprimatur::Diagnostic> diagnostics;
  const imprimatur::Policy policy = imprimatur::load_policy(
      imprimatur::fuzz::as_text(data, size), "imprimatur.toml", diagnostics);
  for (const imprimatur::Diagnostic& diagnostic : diagnostics) {
    require(!diagnostic.code.empty() && !diagnostic.message.empty(), "a diagnostic says what");
  }
  require(policy.republish || !policy.uses.empty(), "some use is asked for");
  return 0;
}
