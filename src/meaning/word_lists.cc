#include "meaning/word_lists.h"

#include <algorithm>
#include <utility>

namespace imprimatur {
namespace {

std::unique_ptr<Pattern> pattern_of(const std::string& regex) {
  return regex.empty() ? nullptr : std::make_unique<Pattern>(regex);
}

// PCRE2 compiles a pattern to at most 64 KiB, so the lists of all languages are no single pattern.
constexpr std::size_t kLargestPart = 4000;

void join(std::vector<std::string>& parts, const std::string& regex) {
  if (regex.empty()) {
    return;
  }
  if (parts.empty() || parts.back().size() + regex.size() > kLargestPart) {
    parts.push_back(regex);
  } else {
    parts.back() += "|" + regex;
  }
}

std::vector<std::unique_ptr<Pattern>> patterns_of(const std::vector<std::string>& parts) {
  std::vector<std::unique_ptr<Pattern>> patterns;
  patterns.reserve(parts.size());
  for (const std::string& part : parts) {
    patterns.push_back(pattern_of(part));
  }
  return patterns;
}

}  // namespace

WordLists::WordLists(const RuleSet& set) : names(set) {
  std::vector<std::string> photo;
  std::vector<std::string> discussion;
  std::vector<std::string> self;
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
  any_photo = patterns_of(photo);
  any_discussion = patterns_of(discussion);
  any_self = patterns_of(self);
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

bool found_in(const std::vector<std::unique_ptr<Pattern>>& any,
              std::string_view text,
              PatternScratch& scratch) {
  return std::any_of(any.begin(), any.end(), [&](const std::unique_ptr<Pattern>& pattern) {
    return found_in(pattern, text, scratch);
  });
}

}  // namespace imprimatur
