#include "cli/serve_desk.h"

#include "cli/rule_facts.h"
#include "cli/rule_files.h"
#include "cli/version.h"
#include "report/json_object.h"
#include "serve/http.h"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace imprimatur::cli {
namespace {

EngineWishes wishes_of_server() {
  EngineWishes wishes;
  wishes.language = true;
  wishes.marks = true;
  wishes.programs = true;
  wishes.clock = true;
  return wishes;
}

// A rule is its file's holder's, whose terms say more.
std::map<std::string, const Holder*> owners_of(const std::vector<RuleFile>& files) {
  std::map<std::string, const Holder*> owners;
  for (const RuleFile& file : files) {
    if (file.kind == FileKind::holder && !file.holders.empty()) {
      owners[file.path] = &file.holders.front();
    }
  }
  return owners;
}

serve::RuleEntry entry_of(const RuleEntry& entry, const Holder* owner) {
  serve::RuleEntry out;
  out.kind = kEntryKindNames[static_cast<std::size_t>(entry.kind)];
  out.id = entry.id;
  out.search = entry.id;
  for (const Fact& fact : entry.facts) {
    for (const std::string& value : fact.values) {
      out.search += '\n' + value;
    }
  }
  std::string more = fmt::format("\"kind\":{},", json_string(out.kind));
  if (entry.kind == EntryKind::rule && owner != nullptr) {
    more += fmt::format("\"holder\":{},", json_string(owner->id));
    more += owner->terms.empty() ? "" : fmt::format("\"terms\":{},", json_string(owner->terms));
    out.search += '\n' + owner->id + '\n' + owner->name;
  }
  out.json = json_of(entry);
  out.json.insert(1, more);
  out.search = serve::lower_case(out.search);
  return out;
}

}  // namespace

ServeDesk::ServeDesk(const Invocation& invocation)
    : invocation_(invocation),
      session_(invocation.options, invocation.checked, invocation.terminal, wishes_of_server()) {}

Result<std::unique_ptr<ServeDesk>> ServeDesk::make(const Invocation& invocation) {
  std::unique_ptr<ServeDesk> desk(new ServeDesk(invocation));
  IMPRIMATUR_TRY(const Workplace* place, desk->session_.for_folder(""));
  desk->place_.engine = place->engine.get();
  desk->place_.rules = place->rules.get();
  desk->place_.fail_on = place->fail_on;
  desk->place_.policy_digest = place->policy.digest;
  for (const std::string& path : place->policy.policy->rules) {
    desk->rule_paths_.push_back(path.starts_with('/') ? path : place->policy.folder + "/" + path);
  }
  const auto& named = invocation.options.rules;
  desk->rule_paths_.insert(desk->rule_paths_.end(), named.begin(), named.end());
  return desk;
}

const std::vector<serve::RuleEntry>& ServeDesk::entries() const {
  std::call_once(prepared_, [&] {
    const auto files = parse_rule_files(rule_paths_, true, invocation_.terminal);
    if (!files) {
      return;  // they were readable when the server began, and its rules are from then
    }
    const auto owners = owners_of(*files);
    for (const RuleEntry& entry : rule_entries(*files)) {
      const auto owner = owners.find(entry.file);
      entries_.push_back(entry_of(entry, owner == owners.end() ? nullptr : owner->second));
    }
  });
  return entries_;
}

serve::Today ServeDesk::today() const {
  // A day that was named stays; otherwise a server lives through many.
  if (!invocation_.options.today.empty()) {
    return {invocation_.checked.today, {}};
  }
  return {local_date(), utc_time()};
}

std::string ServeDesk::version() const {
  return std::string(cli::version());
}

}  // namespace imprimatur::cli
