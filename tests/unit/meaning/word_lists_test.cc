// Every pattern of the built-in rules is one that PCRE2 takes: a list that is too large would be
// read as one in which nothing is found. And what a list finds in a sentence its gate lets through.
#include "meaning/word_lists.h"

#include "rules/load.h"
#include "support/builtin_rules.h"
#include "text/shadow.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

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
    check(language.photo);
  }
  for (std::size_t i = 0; i < words.rules.size(); ++i) {
    CAPTURE(set->rules()[i].rule->id);
    check_all(words.rules[i].unless);
    check_all(words.rules[i].modifiers);
  }
}

TEST_CASE("every rule is a pattern that compiles") {
  for (const CompiledRule& rule : builtin_rules()->rules()) {
    CAPTURE(rule.rule->id);
    check(std::make_unique<Pattern>(rule.pattern.regex));
  }
}

using Texts = std::vector<std::string>;

void add_texts(const std::vector<RuleExample>& examples, Texts& texts) {
  for (const RuleExample& example : examples) {
    texts.push_back(example.text);
  }
}

// The examples of each built-in file's rules.
std::map<std::string, Texts> example_texts() {
  std::map<std::string, Texts> texts;
  for (const BuiltinFile& source : builtin_sources()) {
    std::vector<Diagnostic> diagnostics;
    const std::string path(source.path);
    for (const Rule& rule : load_rule_file(source.text, path, diagnostics).rules) {
      add_texts(rule.match, texts[path]);
      add_texts(rule.miss, texts[path]);
    }
  }
  return texts;
}

struct Count {
  int found = 0;
  int lost = 0;
  std::string shown;
};

void compare(const WordPattern& words, const Texts& texts, Count& count) {
  if (words.regex.empty()) {
    return;
  }
  const Pattern plain(words.regex);
  const auto gated = std::make_unique<Pattern>(words.regex, words.gates);
  PatternScratch scratch;
  PatternMatch match;
  Shadow shadow;
  for (const std::string& text : texts) {
    shadow.assign(text, {0, text.size()});
    if (plain.find(shadow.text(), {}, scratch, match) != MatchStatus::found) {
      continue;
    }
    ++count.found;
    if (!Passage(shadow.text(), scratch).holds(gated) && ++count.lost <= 5) {
      count.shown += text + "\n  loses " + std::string(words.regex.view().substr(0, 200)) + "\n";
    }
  }
}

TEST_CASE("a list that all languages share is asked as each of them is") {
  const auto rules = builtin_rules();
  REQUIRE(rules);
  const WordLists words(*rules);
  PatternScratch scratch;
  Shadow shadow;
  int held = 0;
  int different = 0;
  for (const auto& [path, texts] : example_texts()) {
    for (std::size_t i = 0; i < texts.size(); i += 9) {
      shadow.assign(texts[i], {0, std::min<std::size_t>(texts[i].size(), 400)});
      const Passage passage(shadow.text(), scratch);
      for (const auto list :
           {WordLists::Shared::self, WordLists::Shared::discussion, WordLists::Shared::photo}) {
        const bool any = std::any_of(
            words.languages.begin(), words.languages.end(), [&](const LanguageWords& language) {
              return passage.holds(language.*WordLists::list_of(list));
            });
        held += any ? 1 : 0;
        different += any != words.any_holds(list, passage) ? 1 : 0;
      }
    }
  }
  CHECK(held > 20);
  CHECK(different == 0);
}

TEST_CASE("no gate keeps a word list from what it finds") {
  const auto rules = builtin_rules();
  REQUIRE(rules);
  const std::map<std::string, Texts> texts = example_texts();
  Count count;
  for (const RuleFile& file : rules->files()) {
    if (texts.count(file.path) == 0) {
      continue;
    }
    const Texts& own = texts.at(file.path);
    for (const CompiledLanguage& language : rules->languages()) {
      if (file.kind != FileKind::language || language.language != &file.language) {
        continue;
      }
      for (const auto* list : {&language.uses, &language.duties, &language.constraints}) {
        for (const WordPattern& words : *list) {
          compare(words, own, count);
        }
      }
      for (const WordPattern* words : {&language.general,
                                       &language.exceptions,
                                       &language.self,
                                       &language.discussion,
                                       &language.other_work,
                                       &language.photo}) {
        compare(*words, own, count);
      }
    }
  }
  for (const CompiledRule& rule : rules->rules()) {
    const auto own = texts.find(rules->files()[rule.file].path);
    if (own == texts.end() || (rule.unless.empty() && rule.modifiers.empty())) {
      continue;
    }
    for (const auto* list : {&rule.unless, &rule.modifiers}) {
      for (const WordPattern& words : *list) {
        compare(words, own->second, count);
      }
    }
  }
  INFO(count.shown);
  CHECK(count.found > 1000);
  CHECK(count.lost == 0);
}

TEST_CASE("the lists of all languages are asked as one") {
  const auto rules = builtin_rules();
  REQUIRE(rules);
  const WordLists lists(*rules);
  PatternScratch scratch;
  CHECK(lists.any_holds(WordLists::Shared::photo, Passage("photo: jane doe", scratch)));
  CHECK(lists.any_holds(WordLists::Shared::photo, Passage("foto: jane doe", scratch)));
  CHECK_FALSE(
      lists.any_holds(WordLists::Shared::photo, Passage("the council met on monday", scratch)));
  CHECK_FALSE(Passage("photo: jane doe", scratch).holds(nullptr));
}

}  // namespace
}  // namespace imprimatur
