// Any text as a policy: no crash, and every diagnostic has a code and a message.
#include "verdict/policy.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<imprimatur::Diagnostic> diagnostics;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const imprimatur::Policy policy = imprimatur::load_policy(text, "imprimatur.toml", diagnostics);
  for (const imprimatur::Diagnostic& diagnostic : diagnostics) {
    assert(!diagnostic.code.empty() && !diagnostic.message.empty());
  }
  assert(policy.republish || !policy.uses.empty() || !diagnostics.empty());
  return 0;
}
