#include "meaning/word_lists.h"

#include <utility>

namespace imprimatur {
namespace {

std::unique_ptr<Pattern> pattern_of(const std::string& regex) {
  return regex.empty() ? nullptr : std::make_unique<Pattern>(regex);
}

void join(std::string& all, const std::string& regex) {
  if (!regex.empty()) {
    all += (all.empty() ? "" : "|") + regex;
  }
}

}  // namespace

WordLists::WordLists(const RuleSet& set) : names(set) {
  std::string photo;
  std::string discussion;
  std::string self;
  for (const CompiledLanguage& language : set.languages()) {
    LanguageWords words;
    for (std::size_t i = 0; i < words.uses.size() && i < language.uses.size(); ++i) {
      words.uses[i] = pattern_of(language.uses[i]);
    }
    for (std::size_t i = 0; i < words.duties.size() && i < language.duties.size(); ++i) {
      words.duties[i] = pattern_of(language.duties[i]);
    }
    for (std::size_t i = 0; i < words.constraints.size() && i < language.constraints.size(); ++i) {
      words.constraints[i] = pattern_of(language.constraints[i]);
    }
    words.general = pattern_of(language.general);
    words.exceptions = pattern_of(language.exceptions);
    words.self = pattern_of(language.self);
    words.discussion = pattern_of(language.discussion);
    words.other_work = pattern_of(language.other_work);
    join(photo, language.photo);
    join(discussion, language.discussion);
    join(self, language.self);
    languages.push_back(std::move(words));
  }
  any_photo = pattern_of(photo);
  any_discussion = pattern_of(discussion);
  any_self = pattern_of(self);
  for (const CompiledRule& rule : set.rules()) {
    RulePatterns patterns;
    for (const auto& regex : rule.unless) {
      patterns.unless.push_back(pattern_of(regex));
    }
    for (const auto& regex : rule.modifiers) {
      patterns.modifiers.push_back(pattern_of(regex));
    }
    rules.push_back(std::move(patterns));
  }
}

bool found_in(const std::unique_ptr<Pattern>& pattern,
              std::string_view text,
              PatternScratch& scratch) {
  PatternMatch match;
  return pattern && pattern->find(text, {}, scratch, match) == MatchStatus::found;
}

}  // namespace imprimatur
