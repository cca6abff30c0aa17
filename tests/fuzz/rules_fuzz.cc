// Any text as a rule file: no crash; what is refused is refused with code and message; what is
// accepted compiles under PCRE2 and survives packing.
#include "match/pattern.h"
#include "rules/database.h"
#include "rules/load.h"
#include "support/fuzz_check.h"

#include <string>
#include <vector>

using namespace imprimatur;
using imprimatur::fuzz::require;

namespace {

void check_regex(const StoredText& regex) {
  require(regex.empty() || Pattern(regex).compile().has_value(), "an accepted pattern compiles");
}

void check_compiled(const DatabaseFile& entry) {
  for (const CompiledRule& rule : entry.compiled) {
    check_regex(rule.pattern.regex);
    for (const auto* list : {&rule.unless, &rule.modifiers}) {
      for (const WordPattern& pattern : *list) {
        check_regex(pattern.regex);
      }
    }
  }
  const CompiledLanguage& words = entry.words;
  for (const auto* list : {&words.uses, &words.duties, &words.constraints}) {
    for (const WordPattern& pattern : *list) {
      check_regex(pattern.regex);
    }
  }
  for (const auto* pattern : {&words.general, &words.exceptions, &words.self, &words.photo}) {
    check_regex(pattern->regex);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<Diagnostic> diagnostics;
  Database database;
  database.push_back(load_database_file(fuzz::as_text(data, size), "fuzz.toml", diagnostics));
  compile_database(database, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) {
    require(!diagnostic.code.empty() && !diagnostic.message.empty(), "a diagnostic says what");
  }
  require(database[0].file.path == "fuzz.toml", "a file is named");
  if (!has_errors(diagnostics)) {
    check_compiled(database[0]);
  }
  const std::string packed = pack_database(database);
  const auto unpacked = unpack_database(packed);
  require(unpacked && pack_database(unpacked->database) == packed, "packing loses nothing");
  return 0;
}
