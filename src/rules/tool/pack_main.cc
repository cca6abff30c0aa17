// imprimatur_rules_pack RULES-FOLDER [OUTPUT.cc OUTPUT.bin]: reads all *.toml of the database,
// prints what is wrong with them, and writes their texts as C++ source and the compiled database,
// which no compiler has to read, as it lies in the binary. Without outputs only checks. Exit status
// 2 if anything is wrong.
#include "rules/database.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

namespace fs = std::filesystem;
using Sources = std::vector<std::pair<std::string, std::string>>;  // path in the database, text

Sources read_sources(const fs::path& root) {
  Sources out;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(root, error)) {
    if (entry.path().extension() != ".toml") {
      continue;
    }
    std::ifstream in(entry.path(), std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    out.emplace_back(entry.path().lexically_relative(root).generic_string(), std::move(text));
  }
  std::sort(out.begin(), out.end());
  return out;
}

// `bytes` as string literals of bounded length.
void write_literal(std::ostream& out, std::string_view bytes) {
  constexpr std::size_t kLine = 4000;
  out << '"';
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '?') {
      out << bytes[i];
    } else {
      const char octal[] = {'\\',
                            static_cast<char>('0' + (c >> 6)),
                            static_cast<char>('0' + (c >> 3 & 7)),
                            static_cast<char>('0' + (c & 7))};
      out.write(octal, sizeof octal);
    }
    if (i % kLine == kLine - 1) {
      out << "\"\n\"";
    }
  }
  out << '"';
}

bool write_source(const std::string& path, const Sources& sources) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << "// Made by imprimatur_rules_pack.\n#include \"rules/database.h\"\n\n"
         "extern \"C\" {\n"
         "[[gnu::visibility(\"hidden\")]] extern const char imprimatur_rules_database[];\n"
         "[[gnu::visibility(\"hidden\")]] extern const char imprimatur_rules_database_end[];\n"
         "}\n\nnamespace imprimatur {\nnamespace {\n\n";
  for (std::size_t i = 0; i < sources.size(); ++i) {
    out << "constexpr char kText" << i << "[] =\n";
    write_literal(out, sources[i].second);
    out << ";\n";
  }
  out << "constexpr BuiltinFile kFiles[] = {\n";
  for (std::size_t i = 0; i < sources.size(); ++i) {
    out << "{";
    write_literal(out, sources[i].first);
    out << ", {kText" << i << ", sizeof kText" << i << " - 1}},\n";
  }
  out << "{{}, {}}};\n\n}  // namespace\n\nBuiltinData builtin_data() {\n"
         "  return {{imprimatur_rules_database,\n"
         "           static_cast<std::size_t>(imprimatur_rules_database_end -\n"
         "                                    imprimatur_rules_database)},\n"
         "          kFiles,\n          "
      << sources.size() << "};\n}\n\n}  // namespace imprimatur\n";
  return out.flush().good();
}

bool write_database(const std::string& path, const std::string& packed) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << packed;
  return out.flush().good();
}

bool report_unwritten(const char* path) {
  std::cerr << "imprimatur_rules_pack: cannot write \"" << path << "\"\n";
  return false;
}

// Paths are printed below `root`, so that editors and build logs find them.
void print(const std::vector<Diagnostic>& diagnostics, const fs::path& root) {
  for (Diagnostic diagnostic : diagnostics) {
    diagnostic.path = (root / diagnostic.path).generic_string();
    std::cerr << to_string(diagnostic) << '\n';
  }
}

struct Outputs {
  const char* source = nullptr;
  const char* database = nullptr;
};

int run(const fs::path& root, const Outputs& outputs) {
  const Sources sources = read_sources(root);
  std::vector<Diagnostic> diagnostics;
  Database database;
  for (const auto& [path, text] : sources) {
    database.push_back(load_database_file(text, path, diagnostics));
  }
  sort_database(database);
  compile_database(database, diagnostics);
  sort_diagnostics(diagnostics);
  print(diagnostics, root);
  if (has_errors(diagnostics)) {
    std::cerr << "imprimatur_rules_pack: " << diagnostics.size() << " errors in " << sources.size()
              << " files\n";
    return 2;
  }
  if (outputs.source == nullptr) {
    return 0;
  }
  const bool written =
      (write_source(outputs.source, sources) || report_unwritten(outputs.source)) &&
      (write_database(outputs.database, pack_database(database)) ||
       report_unwritten(outputs.database));
  return written ? 0 : 2;
}

}  // namespace
}  // namespace imprimatur

int main(int argc, char** argv) {
  if (argc != 2 && argc != 4) {
    std::cerr << "usage: imprimatur_rules_pack RULES-FOLDER [OUTPUT.cc OUTPUT.bin]\n";
    return 2;
  }
  return imprimatur::run(argv[1],
                         argc == 4 ? imprimatur::Outputs{argv[2], argv[3]} : imprimatur::Outputs{});
}
