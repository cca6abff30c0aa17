// The word lists of all languages as patterns, and the passages that they are asked of. Immutable;
// share between threads. Private to the meaning layer and its users' set-up.
#ifndef IMPRIMATUR_MEANING_WORD_LISTS_H_
#define IMPRIMATUR_MEANING_WORD_LISTS_H_

#include "match/gate_index.h"
#include "match/pattern.h"
#include "meaning/name_words.h"
#include "rules/rule_set.h"

#include <array>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace imprimatur {

struct LanguageWords {
  std::array<std::unique_ptr<Pattern>, kUseNames.size()> uses;
  std::unique_ptr<Pattern> general;
  std::array<std::unique_ptr<Pattern>, kDutyNames.size()> duties;
  std::array<std::unique_ptr<Pattern>, kConstraintNames.size()> constraints;
  std::unique_ptr<Pattern> exceptions, self, discussion, other_work, photo;
};

struct RulePatterns {
  std::vector<std::unique_ptr<Pattern>> unless;
  std::vector<std::unique_ptr<Pattern>> modifiers;
};

// A sentence, or another short piece of shadow text, that many patterns are asked about.
class Passage {
 public:
  // Both have to outlive it.
  Passage(std::string_view text, PatternScratch& scratch)
      : text_(text), scratch_(scratch), grams_(text) {}
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const TextGrams& grams() const { return grams_; }
  // Where the pattern stands first; nowhere if it is null.
  [[nodiscard]] std::optional<Span> find(const std::unique_ptr<Pattern>& pattern) const;
  [[nodiscard]] bool holds(const std::unique_ptr<Pattern>& pattern) const {
    return find(pattern).has_value();
  }

 private:
  std::string_view text_;
  PatternScratch& scratch_;
  TextGrams grams_;
};

class WordLists {
 public:
  explicit WordLists(const RuleSet& rules);

  std::vector<LanguageWords> languages;  // parallel to RuleSet::languages()
  std::vector<RulePatterns> rules;       // parallel to RuleSet::rules()
  NameWords names;

  // Lists that are asked of a passage whatever its language.
  enum class Shared : std::size_t { self, discussion, photo, count };
  // True if the passage holds a word of this list of any language.
  [[nodiscard]] bool any_holds(Shared list, const Passage& passage) const;
  [[nodiscard]] static std::unique_ptr<Pattern> LanguageWords::*list_of(Shared list);

 private:
  // Which languages' lists may stand in a passage; made when first asked for.
  struct Index {
    std::once_flag once;
    std::optional<GateIndex> index;
  };
  mutable std::array<Index, static_cast<std::size_t>(Shared::count)> shared_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_WORD_LISTS_H_
