#include "rules/compile.h"

#include "rules/anchor_score.h"
#include "rules/literals.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace imprimatur {
namespace {

// Names what keeps the set nearest to being usable from it.
std::string too_short(const RequiredLiterals& required) {
  std::vector<std::string> best;
  std::size_t usable = 0;
  for (const auto& set : required) {
    std::vector<std::string> bad;
    std::copy_if(set.begin(), set.end(), std::back_inserter(bad), [](const std::string& literal) {
      return anchor_score(literal) <= 0;
    });
    if (set.size() - bad.size() >= usable) {
      usable = set.size() - bad.size();
      best = std::move(bad);
    }
  }
  std::string out;
  for (const std::string& literal : best) {
    out += (out.empty() ? ": too short is \"" : "\", \"") + literal;
  }
  return out.empty() ? out : out + '"';
}

class RuleCompiler {
 public:
  RuleCompiler(const Rule& rule,
               const MacroWords& words,
               const std::string& path,
               std::vector<Diagnostic>& diagnostics)
      : rule_(rule), words_(words), path_(path), diagnostics_(diagnostics) {}

  CompiledRule run() {
    CompiledRule out;
    if (const auto expanded = expand(rule_.pattern, rule_.pattern_at, "pattern")) {
      out.pattern = compile(*expanded);
    }
    for (const std::string& pattern : rule_.unless) {
      const auto expanded = expand(pattern, rule_.at, "unless");
      out.unless.push_back(expanded ? fold_pattern(*expanded) : std::string());
    }
    for (const Modifier& modifier : rule_.modifiers) {
      const auto expanded = expand(modifier.pattern, modifier.at, "modifier");
      out.modifiers.push_back(expanded ? fold_pattern(*expanded) : std::string());
    }
    return out;
  }

 private:
  void error(std::string_view code, RulePosition at, std::string message, std::string help = {}) {
    diagnostics_.push_back(
        {Severity::error, std::string(code), path_, at, std::move(message), std::move(help)});
  }

  std::optional<std::string> expand(const std::string& pattern,
                                    RulePosition at,
                                    std::string_view what) {
    auto expanded = expand_macros(pattern, words_);
    if (!expanded) {
      error("R011", at, expanded.error().message);
      return std::nullopt;
    }
    if (const auto literals = required_literals(*expanded); !literals) {
      error("R008", at, "bad " + std::string(what) + ": " + literals.error().message);
      return std::nullopt;
    }
    return std::move(*expanded);
  }

  CompiledPattern compile(const std::string& expanded) {
    CompiledPattern out;
    out.regex = fold_pattern(expanded);
    if (const auto literals = required_literals(expanded)) {
      out.gates = choose_gates(*literals);
    }
    if (!rule_.anchors.empty() || rule_.place == Place::edge) {
      out.anchors = rule_.anchors;
      return out;
    }
    const auto required = required_literals(expanded);
    out.anchors = choose_anchors(*required);
    const bool agency = expanded.find("(?<agency>") != std::string::npos;
    if (agency && anchor_score(out.anchors) < kGoodAnchor) {
      out.anchors.clear();
      out.by_agency = true;
    } else if (out.anchors.empty()) {
      error("R015",
            rule_.pattern_at,
            "the pattern of \"" + rule_.id + "\" has no literal by which a text could be searched" +
                too_short(*required),
            "put a word of three letters or more in every alternative, or set \"anchors\"");
    }
    return out;
  }

  const Rule& rule_;
  const MacroWords& words_;
  const std::string& path_;
  std::vector<Diagnostic>& diagnostics_;
};

}  // namespace

CompiledRule compile_rule(const Rule& rule,
                          const MacroWords& words,
                          const std::string& path,
                          std::vector<Diagnostic>& diagnostics) {
  return RuleCompiler(rule, words, path, diagnostics).run();
}

}  // namespace imprimatur
