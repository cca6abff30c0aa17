#include "meaning/name_words.h"

#include "text/fold.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur {

void WordSet::add(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    words_.push_back(fold(word));
  }
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
}

bool WordSet::has(std::string_view folded) const {
  return std::binary_search(words_.begin(), words_.end(), folded);
}

bool WordSet::begins(std::string_view folded) const {
  return std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
    return folded.starts_with(word);
  });
}

bool WordSet::inside(std::string_view folded) const {
  return std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
    return folded.find(word) != std::string_view::npos;
  });
}

NameWords::NameWords(const RuleSet& rules) : months(rules) {
  const std::array<std::pair<const char*, WordSet*>, 37> lists = {{
      {"name-inner", &inner},
      {"name-not-first", &not_first},
      {"name-lead", &lead},
      {"name-honorific", &honorific},
      {"name-opening", &opening},
      {"name-end", &end},
      {"name-end-begins", &end_begins},
      {"name-behind", &behind},
      {"name-menu", &menu},
      {"name-form", &form},
      {"name-form-last", &last_form},
      {"name-dotted", &dotted},
      {"name-press", &press},
      {"name-of", &of},
      {"name-article", &article},
      {"name-unnamed", &unnamed},
      {"name-nobody", &nobody},
      {"name-no-party", &no_party},
      {"name-still", &still},
      {"name-month", &month},
      {"name-heading", &heading},
      {"name-nav", &nav},
      {"rights-heading", &rights_heading},
      {"others-heading", &others_heading},
      {"legal-heading", &legal_heading},
      {"example-lead", &example},
      {"quoting-lead", &quoting},
      {"licence-lead", &licence_lead},
      {"licence-item", &licence_item},
      {"text-and-picture", &text_too},
      {"protected-text", &protects},
      {"own-text", &own_text},
      {"own-text-inside", &own_inside},
      {"name-others", &others},
      {"name-many", &many},
      {"name-institution", &institution},
      {"by", &by},
  }};
  // Each list is sorted once: there are many languages.
  for (const auto& [name, list] : lists) {
    std::vector<std::string> words;
    for (const CompiledLanguage& language : rules.languages()) {
      const auto found = language.language->words.find(name);
      if (found != language.language->words.end()) {
        words.insert(words.end(), found->second.begin(), found->second.end());
      }
    }
    list->add(words);
  }
}

bool NameWords::point_at_text(std::string_view sentence) const {
  constexpr std::string_view kBetween = " \n\t,.;:!?()[]\"'";
  std::size_t at = 0;
  while (at < sentence.size()) {
    const std::size_t next = std::min(sentence.find_first_of(kBetween, at), sentence.size());
    if (own_text.has(sentence.substr(at, next - at))) {
      return true;
    }
    at = next + 1;
  }
  return own_inside.inside(sentence);
}

bool NameWords::name_subject(std::string_view before) const {
  constexpr std::size_t kLeast = 20;
  constexpr std::string_view kMarks = " \n\t\"'([*_>#|-:.,";
  before.remove_prefix(std::min(before.find_first_not_of(kMarks), before.size()));
  return before.size() >= kLeast && !licence_lead.begins(before);
}

char32_t closing_quote(char32_t open) {
  switch (open) {
    case U'\u00AB':
      return U'\u00BB';
    case U'\u201C':
      return U'\u201D';
    case U'\u201E':
      return U'\u201C';
    case U'"':
      return U'"';
    case U'\u300A':
      return U'\u300B';
    case U'\u300C':
      return U'\u300D';
    default:
      return 0;
  }
}

}  // namespace imprimatur
