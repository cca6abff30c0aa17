#include "rules/compile.h"

#include "rules/agency_shape.h"
#include "rules/anchor_score.h"
#include "rules/announcements.h"
#include "rules/factor_pattern.h"
#include "rules/literals.h"
#include "rules/marks.h"
#include "rules/regex.h"
#include "rules/search_sets.h"
#include "text/fold.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace imprimatur {
namespace {

// Of a holder's name in one of the shapes of a credit.
constexpr double kNameRarity = 10;
// A set this rare serves by itself.
constexpr double kEnoughAlone = 6;

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

std::uint32_t reach_of(const RegexNode& folded) {
  const int sight = sight_of(folded);
  return sight == RegexNode::kUnbounded ? kReachMost
                                        : std::min(static_cast<std::uint32_t>(sight), kReachMost);
}

// True if every match has a group `agency`.
bool needs_agency(const RegexNode& node) {
  switch (node.kind) {
    case RegexNode::Kind::look:
      return false;
    case RegexNode::Kind::choice:
      return std::all_of(node.children.begin(), node.children.end(), needs_agency);
    case RegexNode::Kind::repeat:
      return node.min > 0 && needs_agency(node.children[0]);
    default:
      return (node.kind == RegexNode::Kind::group && node.name == "agency") ||
             std::any_of(node.children.begin(), node.children.end(), needs_agency);
  }
}

// A pattern without macros, and what its matches have.
struct Expanded {
  std::string text;
  Requirements required;
};

WordPattern word_pattern(const Expanded& expanded) {
  return {factor_pattern(fold_pattern(expanded.text)), make_gates(expanded.required.phrases)};
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
      out.unless.push_back(expanded ? word_pattern(*expanded) : WordPattern());
    }
    for (const Modifier& modifier : rule_.modifiers) {
      const auto expanded = expand(modifier.pattern, modifier.at, "modifier");
      out.modifiers.push_back(expanded ? word_pattern(*expanded) : WordPattern());
    }
    return out;
  }

 private:
  void error(std::string_view code, RulePosition at, std::string message, std::string help = {}) {
    diagnostics_.push_back(
        {Severity::error, std::string(code), path_, at, std::move(message), std::move(help)});
  }

  std::optional<Expanded> expand(const std::string& pattern,
                                 RulePosition at,
                                 std::string_view what) {
    auto expanded = expand_macros(pattern, words_);
    if (!expanded) {
      error("R011", at, expanded.error().message);
      return std::nullopt;
    }
    auto required = requirements_of(*expanded);
    if (!required) {
      error("R008", at, "bad " + std::string(what) + ": " + required.error().message);
      return std::nullopt;
    }
    return Expanded{std::move(*expanded), std::move(*required)};
  }

  CompiledPattern compile(const Expanded& pattern) {
    CompiledPattern out;
    const std::string& expanded = pattern.text;
    const std::string written = fold_pattern(expanded);
    out.regex = factor_pattern(written);
    const auto folded = parse_regex(written);
    out.reach = folded ? reach_of(*folded) : kReachMost;
    out.agency = needs_agency(*parse_regex(expanded));
    std::vector<std::vector<std::string>> gates = pattern.required.phrases;
    if (const Marks marks = folded ? required_marks(*folded) : Marks(); !marks.empty()) {
      gates.push_back(signs_of(marks));
    }
    out.gates = make_gates(gates);
    if (rule_.place == Place::edge) {
      out.anchors = join_phrases(rule_.anchors);
      return out;
    }
    const std::vector<std::string> anchors =
        choose_literals(expanded, pattern.required.literals, out);
    out.anchors = join_phrases(anchors);
    set_search_sets(pattern.required.placed, anchors, out);
    return out;
  }

  // Of what every match holds in shadow text: phrases, words, and the anchors that the rule
  // declares.
  static void set_search_sets(std::vector<PlacedSet> candidates,
                              const std::vector<std::string>& anchors,
                              CompiledPattern& out) {
    const auto rare = [](const PlacedSet& set) { return rarity(set.literals) >= kEnoughAlone; };
    RequiredLiterals known;
    for (const PlacedSet& set : candidates) {
      known.push_back(set.literals);
    }
    // What a rule declares and cannot be proven serves only where nothing else would.
    if (!anchors.empty() && (anchors_suffice(known, anchors) ||
                             std::none_of(candidates.begin(), candidates.end(), rare))) {
      PlacedSet& declared = candidates.emplace_back();
      for (const std::string& anchor : anchors) {
        declared.literals.push_back(fold(anchor));
        std::replace(declared.literals.back().begin(), declared.literals.back().end(), '\n', ' ');
      }
      std::sort(declared.literals.begin(), declared.literals.end());
      declared.literals.erase(std::unique(declared.literals.begin(), declared.literals.end()),
                              declared.literals.end());
    }
    const std::size_t names = out.by_agency ? 1 : 0;
    const std::vector<PlacedSet> chosen = choose_search_sets(
        std::move(candidates),
        {Announcements::kMostSets - names, out.reach, out.by_agency ? kNameRarity : 0});
    out.before.fill(out.reach);
    std::vector<std::vector<std::string>> sets;
    for (const PlacedSet& set : chosen) {
      out.before[names + sets.size()] = std::min(set.before, out.reach);
      sets.push_back(set.literals);
    }
    out.sets = join_sets(sets);
  }

  // The anchors; sets out.by_agency, which finds names beside brackets and slashes only.
  std::vector<std::string> choose_literals(const std::string& expanded,
                                           const RequiredLiterals& required,
                                           CompiledPattern& out) {
    std::vector<std::string> anchors =
        rule_.anchors.empty() ? choose_anchors(required) : rule_.anchors;
    if (rule_.anchors.empty() && anchor_score(anchors) < kGoodAnchor &&
        agency_stands_in_shape(*parse_regex(expanded))) {
      anchors.clear();
      out.by_agency = true;
    } else if (anchors.empty()) {
      error("R015",
            rule_.pattern_at,
            "the pattern of \"" + rule_.id + "\" has no literal by which a text could be searched" +
                too_short(required),
            "put a word of three letters or more in every alternative, a bracket or slash beside "
            "{agency}, or set \"anchors\"");
    }
    return anchors;
  }

  const Rule& rule_;
  const MacroWords& words_;
  const std::string& path_;
  std::vector<Diagnostic>& diagnostics_;
};

}  // namespace

std::string join_phrases(const std::vector<std::string>& phrases) {
  std::string out;
  for (const std::string& phrase : phrases) {
    out += phrase + kPhraseEnd;
  }
  return out;
}

std::string join_sets(const std::vector<std::vector<std::string>>& sets) {
  std::string out;
  for (const auto& set : sets) {
    out += join_phrases(set) + kSetEnd;
  }
  return out;
}

CompiledRule compile_rule(const Rule& rule,
                          const MacroWords& words,
                          const std::string& path,
                          std::vector<Diagnostic>& diagnostics) {
  return RuleCompiler(rule, words, path, diagnostics).run();
}

}  // namespace imprimatur
