// The files of the database with what was compiled from them: the form in which they are merged,
// stored in the binary and read back. Private to the rules layer.
#ifndef IMPRIMATUR_RULES_DATABASE_H_
#define IMPRIMATUR_RULES_DATABASE_H_

#include "base/result.h"
#include "rules/announcements.h"
#include "rules/diagnostic.h"
#include "rules/rule_set.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct DatabaseFile {
  RuleFile file;
  std::uint64_t hash = 0;  // of the file's text
  // Parallel to file.rules; `rule`, `file` and `language` are set by RuleSet. A rule with an empty
  // regex has still to be compiled.
  std::vector<CompiledRule> compiled;
  CompiledLanguage words;  // kind == language; `language` is set by RuleSet
  bool words_compiled = false;
  bool builtin = false;
};
using Database = std::vector<DatabaseFile>;

[[nodiscard]] DatabaseFile load_database_file(std::string_view toml,
                                              const std::string& path,
                                              std::vector<Diagnostic>& diagnostics);

// "und" first, then languages, holders and licences, each by id.
void sort_database(Database& database);

// Checks what needs all files (R006, R011 to R013, R015) and compiles what is not compiled yet.
void compile_database(Database& database, std::vector<Diagnostic>& diagnostics);

// Marks for compiling whatever depends on the words of these languages.
void invalidate(Database& database, const std::vector<std::string>& languages);

// The code of the language whose words a rule's macros mean.
[[nodiscard]] std::string grammar_of(const RuleFile& file, const Rule& rule);

// Of a compiled database; rules are numbered in its order.
[[nodiscard]] Announcements announce(const Database& database);

// Binary form, without examples and positions of examples, and with the announcements, which take
// long to make; numbers in the machine's order. unpack: `bytes`, best at a multiple of eight,
// outlive the result; Error internal if damaged.
struct Unpacked {
  Database database;
  Announcements announcements;
};
[[nodiscard]] std::string pack_database(const Database& database);
[[nodiscard]] Result<Unpacked> unpack_database(std::string_view bytes);

// What the build put into the binary: the packed database and the sources.
struct BuiltinData {
  std::string_view database;
  const BuiltinFile* files = nullptr;
  std::size_t count = 0;
};
[[nodiscard]] BuiltinData builtin_data();

}  // namespace imprimatur

#endif  // IMPRIMATUR_RULES_DATABASE_H_
