#include "rules/database.h"

#include "base/hash.h"
#include "rules/compile.h"
#include "rules/load.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace imprimatur {
namespace {

std::string id_of(const RuleFile& file) {
  switch (file.kind) {
    case FileKind::language:
      return file.language.code;
    case FileKind::holder:
      return file.holders.empty() ? std::string() : file.holders.front().id;
    case FileKind::agents:
    case FileKind::licence:
      break;
  }
  return file.path;
}

class DatabaseCompiler {
 public:
  DatabaseCompiler(Database& database, std::vector<Diagnostic>& diagnostics)
      : database_(database), diagnostics_(diagnostics) {
    for (const DatabaseFile& entry : database) {
      if (entry.file.kind == FileKind::language && !entry.file.language.code.empty()) {
        languages_.emplace(entry.file.language.code, &entry.file.language);
        all_.push_back(&entry.file.language);
      }
    }
  }

  void run() {
    check_ids();
    // Faults that the loader has reported are not told again in other words.
    for (const Diagnostic& known : diagnostics_) {
      reported_.emplace(known.path, known.at.line, known.at.column);
    }
    std::vector<Diagnostic> found;
    for (DatabaseFile& entry : database_) {
      compile(entry, found);
    }
    for (Diagnostic& diagnostic : found) {
      if (reported_.count({diagnostic.path, diagnostic.at.line, diagnostic.at.column}) == 0) {
        diagnostics_.push_back(std::move(diagnostic));
      }
    }
  }

 private:
  void error(std::string_view code,
             const RuleFile& file,
             RulePosition at,
             std::string message,
             std::string help) {
    diagnostics_.push_back(
        {Severity::error, std::string(code), file.path, at, std::move(message), std::move(help)});
  }

  void check_id(std::string_view what,
                const std::string& id,
                const RuleFile& file,
                RulePosition at) {
    const auto [known, added] = ids_.emplace(std::string(what) + ' ' + id, file.path);
    if (!added && !id.empty() && known->second != file.path) {
      error("R006",
            file,
            at,
            "the " + std::string(what) + " \"" + id + "\" stands also in " + known->second,
            "rename or remove one");
    }
  }

  void check_ids() {
    for (const DatabaseFile& entry : database_) {
      const RuleFile& file = entry.file;
      if (file.kind == FileKind::language) {
        check_id("language", file.language.code, file, file.language.at);
      }
      for (const Holder& holder : file.holders) {
        check_id("holder", holder.id, file, holder.at);
      }
      for (const Licence& licence : file.licences) {
        licences_.push_back(licence.id);
        check_id("licence", licence.id, file, licence.at);
      }
      for (const Agent& agent : file.agents) {
        check_id("agent", agent.token, file, agent.at);
      }
      for (const Rule& rule : file.rules) {
        check_id("rule", rule.id, file, rule.at);
      }
    }
    for (const DatabaseFile& entry : database_) {
      for (const Rule& rule : entry.file.rules) {
        check_references(entry.file, rule);
      }
    }
  }

  void check_references(const RuleFile& file, const Rule& rule) {
    if (!rule.licence.empty() &&
        std::find(licences_.begin(), licences_.end(), rule.licence) == licences_.end()) {
      const std::string near = nearest(rule.licence, {licences_.begin(), licences_.end()});
      error("R012",
            file,
            rule.at,
            "unknown licence \"" + rule.licence + '"',
            near.empty() ? "add a [[licence]] with this id" : "did you mean \"" + near + "\"?");
    }
    if (!rule.language.empty() && languages_.count(rule.language) == 0) {
      std::vector<std::string_view> known;
      std::transform(languages_.begin(),
                     languages_.end(),
                     std::back_inserter(known),
                     [](const auto& language) -> std::string_view { return language.first; });
      const std::string near = nearest(rule.language, known);
      error("R013",
            file,
            rule.at,
            "unknown language \"" + rule.language + '"',
            near.empty() ? "add a language file for it" : "did you mean \"" + near + "\"?");
    }
  }

  [[nodiscard]] MacroWords words_for(const std::string& code) const {
    MacroWords words;
    words.all = all_;
    for (const std::string& name : {code, std::string("und")}) {
      const auto found = languages_.find(name);
      if (found != languages_.end() &&
          (words.order.empty() || words.order.front() != found->second)) {
        words.order.push_back(found->second);
      }
    }
    return words;
  }

  void compile(DatabaseFile& entry, std::vector<Diagnostic>& found) {
    const RuleFile& file = entry.file;
    if (file.kind == FileKind::language && !entry.words_compiled) {
      entry.words =
          compile_language(file.language, words_for(file.language.code), file.path, found);
      entry.words_compiled = true;
    }
    entry.compiled.resize(file.rules.size());
    for (std::size_t i = 0; i < file.rules.size(); ++i) {
      if (entry.compiled[i].pattern.regex.empty()) {
        const MacroWords words = words_for(grammar_of(file, file.rules[i]));
        entry.compiled[i] = compile_rule(file.rules[i], words, file.path, found);
      }
    }
  }

  Database& database_;
  std::vector<Diagnostic>& diagnostics_;
  std::map<std::string, const Language*> languages_;
  std::vector<const Language*> all_;
  std::vector<std::string> licences_;
  std::map<std::string, std::string> ids_;
  std::set<std::tuple<std::string, std::uint32_t, std::uint32_t>> reported_;
};

bool uses_all_languages(const Rule& rule) {
  const auto starred = [](const std::string& pattern) {
    return pattern.find("{*") != std::string::npos;
  };
  return starred(rule.pattern) || std::any_of(rule.unless.begin(), rule.unless.end(), starred) ||
         std::any_of(rule.modifiers.begin(), rule.modifiers.end(), [&](const Modifier& modifier) {
           return starred(modifier.pattern);
         });
}

}  // namespace

DatabaseFile load_database_file(std::string_view toml,
                                const std::string& path,
                                std::vector<Diagnostic>& diagnostics) {
  DatabaseFile out;
  out.file = load_rule_file(toml, path, diagnostics);
  out.hash = hash64(toml);
  return out;
}

std::string grammar_of(const RuleFile& file, const Rule& rule) {
  if (file.kind == FileKind::language) {
    return file.language.code;
  }
  return rule.language.empty() ? "en" : rule.language;
}

void sort_database(Database& database) {
  const auto key = [](const DatabaseFile& entry) {
    const std::string id = id_of(entry.file);
    return std::tuple(entry.file.kind, id != "und", id, entry.file.path);
  };
  std::stable_sort(database.begin(), database.end(), [&](const auto& a, const auto& b) {
    return key(a) < key(b);
  });
}

void compile_database(Database& database, std::vector<Diagnostic>& diagnostics) {
  DatabaseCompiler(database, diagnostics).run();
}

void invalidate(Database& database, const std::vector<std::string>& languages) {
  const auto changed = [&](const std::string& code) {
    return std::find(languages.begin(), languages.end(), code) != languages.end();
  };
  const bool all = changed("und");
  for (DatabaseFile& entry : database) {
    if (all || changed(entry.file.language.code)) {
      entry.words_compiled = false;
    }
    for (std::size_t i = 0; i < entry.compiled.size(); ++i) {
      const Rule& rule = entry.file.rules[i];
      if (all || changed(grammar_of(entry.file, rule)) || uses_all_languages(rule)) {
        entry.compiled[i] = CompiledRule();
      }
    }
  }
}

}  // namespace imprimatur
