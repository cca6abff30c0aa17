#include "rules/lint.h"

#include "rules/anchor_score.h"
#include "rules/database.h"
#include "rules/expand.h"
#include "rules/literals.h"
#include "rules/regex.h"
#include "rules/table_reader.h"
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

constexpr int kStaleMonths = 18;
// Words that papers took for their names; folded, sorted.
constexpr std::array<std::string_view, 48> kOrdinaryWords = {
    "bild",     "capital",     "citizen",  "conversation", "courier",  "current", "express",
    "fortune",  "fokus",       "globe",    "gazette",      "guardian", "herald",  "hour",
    "hurriyet", "independent", "insider",  "journal",      "life",     "mail",    "metro",
    "mirror",   "monde",       "morning",  "mundo",        "nation",   "nature",  "observer",
    "pais",     "people",      "point",    "post",         "pravda",   "quartz",  "sabah",
    "science",  "spiegel",     "standard", "star",         "stern",    "sun",     "time",
    "times",    "today",       "variety",  "welt",         "world",    "zeit"};

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

// Months since year 0; `date` is YYYY-MM-DD.
int months_of(std::string_view date) {
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : date.substr(at, size)) {
      value = value * 10 + (c - '0');
    }
    return value;
  };
  return number(0, 4) * 12 + number(5, 2) - 1;
}

bool has_empty_repeat(const RegexNode& node) {
  const bool here =
      node.kind == RegexNode::Kind::repeat && node.max != 1 && width_of(node.children[0]).min == 0;
  return here || std::any_of(node.children.begin(), node.children.end(), has_empty_repeat);
}

using Strings = std::vector<std::string>;

// Of the sets of which every match holds one, the literals that hold no anchor, for the set of
// which the most hold one: none if the anchors cannot miss. Anchors of several words ("may not be")
// stand in no single literal, but in phrases of the pattern. Null if nothing can be said.
std::optional<Strings> unannounced(const std::string& expanded, const Strings& anchors) {
  Strings folded;
  std::transform(
      anchors.begin(), anchors.end(), std::back_inserter(folded), [](const auto& anchor) {
        return fold(anchor);
      });
  std::optional<Strings> fewest;
  double least = 2;  // share of the set
  const auto ask = [&](const Strings& set) {
    Strings lacking;
    for (const std::string& literal : set) {
      const std::string text = fold(literal);
      if (std::none_of(folded.begin(), folded.end(), [&](const std::string& anchor) {
            return text.find(anchor) != std::string::npos;
          })) {
        lacking.push_back(literal);
      }
    }
    const double share = static_cast<double>(lacking.size()) / static_cast<double>(set.size());
    if (!set.empty() && share < least) {
      least = share;
      fewest = std::move(lacking);
    }
  };
  if (const auto literals = required_literals(expanded)) {
    std::for_each(literals->begin(), literals->end(), ask);
  }
  if (const auto phrases = required_phrases(expanded)) {
    std::for_each(phrases->begin(), phrases->end(), ask);
  }
  return fewest;
}

// "a", "b", "c" and 4 more
std::string some_of(const Strings& literals) {
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(literals.size(), kShown); ++i) {
    text += (i == 0 ? "" : ", ") + quoted(literals[i]);
  }
  return literals.size() <= kShown
             ? text
             : text + " and " + std::to_string(literals.size() - kShown) + " more";
}

class Linter {
 public:
  Linter(const RuleSet& rules, std::string_view today) : rules_(rules), today_(today) {
    for (const CompiledLanguage& language : rules.languages()) {
      all_.push_back(language.language);
    }
  }

  std::vector<Diagnostic> run() {
    for (const CompiledRule& rule : rules_.rules()) {
      check_rule(rule);
    }
    for (const RuleFile& file : rules_.files()) {
      check_file(file);
    }
    check_shared_names();
    sort_diagnostics(out_);
    return std::move(out_);
  }

 private:
  void warn(std::string_view code,
            const std::string& path,
            RulePosition at,
            std::string message,
            std::string help) {
    out_.push_back(
        {Severity::warning, std::string(code), path, at, std::move(message), std::move(help)});
  }

  void check_rule(const CompiledRule& compiled) {
    const Rule& rule = *compiled.rule;
    const std::string& path = rules_.files()[compiled.file].path;
    const auto [known, added] = patterns_.emplace(compiled.pattern.regex, rule.id);
    if (!added) {
      warn("L008",
           path,
           rule.pattern_at,
           quoted(rule.id) + " has the pattern of " + quoted(known->second),
           "keep one");
    }
    MacroWords words{{rules_.languages()[compiled.language].language, all_.front()}, all_};
    const auto expanded = expand_macros(rule.pattern, words);
    if (!expanded) {
      return;
    }
    if (const auto root = parse_regex(*expanded); root && has_empty_repeat(*root)) {
      warn("L003",
           path,
           rule.pattern_at,
           "a repeated group of " + quoted(rule.id) + " can match nothing",
           "make a part of the group obligatory");
    }
    if (rule.place != Place::edge) {
      check_anchors(compiled, path, *expanded);
    }
  }

  void check_anchors(const CompiledRule& compiled,
                     const std::string& path,
                     const std::string& expanded) {
    const Rule& rule = *compiled.rule;
    if (!rule.anchors.empty()) {
      const std::optional<Strings> lacking = unannounced(expanded, rule.anchors);
      if (!lacking || !lacking->empty()) {
        warn("L001",
             path,
             rule.pattern_at,
             "not every match of " + quoted(rule.id) + " provably contains one of its anchors" +
                 (lacking ? ": none is in " + some_of(*lacking) : ""),
             "leave \"anchors\" out, or name a word of every alternative");
      }
    }
    std::string common;
    for (const std::string& anchor : anchors_of(compiled.pattern)) {
      if (anchor_score(anchor) <= 0 || is_common_word(anchor)) {
        common += (common.empty() ? "" : ", ") + quoted(anchor);
      }
    }
    if (!common.empty()) {
      warn("L002",
           path,
           rule.pattern_at,
           "anchors of " + quoted(rule.id) + " that most texts contain: " + common,
           "put a rarer word into every alternative");
    }
  }

  void check_age(const std::string& path,
                 RulePosition at,
                 const std::string& what,
                 const std::string& checked) {
    if (is_iso_date(today_) && is_iso_date(checked) &&
        months_of(today_) - months_of(checked) > kStaleMonths) {
      warn("L006", path, at, what + " was last checked on " + checked, "look again at its source");
    }
  }

  void check_file(const RuleFile& file) {
    if (file.kind == FileKind::language) {
      check_age(file.path, file.language.at, quoted(file.language.code), file.language.checked);
    }
    for (const Agent& agent : file.agents) {
      check_age(file.path, agent.at, quoted(agent.token), agent.checked);
    }
    for (const Licence& licence : file.licences) {
      check_age(file.path, licence.at, quoted(licence.id), licence.checked);
    }
    for (const Rule& rule : file.rules) {
      check_age(file.path, rule.at, quoted(rule.id), rule.checked);
    }
    for (const Holder& holder : file.holders) {
      check_age(file.path, holder.at, quoted(holder.id), holder.checked);
      check_holder(file, holder);
    }
  }

  void check_holder(const RuleFile& file, const Holder& holder) {
    if (holder.kind == HolderKind::wire_agency && holder.terms.empty() &&
        holder.licensing.empty()) {
      warn("L007",
           file.path,
           holder.at,
           quoted(holder.id) + " is a wire agency without terms or a desk to ask",
           "add the address of its terms of use as \"terms\", or whom to ask as \"licensing\"");
    }
    for (const HolderName& name : holder.names) {
      const std::string folded = fold(name.text);
      names_[folded].emplace_back(&file, &holder);
      const bool ordinary =
          is_common_word(folded) ||
          std::find(kOrdinaryWords.begin(), kOrdinaryWords.end(), folded) != kOrdinaryWords.end();
      if (!name.code && name.case_rule == CaseRule::any && ordinary) {
        warn("L005",
             file.path,
             holder.at,
             "the name " + quoted(name.text) + " is an ordinary word",
             "write { text = " + quoted(name.text) + ", case = \"exact\" }, or make it a code");
      }
    }
  }

  static bool is_code(const Holder& holder, const std::string& folded) {
    return std::any_of(holder.names.begin(), holder.names.end(), [&](const HolderName& name) {
      return name.code && fold(name.text) == folded;
    });
  }

  void check_shared_names() {
    for (const auto& [name, owners] : names_) {
      for (const auto& [file, holder] : owners) {
        const Holder* first = owners.front().second;
        // A code is told apart by the language of the text.
        const bool code = is_code(*holder, name) && is_code(*first, name);
        const bool apart = code && !holder->languages.empty() && !first->languages.empty() &&
                           holder->languages.front() != first->languages.front();
        if (holder->id != first->id && !apart) {
          warn("L004",
               file->path,
               holder->at,
               quoted(name) + " is also a name of " + quoted(first->id),
               "keep it with one holder, tell them apart by \"not-followed-by\", or make it a code "
               "of holders with different first languages");
        }
      }
    }
  }

  const RuleSet& rules_;
  std::string_view today_;
  std::vector<const Language*> all_;
  std::vector<Diagnostic> out_;
  std::map<std::string, std::string> patterns_;
  std::map<std::string, std::vector<std::pair<const RuleFile*, const Holder*>>> names_;
};

}  // namespace

std::vector<Diagnostic> lint(const RuleSet& rules, std::string_view today) {
  return Linter(rules, today).run();
}

}  // namespace imprimatur
