// Any bytes through the whole engine with the built-in rules: findings lie inside the input, in
// order, and the prefilter misses nothing that trying every rule everywhere finds.
#include "engine/engine.h"
#include "support/fuzz_check.h"
#include "text/decode.h"

#include <memory>
#include <vector>

using imprimatur::fuzz::require;

namespace {

constexpr std::size_t kDifferentialSize = 1500;  // trying every rule is slow

struct Engines {
  imprimatur::Engine fast;
  imprimatur::Engine slow;
};

imprimatur::EngineOptions options(const std::shared_ptr<const imprimatur::RuleSet>& rules,
                                  bool prefilter) {
  imprimatur::EngineOptions options;
  options.rules = rules;
  options.policy = std::make_shared<imprimatur::Policy>();
  options.today = "2026-01-01";
  options.prefilter = prefilter;
  return options;
}

const Engines& engines() {
  static const auto kEngines = [] {
    std::vector<imprimatur::Diagnostic> diagnostics;
    const std::shared_ptr<const imprimatur::RuleSet> rules =
        imprimatur::RuleSet::load({}, diagnostics);
    require(rules != nullptr, "the built-in rules load");
    return std::unique_ptr<Engines>(new Engines{imprimatur::Engine(options(rules, true)),
                                                imprimatur::Engine(options(rules, false))});
  }();
  return *kEngines;
}

imprimatur::DocumentResult check(imprimatur::Engine::Session& session, std::string_view bytes) {
  imprimatur::Input input;
  input.source = "fuzz";
  input.bytes = bytes;
  return session.check(input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static imprimatur::Engine::Session fast = engines().fast.session();
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  const imprimatur::DocumentResult result = check(fast, bytes);
  std::size_t last = 0;
  for (const imprimatur::Finding& finding : result.findings) {
    require(last <= finding.start.offset && finding.start.offset < finding.end.offset &&
                finding.end.offset <= size,
            "findings lie inside, in order");
    require(!finding.rule.empty() && !finding.fingerprint.empty(), "a finding has a rule");
    require(finding.counts || !finding.why_not.empty(), "what does not count says why");
    last = finding.start.offset;
  }
  // Damaged bytes read as a legacy encoding put diacritics where no word has them ("C\xE6 BY" in
  // Latin 2). Folding sees through them, but literals are not searched with any mark on any letter.
  if (size > kDifferentialSize || !imprimatur::is_valid_utf8(bytes)) {
    return 0;
  }
  static imprimatur::Engine::Session slow = engines().slow.session();
  const imprimatur::DocumentResult all = check(slow, bytes);
  require(all.verdict.level == result.verdict.level, "the prefilter does not change the verdict");
  require(all.findings.size() == result.findings.size(), "the prefilter misses nothing");
  return 0;
}
