#include "cli/rule_probes.h"

#include "match/scanner.h"
#include "text/fold.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace imprimatur::cli {
namespace {

// As long as the longest window that a rule may be tried on, and more.
constexpr std::size_t kHostileBytes = 4'000;

bool operator==(const UsesSpec& a, const UsesSpec& b) {
  return a.mode == b.mode && a.uses == b.uses;
}

// What a match of one says, a match of the other says as well.
bool same_effect(const CompiledRule& a, const CompiledRule& b) {
  const Rule& x = *a.rule;
  const Rule& y = *b.rule;
  const bool same_party = (!x.self_owned && !y.self_owned) || a.file == b.file;
  return x.role == y.role && x.strength == y.strength && x.scope == y.scope &&
         x.prohibits == y.prohibits && x.permits == y.permits && x.duties == y.duties &&
         x.constraints == y.constraints && x.licence == y.licence && x.note == y.note &&
         x.modifiers.size() == y.modifiers.size() && same_party;
}

// Of languages that are near, each has its own rule for one formula: that is no mistake.
bool two_languages(const RuleFile& a, const RuleFile& b) {
  const auto code = [](const RuleFile& file) -> const std::string& { return file.language.code; };
  return a.kind == FileKind::language && b.kind == FileKind::language && code(a) != code(b) &&
         code(a) != "und" && code(b) != "und";
}

class Prober {
 public:
  Prober(std::shared_ptr<const MatchPlan> plan, const RuleSet& rules)
      : scanner_(std::move(plan)), rules_(rules) {
    for (std::uint32_t i = 0; i < rules.rules().size(); ++i) {
      index_.emplace(rules.rules()[i].rule->id, i);
    }
  }

  Result<void> file(const RuleFile& file) {
    for (const Rule& rule : file.rules) {
      const auto found = index_.find(rule.id);
      if (found == index_.end()) {
        continue;  // replaced by a file that came later
      }
      if (auto tried = try_examples(file, rule, found->second); !tried) {
        return tried;
      }
      try_hostile(file, rule, rules_.rules()[found->second]);
    }
    return {};
  }

  std::vector<Diagnostic> take() { return std::move(out_); }

 private:
  // The widest match of each rule in a text, in bytes of the original.
  using Spans = std::map<std::uint32_t, Span>;

  Result<Spans> spans_in(const std::string& text) {
    Spans spans;
    const auto scanned = scanner_.scan(text, {}, [&](const ScanWindow& window) {
      for (const RuleMatch& match : window.matches) {
        const Span at = window.shadow.to_text(match.span);
        const auto [entry, added] = spans.emplace(match.rule, at);
        if (!added && at.size() > entry->second.size()) {
          entry->second = at;
        }
      }
    });
    if (!scanned) {
      return tl::unexpected<Error>(scanned.error());
    }
    return spans;
  }

  Result<void> try_examples(const RuleFile& file, const Rule& rule, std::uint32_t self) {
    std::optional<std::vector<std::uint32_t>> covered;  // rules that do all that this one does
    bool reached = false;
    for (const RuleExample& example : rule.match) {
      auto found = spans_in(example.text);
      if (!found && found.error().code == ErrorCode::limit) {
        reached = true;  // which pattern gave up shows where each is tried by itself
        covered.emplace();
        continue;
      }
      IMPRIMATUR_TRY(const Spans spans, std::move(found));
      const auto own = spans.find(self);
      if (own == spans.end()) {
        continue;
      }
      reached = true;
      std::vector<std::uint32_t> here;
      for (const auto& [other, span] : spans) {
        if (other != self && span.begin <= own->second.begin && span.end >= own->second.end &&
            same_effect(rules_.rules()[other], rules_.rules()[self]) &&
            !two_languages(rules_.files()[rules_.rules()[other].file], file) &&
            (!covered || std::find(covered->begin(), covered->end(), other) != covered->end())) {
          here.push_back(other);
        }
      }
      covered = std::move(here);
    }
    if (!reached) {
      warn("L010",
           file.path,
           rule.pattern_at,
           fmt::format("no match example of \"{}\" is reached by its pattern", rule.id),
           "'imprimatur rules test' and 'imprimatur explain' say what is found instead");
    } else if (!covered->empty()) {
      warn("L009",
           file.path,
           rule.at,
           fmt::format("\"{}\" finds every match example of \"{}\" as well",
                       rules_.rules()[covered->front()].rule->id,
                       rule.id),
           "give an example that only this rule finds, or leave the rule out");
    }
    return {};
  }

  // The beginnings of matches, again and again, are what makes a pattern try most.
  void try_hostile(const RuleFile& file, const Rule& rule, const CompiledRule& compiled) {
    const Pattern pattern(compiled.pattern.regex);
    for (const RuleExample& example : rule.match) {
      const std::string folded = fold(example.text);
      for (const std::size_t part : {1U, 2U, 3U, 4U}) {
        std::size_t end = folded.size() * part / 4;
        while (end > 0 && (static_cast<unsigned char>(folded[end]) & 0xC0U) == 0x80U) {
          --end;
        }
        if (end == 0) {
          continue;
        }
        std::string text;
        while (text.size() < kHostileBytes) {
          text.append(folded, 0, end).append(" ");
        }
        PatternMatch match;
        if (pattern.find(text, {}, scanner_.scratch(), match) == MatchStatus::limit) {
          warn(
              "L011",
              file.path,
              rule.pattern_at,
              fmt::format("\"{}\" gives up on a text that repeats a part of its examples", rule.id),
              "bound the repeats more tightly, and let no two of them match the same text");
          return;
        }
      }
    }
  }

  void warn(std::string_view code,
            const std::string& path,
            RulePosition at,
            std::string message,
            std::string help) {
    out_.push_back(
        {Severity::warning, std::string(code), path, at, std::move(message), std::move(help)});
  }

  Scanner scanner_;
  const RuleSet& rules_;
  std::map<std::string_view, std::uint32_t> index_;
  std::vector<Diagnostic> out_;
};

}  // namespace

Result<std::vector<Diagnostic>> probe_rules(const std::shared_ptr<const RuleSet>& rules,
                                            const std::vector<RuleFile>& files) {
  IMPRIMATUR_TRY(auto plan, MatchPlan::make(rules));
  Prober prober(std::move(plan), *rules);
  for (const RuleFile& file : files) {
    if (const auto tried = prober.file(file); !tried) {
      return tl::unexpected<Error>(tried.error());
    }
  }
  return prober.take();
}

}  // namespace imprimatur::cli
