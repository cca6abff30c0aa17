#include "meaning/word_lists.h"

#include <algorithm>
#include <utility>

namespace imprimatur {
namespace {

std::unique_ptr<Pattern> pattern_of(const WordPattern& words) {
  return words.regex.empty() ? nullptr : std::make_unique<Pattern>(words.regex, words.gates);
}

}  // namespace

WordLists::WordLists(const RuleSet& set) : names(set) {
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
    words.photo = pattern_of(language.photo);
    languages.push_back(std::move(words));
  }
  for (const CompiledRule& rule : set.rules()) {
    RulePatterns patterns;
    for (const auto& pattern : rule.unless) {
      patterns.unless.push_back(pattern_of(pattern));
    }
    for (const auto& pattern : rule.modifiers) {
      patterns.modifiers.push_back(pattern_of(pattern));
    }
    rules.push_back(std::move(patterns));
  }
}

std::optional<Span> Passage::find(const std::unique_ptr<Pattern>& pattern) const {
  PatternMatch match;
  if (!pattern || !grams_.may_hold(pattern->gates()) ||
      pattern->find(text_, {}, scratch_, match) != MatchStatus::found) {
    return std::nullopt;
  }
  return match.span;
}

std::unique_ptr<Pattern> LanguageWords::*WordLists::list_of(Shared list) {
  switch (list) {
    case Shared::self:
      return &LanguageWords::self;
    case Shared::discussion:
      return &LanguageWords::discussion;
    case Shared::photo:
    case Shared::count:
      break;
  }
  return &LanguageWords::photo;
}

bool WordLists::any_holds(Shared list, const Passage& passage) const {
  std::unique_ptr<Pattern> LanguageWords::*const words = list_of(list);
  Index& shared = shared_[static_cast<std::size_t>(list)];
  std::call_once(shared.once, [&] {
    std::vector<GateIndex::Gated> gated;
    for (std::uint32_t i = 0; i < languages.size(); ++i) {
      if (languages[i].*words) {
        gated.emplace_back(i, &(languages[i].*words)->gates());
      }
    }
    shared.index.emplace(gated);
  });
  std::vector<bool> asked(languages.size());
  bool held = false;
  shared.index->find(passage.grams(), [&](std::uint32_t language) {
    if (!held && !asked[language]) {
      asked[language] = true;
      held = passage.holds(languages[language].*words);
    }
  });
  return held;
}

}  // namespace imprimatur
