#include "rules/rule_set.h"

#include "base/hash.h"
#include "rules/database.h"

#include <algorithm>
#include <map>
#include <set>

namespace imprimatur {
namespace {

// What extra files take the place of.
struct Overrides {
  std::set<std::string> languages, holders, licences, rules, agents;
};

Overrides overrides_of(const Database& extra) {
  Overrides out;
  for (const DatabaseFile& entry : extra) {
    const RuleFile& file = entry.file;
    if (file.kind == FileKind::language) {
      out.languages.insert(file.language.code);
    }
    for (const Holder& holder : file.holders) {
      out.holders.insert(holder.id);
    }
    for (const Licence& licence : file.licences) {
      out.licences.insert(licence.id);
    }
    for (const Agent& agent : file.agents) {
      out.agents.insert(agent.token);
    }
    if (file.kind == FileKind::licence) {
      for (const Rule& rule : file.rules) {
        out.rules.insert(rule.id);
      }
    }
  }
  return out;
}

bool overrides_any(const Overrides& overrides, const DatabaseFile& entry) {
  const auto touches = [](const std::set<std::string>& some, const std::set<std::string>& others) {
    return std::any_of(
        some.begin(), some.end(), [&](const std::string& id) { return others.contains(id); });
  };
  const Overrides own = overrides_of({entry});
  return touches(own.languages, overrides.languages) || touches(own.holders, overrides.holders) ||
         touches(own.licences, overrides.licences) || touches(own.rules, overrides.rules) ||
         touches(own.agents, overrides.agents);
}

// The extra files, parsed, but for those whose text is a shipped file's: what was compiled from
// that one stays, under the extra file's path. A folder of rules is mostly the shipped ones with a
// few changes, and compiling takes far longer than all else.
Database parse_changed(const RuleSetOptions& options,
                       Database& shipped,
                       std::vector<Diagnostic>& diagnostics) {
  std::map<std::uint64_t, DatabaseFile*> by_hash;
  for (DatabaseFile& entry : shipped) {
    by_hash.emplace(entry.hash, &entry);
  }
  Database changed;
  std::vector<std::pair<DatabaseFile*, const std::pair<std::string, std::string>*>> same;
  for (const auto& file : options.extra) {
    const auto known = by_hash.find(hash64(file.second));
    if (known == by_hash.end()) {
      changed.push_back(load_database_file(file.second, file.first, diagnostics));
      continue;
    }
    same.emplace_back(known->second, &file);
    known->second->file.path = file.first;
    by_hash.erase(known);
  }
  // Something else that is extra has the same id: both are told of.
  const Overrides overrides = overrides_of(changed);
  for (const auto& [entry, file] : same) {
    if (overrides_any(overrides, *entry)) {
      changed.push_back(load_database_file(file->second, file->first, diagnostics));
    }
  }
  return changed;
}

// Licence files are replaced licence by licence: a file holds a whole family.
void remove_licences(DatabaseFile& entry, const Overrides& overrides) {
  RuleFile& file = entry.file;
  const auto replaced = [&](const Licence& licence) {
    return overrides.licences.count(licence.id) != 0;
  };
  file.licences.erase(std::remove_if(file.licences.begin(), file.licences.end(), replaced),
                      file.licences.end());
  for (std::size_t i = file.rules.size(); i-- > 0;) {
    const Rule& rule = file.rules[i];
    if (overrides.licences.count(rule.licence) != 0 || overrides.rules.count(rule.id) != 0) {
      file.rules.erase(file.rules.begin() + static_cast<std::ptrdiff_t>(i));
      entry.compiled.erase(entry.compiled.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

void remove_overridden(Database& database, const Overrides& overrides) {
  const auto replaced = [&](const DatabaseFile& entry) {
    const RuleFile& file = entry.file;
    return (file.kind == FileKind::language &&
            overrides.languages.count(file.language.code) != 0) ||
           (file.kind == FileKind::holder && !file.holders.empty() &&
            overrides.holders.count(file.holders.front().id) != 0);
  };
  database.erase(std::remove_if(database.begin(), database.end(), replaced), database.end());
  for (DatabaseFile& entry : database) {
    if (entry.file.kind == FileKind::licence) {
      remove_licences(entry, overrides);
    }
    std::erase_if(entry.file.agents,
                  [&](const Agent& agent) { return overrides.agents.count(agent.token) != 0; });
  }
}

}  // namespace

struct RuleSet::State {
  std::vector<RuleFile> files;
  std::vector<CompiledRule> rules;
  std::vector<CompiledLanguage> languages;
  std::vector<const Holder*> holders;
  std::vector<const Licence*> licences;
  std::vector<const Agent*> agents;
  std::map<std::string_view, const Holder*> holder_by_id;
  std::map<std::string_view, const Licence*> licence_by_id;
  std::map<std::string_view, std::size_t> rule_by_id;
  Language undetermined;  // stands in when no file gives the language "und"
  Announcements announcements;
  std::string digest;

  void take(Database database);
  void index_files(Database& database);
  void index_rules(Database& database);
};

void RuleSet::State::take(Database database) {
  std::string contents;
  files.reserve(database.size());
  for (DatabaseFile& entry : database) {
    contents += entry.file.path + '\n' + std::to_string(entry.hash) + '\n';
    files.push_back(std::move(entry.file));
  }
  digest = hash_hex(contents);
  index_files(database);
  index_rules(database);
}

void RuleSet::State::index_files(Database& database) {
  const bool has_und = !files.empty() && files.front().kind == FileKind::language &&
                       files.front().language.code == "und";
  if (!has_und) {
    undetermined.code = "und";
    CompiledLanguage words;
    words.language = &undetermined;
    words.uses.resize(kUseNames.size());
    words.duties.resize(kDutyNames.size());
    words.constraints.resize(kConstraintNames.size());
    languages.push_back(std::move(words));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].kind == FileKind::language) {
      database[i].words.language = &files[i].language;
      languages.push_back(std::move(database[i].words));
    }
    for (const Holder& holder : files[i].holders) {
      holders.push_back(&holder);
      holder_by_id.emplace(holder.id, &holder);
    }
    for (const Licence& licence : files[i].licences) {
      licences.push_back(&licence);
      licence_by_id.emplace(licence.id, &licence);
    }
    for (const Agent& agent : files[i].agents) {
      agents.push_back(&agent);
    }
  }
}

void RuleSet::State::index_rules(Database& database) {
  std::map<std::string_view, std::uint32_t> language_by_code;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    language_by_code.emplace(languages[i].language->code, static_cast<std::uint32_t>(i));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (std::size_t j = 0; j < files[i].rules.size(); ++j) {
      const Rule& rule = files[i].rules[j];
      CompiledRule compiled = std::move(database[i].compiled[j]);
      const auto language = language_by_code.find(grammar_of(files[i], rule));
      compiled.rule = &rule;
      compiled.file = static_cast<std::uint32_t>(i);
      compiled.language = language == language_by_code.end() ? 0 : language->second;
      rule_by_id.emplace(rule.id, rules.size());
      rules.push_back(std::move(compiled));
    }
  }
}

RuleSet::RuleSet() : state_(std::make_unique<State>()) {}
RuleSet::~RuleSet() = default;

std::unique_ptr<RuleSet> RuleSet::load(const RuleSetOptions& options,
                                       std::vector<Diagnostic>& diagnostics) {
  std::vector<Diagnostic> found;
  Database database;
  Announcements announcements;
  if (options.builtin) {
    auto builtin = unpack_database(builtin_data().database);
    if (!builtin) {
      diagnostics.push_back(
          {Severity::error, "R001", "(built-in)", {}, builtin.error().message, {}});
      return nullptr;
    }
    database = std::move(builtin->database);
    announcements = std::move(builtin->announcements);
  }
  if (!options.extra.empty()) {
    Database extra = parse_changed(options, database, found);
    const Overrides overrides = overrides_of(extra);
    remove_overridden(database, overrides);
    std::move(extra.begin(), extra.end(), std::back_inserter(database));
    if (!overrides.languages.empty()) {
      invalidate(database, {overrides.languages.begin(), overrides.languages.end()});
    }
    sort_database(database);
    compile_database(database, found);
  }
  const bool failed = has_errors(found);
  sort_diagnostics(found);
  std::move(found.begin(), found.end(), std::back_inserter(diagnostics));
  if (failed) {
    return nullptr;
  }
  if (!options.extra.empty()) {
    announcements = announce(database);
  }
  std::unique_ptr<RuleSet> out(new RuleSet());
  out->state_->announcements = std::move(announcements);
  out->state_->take(std::move(database));
  return out;
}

const std::vector<RuleFile>& RuleSet::files() const {
  return state_->files;
}
const std::vector<CompiledRule>& RuleSet::rules() const {
  return state_->rules;
}
const std::vector<CompiledLanguage>& RuleSet::languages() const {
  return state_->languages;
}
const std::vector<const Holder*>& RuleSet::holders() const {
  return state_->holders;
}
const std::vector<const Licence*>& RuleSet::licences() const {
  return state_->licences;
}
const std::vector<const Agent*>& RuleSet::agents() const {
  return state_->agents;
}
const Announcements& RuleSet::announcements() const {
  return state_->announcements;
}
const std::string& RuleSet::digest() const {
  return state_->digest;
}

const Holder* RuleSet::find_holder(std::string_view id) const {
  const auto found = state_->holder_by_id.find(id);
  return found == state_->holder_by_id.end() ? nullptr : found->second;
}

const Licence* RuleSet::find_licence(std::string_view id) const {
  const auto found = state_->licence_by_id.find(id);
  return found == state_->licence_by_id.end() ? nullptr : found->second;
}

const CompiledRule* RuleSet::find_rule(std::string_view id) const {
  const auto found = state_->rule_by_id.find(id);
  return found == state_->rule_by_id.end() ? nullptr : &state_->rules[found->second];
}

}  // namespace imprimatur
