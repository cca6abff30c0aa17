// Every pattern of the built-in rules is one that PCRE2 takes: a list that is too large would be
// read as one in which nothing is found.
#include "meaning/word_lists.h"

#include "support/builtin_rules.h"

#include <catch2/catch.hpp>

#include <string>

namespace imprimatur {
namespace {

void check(const std::unique_ptr<Pattern>& pattern) {
  if (pattern) {
    const auto compiled = pattern->compile();
    CHECK((compiled ? "" : compiled.error().message) == std::string());
  }
}

template <typename Patterns>
void check_all(const Patterns& patterns) {
  for (const auto& pattern : patterns) {
    check(pattern);
  }
}

TEST_CASE("every list of words is a pattern that compiles") {
  const auto set = builtin_rules();
  const WordLists words(*set);
  for (std::size_t i = 0; i < words.languages.size(); ++i) {
    const LanguageWords& language = words.languages[i];
    CAPTURE(i);
    check_all(language.uses);
    check(language.general);
    check_all(language.duties);
    check_all(language.constraints);
    check(language.exceptions);
    check(language.self);
    check(language.discussion);
    check(language.other_work);
  }
  for (std::size_t i = 0; i < words.rules.size(); ++i) {
    CAPTURE(set->rules()[i].rule->id);
    check_all(words.rules[i].unless);
    check_all(words.rules[i].modifiers);
  }
  REQUIRE(!words.any_discussion.empty());
  check_all(words.any_photo);
  check_all(words.any_discussion);
  check_all(words.any_self);
}

TEST_CASE("every rule is a pattern that compiles") {
  for (const CompiledRule& rule : builtin_rules()->rules()) {
    CAPTURE(rule.rule->id);
    check(std::make_unique<Pattern>(rule.pattern.regex));
  }
}

}  // namespace
}  // namespace imprimatur
