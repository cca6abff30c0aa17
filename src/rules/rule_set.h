// RuleSet: the whole database, checked, expanded and merged. Immutable after load; share one
// between all threads. Loading the built-in one reads a prepared form without parsing TOML.
#ifndef IMPRIMATUR_RULES_RULE_SET_H_
#define IMPRIMATUR_RULES_RULE_SET_H_

#include "base/result.h"
#include "base/stored.h"
#include "rules/announcements.h"
#include "rules/diagnostic.h"
#include "rules/gates.h"
#include "rules/rule.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

// A pattern ready for PCRE2 (expanded, folded) with the literals that announce it.
inline constexpr char kPhraseEnd = '\x1F';
inline constexpr char kSetEnd = '\x1E';

// No match lies further than this many bytes from a literal that announced it.
inline constexpr std::uint32_t kReachMost = 450;

struct CompiledPattern {
  StoredText regex;
  StoredText anchors;  // unfolded, as declared or the best that the pattern has; see anchors_of
  // A match, with what it looks at, has at most so many characters; kReachMost if more or unknown.
  std::uint32_t reach = kReachMost;
  bool agency = false;     // has a group `agency`, in which a holder's name has to stand
  bool by_agency = false;  // announced by the names of holders instead (group `agency`)
  // What announces the rule, besides a name if by_agency: sets of literals of shadow text of which
  // every match has one each: kPhraseEnd behind each phrase, kSetEnd behind each set. Empty for
  // edge rules.
  StoredText sets;
  // Of each of these, a holder's names first if by_agency: so many characters behind the beginning
  // of a match its literal ends at most.
  std::array<std::uint32_t, Announcements::kMostSets> before{};
  Gates gates;
};

// CompiledPattern::anchors apart: there kPhraseEnd stands behind each.
[[nodiscard]] std::vector<std::string> anchors_of(const CompiledPattern& pattern);
// CompiledPattern::sets apart.
[[nodiscard]] std::vector<std::vector<std::string>> search_sets(const CompiledPattern& pattern);

// A pattern that is asked of a sentence.
struct WordPattern {
  StoredText regex;  // folded; empty: nothing is asked
  Gates gates;
};

struct CompiledRule {
  const Rule* rule = nullptr;  // owned by the RuleSet
  std::uint32_t file = 0;      // index into files()
  std::uint32_t language = 0;  // index into languages(), of the grammar that explains it
  CompiledPattern pattern;
  std::vector<WordPattern> unless;
  std::vector<WordPattern> modifiers;  // parallel to rule->modifiers
};

// A language's word lists as single patterns (alternations), empty where it has none.
struct CompiledLanguage {
  const Language* language = nullptr;
  std::vector<WordPattern> uses;         // by Use: every form's words
  WordPattern general;                   // words that name no particular use
  std::vector<WordPattern> duties;       // by Duty
  std::vector<WordPattern> constraints;  // by Constraint
  WordPattern exceptions, self, discussion, other_work, photo;
};

struct RuleSetOptions {
  bool builtin = true;
  // Files that add to the database, or override a file of the same kind and id (path, text).
  std::vector<std::pair<std::string, std::string>> extra;
};

class RuleSet {
 public:
  // All or nothing: on errors the diagnostics say why and the result is empty. Only extra files
  // are parsed and compiled, and what depends on a language that they replace.
  [[nodiscard]] static std::unique_ptr<RuleSet> load(const RuleSetOptions& options,
                                                     std::vector<Diagnostic>& diagnostics);
  RuleSet(const RuleSet&) = delete;
  RuleSet& operator=(const RuleSet&) = delete;
  ~RuleSet();

  [[nodiscard]] const std::vector<RuleFile>& files() const;
  [[nodiscard]] const std::vector<CompiledRule>& rules() const;
  [[nodiscard]] const std::vector<CompiledLanguage>& languages() const;  // "und" first
  [[nodiscard]] const std::vector<const Holder*>& holders() const;
  [[nodiscard]] const std::vector<const Licence*>& licences() const;
  [[nodiscard]] const std::vector<const Agent*>& agents() const;
  [[nodiscard]] const Holder* find_holder(std::string_view id) const;
  [[nodiscard]] const Licence* find_licence(std::string_view id) const;
  [[nodiscard]] const CompiledRule* find_rule(std::string_view id) const;
  [[nodiscard]] const Announcements& announcements() const;
  // Changes with any content; in every report ("which rules said so").
  [[nodiscard]] const std::string& digest() const;

 private:
  RuleSet();
  struct State;
  std::unique_ptr<State> state_;
};

// For built-in files: the TOML source (with examples) by path, for `rules show|test`.
struct BuiltinFile {
  std::string_view path;
  std::string_view text;
};
[[nodiscard]] std::vector<BuiltinFile> builtin_sources();

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_RULE_SET_H_
