// The word lists of all languages as compiled patterns, and the unions that are asked whatever the
// language. Immutable; share between threads. Private to the meaning layer and its users' set-up.
#ifndef IMPRIMATUR_MEANING_WORD_LISTS_H_
#define IMPRIMATUR_MEANING_WORD_LISTS_H_

#include "match/pattern.h"
#include "meaning/name_words.h"
#include "rules/rule_set.h"

#include <array>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace imprimatur {

struct LanguageWords {
  std::array<std::unique_ptr<Pattern>, kUseNames.size()> uses;
  std::unique_ptr<Pattern> general;
  std::array<std::unique_ptr<Pattern>, kDutyNames.size()> duties;
  std::array<std::unique_ptr<Pattern>, kConstraintNames.size()> constraints;
  std::unique_ptr<Pattern> exceptions, self, discussion, other_work;
};

struct RulePatterns {
  std::vector<std::unique_ptr<Pattern>> unless;
  std::vector<std::unique_ptr<Pattern>> modifiers;
};

class WordLists {
 public:
  explicit WordLists(const RuleSet& rules);

  std::vector<LanguageWords> languages;  // parallel to RuleSet::languages()
  std::vector<RulePatterns> rules;       // parallel to RuleSet::rules()
  // The lists of all languages, in parts.
  std::vector<std::unique_ptr<Pattern>> any_photo, any_discussion, any_self;
  NameWords names;
};

// True if `pattern` is there and is found in `text`.
[[nodiscard]] bool found_in(const std::unique_ptr<Pattern>& pattern,
                            std::string_view text,
                            PatternScratch& scratch);

// True if one of `any` is found in `text`.
[[nodiscard]] bool found_in(const std::vector<std::unique_ptr<Pattern>>& any,
                            std::string_view text,
                            PatternScratch& scratch);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_WORD_LISTS_H_
