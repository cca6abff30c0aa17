#include "rules/compile.h"
#include "rules/factor_pattern.h"
#include "rules/literals.h"
#include "rules/regex.h"
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace imprimatur {
namespace {

using Kind = RegexNode::Kind;

// Whether all that can stand at one end of a match is bounded by the ends of words.
struct Edge {
  bool word = true;
  bool empty = true;  // the part can match nothing: what stands beside it is the end
};

// Han, kana and Thai have no blanks between words; Korean words grow to the right.
bool is_bounded(char32_t c, bool front) {
  const bool hangul = c >= 0xAC00 && c <= 0xD7A3;
  return is_word(c) && !is_cjk(c) && (front || !hangul);
}

bool is_bounded_set(const RegexNode& node, bool front) {
  return !node.open && std::all_of(node.ranges.begin(), node.ranges.end(), [&](const auto& range) {
    return is_bounded(range.first, front) && is_bounded(range.second, front);
  });
}

Edge edge_of(const RegexNode& node, bool front);

Edge edge_of_sequence(const std::vector<RegexNode>& children, bool front) {
  Edge out;
  for (std::size_t i = 0; i < children.size() && out.empty; ++i) {
    const Edge child = edge_of(children[front ? i : children.size() - 1 - i], front);
    out = {out.word && child.word, child.empty};
  }
  return out;
}

Edge edge_of(const RegexNode& node, bool front) {
  switch (node.kind) {
    case Kind::empty:
    case Kind::assertion:
    case Kind::look:
      return {};
    case Kind::character:
      return {is_bounded(node.c, front), false};
    case Kind::set:
      return {is_bounded_set(node, front), false};
    case Kind::any:
      return {false, false};
    case Kind::repeat: {
      const Edge child = edge_of(node.children[0], front);
      return {child.word, child.empty || node.min == 0};
    }
    case Kind::choice: {
      Edge out = edge_of(node.children[0], front);
      for (const RegexNode& option : node.children) {
        const Edge edge = edge_of(option, front);
        out = {out.word && edge.word, out.empty || edge.empty};
      }
      return out;
    }
    case Kind::sequence:
    case Kind::group:
      break;
  }
  return edge_of_sequence(node.children, front);
}

class LanguageCompiler {
 public:
  LanguageCompiler(const Language& language,
                   const MacroWords& words,
                   const std::string& path,
                   std::vector<Diagnostic>& diagnostics)
      : language_(language), words_(words), path_(path), diagnostics_(diagnostics) {
    const std::string base = language.code.substr(0, language.code.find('-'));
    constexpr std::array<std::string_view, 9> kSpaceless = {
        "zh", "yue", "wuu", "ja", "th", "lo", "km", "my", "bo"};
    front_ = std::find(kSpaceless.begin(), kSpaceless.end(), base) == kSpaceless.end();
    back_ = front_ && base != "ko";
  }

  CompiledLanguage run() {
    CompiledLanguage out;
    for (const std::string_view use : kUseNames) {
      out.uses.push_back(list(words_for(std::string(use))));
    }
    out.general = list(words_for("general"));
    for (std::size_t i = 0; i < kDutyNames.size(); ++i) {
      out.duties.push_back(term(language_.duties, static_cast<Duty>(i)));
    }
    for (std::size_t i = 0; i < kConstraintNames.size(); ++i) {
      out.constraints.push_back(term(language_.constraints, static_cast<Constraint>(i)));
    }
    out.exceptions = list(language_.exceptions);
    out.self = list(language_.self);
    out.discussion = list(language_.discussion);
    out.other_work = list(language_.other_work);
    out.photo = list(language_.photo);
    return out;
  }

 private:
  std::vector<std::string> words_for(const std::string& use) const {
    std::vector<std::string> out;
    for (const auto& [form, uses] : language_.uses) {
      if (const auto found = uses.find(use); found != uses.end()) {
        out.insert(out.end(), found->second.begin(), found->second.end());
      }
    }
    return out;
  }

  template <typename E>
  WordPattern term(const std::map<E, std::vector<std::string>>& terms, E key) {
    const auto found = terms.find(key);
    return found == terms.end() ? WordPattern() : list(found->second);
  }

  void error(std::string_view code, std::string message) {
    diagnostics_.push_back(
        {Severity::error, std::string(code), path_, language_.at, std::move(message), {}});
  }

  // Fragments of one list as one pattern, each bounded where its script has words. Its gate is what
  // tells most of each fragment.
  WordPattern list(const std::vector<std::string>& fragments) {
    std::array<std::vector<std::string>, 4> parts;
    std::set<std::string> gate;
    bool gated = true;
    for (const std::string& fragment : fragments) {
      const auto expanded = expand_macros(fragment, words_);
      if (!expanded) {
        error("R011", expanded.error().message + " in the word \"" + fragment + '"');
        continue;
      }
      const auto root = parse_regex(*expanded);
      if (!root) {
        error("R008", "bad word \"" + fragment + "\": " + root.error().message);
        continue;
      }
      const bool front = front_ && edge_of(*root, true).word;
      const bool back = back_ && edge_of(*root, false).word;
      parts[(front ? 1U : 0U) + (back ? 2U : 0U)].push_back(fold_pattern(*expanded));
      const auto phrases = *required_phrases(*expanded);
      gated = gated && !phrases.empty();
      if (gated) {
        gate.insert(phrases.front().begin(), phrases.front().end());
      }
    }
    std::vector<std::string> bounded;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!parts[i].empty()) {
        const std::string words = alternatives(parts[i]);
        const std::string boundary(word_boundary(words));
        bounded.push_back((i % 2 == 1 ? boundary : "") + words + (i >= 2 ? boundary : ""));
      }
    }
    if (bounded.empty()) {
      return {};
    }
    return {factor_pattern(bounded.size() == 1 ? bounded[0] : alternatives(bounded)),
            gated ? make_gates({{gate.begin(), gate.end()}}) : Gates()};
  }

  const Language& language_;
  const MacroWords& words_;
  const std::string& path_;
  std::vector<Diagnostic>& diagnostics_;
  bool front_ = true;
  bool back_ = true;
};

}  // namespace

CompiledLanguage compile_language(const Language& language,
                                  const MacroWords& words,
                                  const std::string& path,
                                  std::vector<Diagnostic>& diagnostics) {
  return LanguageCompiler(language, words, path, diagnostics).run();
}

}  // namespace imprimatur
