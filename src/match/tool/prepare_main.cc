// imprimatur_patterns_pack OUTPUT: writes the compiled forms of all patterns of the built-in rules.
// Exit status 2 if that is not possible.
#include "match/pattern_code.h"
#include "rules/rule_set.h"

#include <fstream>
#include <iostream>
#include <string_view>
#include <vector>

namespace imprimatur {
namespace {

std::vector<std::string_view> regexes_of(const RuleSet& rules) {
  std::vector<std::string_view> out;
  const auto add = [&](const std::vector<WordPattern>& patterns) {
    for (const WordPattern& pattern : patterns) {
      out.push_back(pattern.regex);
    }
  };
  for (const CompiledRule& rule : rules.rules()) {
    out.push_back(rule.pattern.regex);
    add(rule.unless);
    add(rule.modifiers);
  }
  for (const CompiledLanguage& words : rules.languages()) {
    add(words.uses);
    add(words.duties);
    add(words.constraints);
    add({words.general,
         words.exceptions,
         words.self,
         words.discussion,
         words.other_work,
         words.photo});
  }
  std::erase_if(out, [](std::string_view regex) { return regex.empty(); });
  return out;
}

int run(const char* output) {
  std::vector<Diagnostic> diagnostics;
  const auto rules = RuleSet::load({}, diagnostics);
  if (!rules) {
    std::cerr << "imprimatur_patterns_pack: the built-in rules cannot be read\n";
    return 2;
  }
  std::ofstream out(output, std::ios::binary | std::ios::trunc);
  out << PreparedPatterns::make(regexes_of(*rules));
  if (!out.flush()) {
    std::cerr << "imprimatur_patterns_pack: cannot write \"" << output << "\"\n";
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace imprimatur

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: imprimatur_patterns_pack OUTPUT\n";
    return 2;
  }
  return imprimatur::run(argv[1]);
}
