#include "cli/rule_facts.h"

#include "report/json_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace imprimatur::cli {
namespace {

template <typename E, std::size_t N>
std::vector<std::string> names_of(EnumSet<E> set, const std::array<std::string_view, N>& names) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < N; ++i) {
    if (set.has(static_cast<E>(i))) {
      out.emplace_back(names[i]);
    }
  }
  return out;
}

class Facts {
 public:
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) {
      facts_.push_back({std::string(key), {std::string(value)}, Fact::Kind::text});
    }
  }
  void list(std::string_view key, std::vector<std::string> values) {
    if (!values.empty()) {
      facts_.push_back({std::string(key), std::move(values), Fact::Kind::list});
    }
  }
  void boolean(std::string_view key, bool value) {
    facts_.push_back({std::string(key), {value ? "true" : "false"}, Fact::Kind::boolean});
  }
  void number(std::string_view key, double value) {
    facts_.push_back({std::string(key), {fmt::format("{}", value)}, Fact::Kind::number});
  }
  [[nodiscard]] std::vector<Fact> take() { return std::move(facts_); }

 private:
  std::vector<Fact> facts_;
};

void add_uses(Facts& facts, std::string_view key, const UsesSpec& spec) {
  switch (spec.mode) {
    case UsesSpec::Mode::none:
      return;
    case UsesSpec::Mode::named:
      return facts.text(key, "named");
    case UsesSpec::Mode::general:
      return facts.text(key, "general");
    case UsesSpec::Mode::all:
      return facts.text(key, "all");
    case UsesSpec::Mode::list:
      return facts.list(key, names_of(spec.uses, kUseNames));
  }
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

// "TEXT [holder: x; verdict: y]": one value an example, so that lists can be compared.
std::vector<std::string> examples(const std::vector<RuleExample>& examples) {
  std::vector<std::string> out;
  for (const RuleExample& example : examples) {
    std::vector<std::string> expected;
    const auto add = [&](std::string_view key, std::string_view value) {
      expected.push_back(fmt::format("{}: {}", key, value));
    };
    if (example.span) {
      add("span", *example.span);
    }
    if (example.holder) {
      add("holder", *example.holder);
    }
    if (example.prohibits) {
      add("prohibits", joined(names_of(*example.prohibits, kUseNames)));
    }
    if (example.permits) {
      add("permits", joined(names_of(*example.permits, kUseNames)));
    }
    if (example.role) {
      add("role", name_of(*example.role));
    }
    if (example.verdict) {
      add("verdict", name_of(*example.verdict));
    }
    out.push_back(expected.empty()
                      ? example.text
                      : fmt::format("{} [{}]", example.text, fmt::join(expected, "; ")));
  }
  return out;
}

std::vector<Fact> facts_of(const Rule& rule) {
  Facts facts;
  facts.text("role", name_of(rule.role));
  facts.text("language", rule.language);
  facts.text("pattern", rule.pattern);
  facts.list("unless", rule.unless);
  facts.list("anchors", rule.anchors);
  facts.text("strength", kStrengthNames[static_cast<std::size_t>(rule.strength)]);
  facts.text("place", kPlaceNames[static_cast<std::size_t>(rule.place)]);
  facts.text("scope", name_of(rule.scope));
  add_uses(facts, "prohibits", rule.prohibits);
  add_uses(facts, "permits", rule.permits);
  facts.list("duties", names_of(rule.duties, kDutyNames));
  facts.list("constraints", names_of(rule.constraints, kConstraintNames));
  std::vector<std::string> modifiers;
  for (const Modifier& modifier : rule.modifiers) {
    std::string text = modifier.pattern;
    const auto add = [&](std::string_view key, const std::vector<std::string>& words) {
      text += words.empty() ? std::string() : fmt::format(" [{}: {}]", key, joined(words));
    };
    add("removes", names_of(modifier.removes, kUseNames));
    add("adds", names_of(modifier.adds, kUseNames));
    add("duties", names_of(modifier.duties, kDutyNames));
    add("constraints", names_of(modifier.constraints, kConstraintNames));
    modifiers.push_back(std::move(text));
  }
  facts.list("modifiers", std::move(modifiers));
  facts.text("licence", rule.licence);
  facts.text("note", rule.note);
  facts.number("confidence", rule.confidence);
  facts.text("source", rule.source);
  facts.text("checked", rule.checked);
  facts.list("match", examples(rule.match));
  facts.list("miss", examples(rule.miss));
  return facts.take();
}

std::vector<std::string> name_list(const Holder& holder, bool codes) {
  std::vector<std::string> out;
  for (const HolderName& name : holder.names) {
    const CaseRule usual = codes ? CaseRule::upper : CaseRule::any;
    const bool said = name.text == holder.name ||
                      std::find(holder.legal_names.begin(), holder.legal_names.end(), name.text) !=
                          holder.legal_names.end();
    if (name.code != codes || (!codes && said && name.case_rule == usual)) {
      continue;
    }
    out.push_back(name.case_rule == usual
                      ? name.text
                      : fmt::format("{} [case: {}]",
                                    name.text,
                                    kCaseRuleNames[static_cast<std::size_t>(name.case_rule)]));
  }
  return out;
}

std::vector<Fact> facts_of(const Holder& holder) {
  Facts facts;
  facts.text("name", holder.name);
  facts.text("type", kHolderKindNames[static_cast<std::size_t>(holder.kind)]);
  facts.text("country", holder.country);
  facts.list("languages", holder.languages);
  facts.list("legal-names", holder.legal_names);
  facts.list("aliases", name_list(holder, false));
  facts.list("codes", name_list(holder, true));
  facts.list("not-followed-by", holder.not_followed_by);
  facts.list("domains", holder.domains);
  facts.text("terms", holder.terms);
  facts.text("licensing", holder.licensing);
  facts.text("note", holder.note);
  facts.boolean("verified", holder.verified);
  facts.text("source", holder.source);
  facts.text("checked", holder.checked);
  facts.list("match", examples(holder.match));
  facts.list("miss", examples(holder.miss));
  return facts.take();
}

std::vector<Fact> facts_of(const Licence& licence) {
  Facts facts;
  facts.text("name", licence.name);
  facts.text("url", licence.url);
  facts.list("permits", names_of(licence.permits, kUseNames));
  facts.list("duties", names_of(licence.duties, kDutyNames));
  facts.list("constraints", names_of(licence.constraints, kConstraintNames));
  facts.text("source", licence.source);
  facts.text("checked", licence.checked);
  return facts.take();
}

std::vector<Fact> facts_of(const Agent& agent) {
  Facts facts;
  facts.text("name", agent.operator_name);
  facts.list("purpose", names_of(agent.purpose, kUseNames));
  facts.text("respects-robots", kObedienceNames[static_cast<std::size_t>(agent.robots)]);
  facts.boolean("control-only", agent.control_only);
  facts.text("note", agent.note);
  facts.text("source", agent.source);
  facts.text("checked", agent.checked);
  return facts.take();
}

std::vector<Fact> facts_of(const Language& language) {
  Facts facts;
  facts.text("name", language.name);
  facts.list("exceptions", language.exceptions);
  facts.list("self", language.self);
  facts.list("discussion", language.discussion);
  facts.list("other-work", language.other_work);
  facts.list("photo", language.photo);
  std::vector<std::string> months;
  for (const std::vector<std::string>& names : language.months) {
    months.push_back(fmt::format("{}", fmt::join(names, "/")));
  }
  facts.list("months", months);
  for (const auto& [name, words] : language.words) {
    facts.list("words." + name, words);
  }
  for (const auto& [form, uses] : language.uses) {
    for (const auto& [use, words] : uses) {
      facts.list("uses." + form + "." + use, words);
    }
  }
  for (const auto& [duty, words] : language.duties) {
    facts.list(fmt::format("duties.{}", name_of(duty)), words);
  }
  for (const auto& [constraint, words] : language.constraints) {
    facts.list(fmt::format("constraints.{}", name_of(constraint)), words);
  }
  facts.text("source", language.source);
  facts.text("checked", language.checked);
  return facts.take();
}

std::string json_value(const Fact& fact) {
  if (fact.kind == Fact::Kind::text) {
    return json_string(fact.values.front());
  }
  if (fact.kind != Fact::Kind::list) {
    return fact.values.front();
  }
  std::string out = "[";
  for (const std::string& value : fact.values) {
    out += (out.size() > 1 ? "," : "") + json_string(value);
  }
  return out + "]";
}

}  // namespace

std::string json_of(const RuleEntry& entry) {
  std::string out =
      fmt::format("{{\"id\":{},\"file\":{}", json_string(entry.id), json_string(entry.file));
  for (const Fact& fact : entry.facts) {
    out += fmt::format(",{}:{}", json_string(fact.key), json_value(fact));
  }
  return out + "}";
}

const Fact* RuleEntry::find(std::string_view key) const {
  const auto found =
      std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.key == key; });
  return found == facts.end() ? nullptr : &*found;
}

std::vector<RuleEntry> rule_entries(const std::vector<RuleFile>& files) {
  std::map<std::pair<EntryKind, std::string>, RuleEntry> entries;
  for (const RuleFile& file : files) {
    const auto add = [&](EntryKind kind, const std::string& id, std::vector<Fact> facts) {
      entries[{kind, id}] = {kind, id, file.path, std::move(facts)};
    };
    if (file.kind == FileKind::language) {
      add(EntryKind::language, file.language.code, facts_of(file.language));
    }
    for (const Holder& holder : file.holders) {
      add(EntryKind::holder, holder.id, facts_of(holder));
    }
    for (const Licence& licence : file.licences) {
      add(EntryKind::licence, licence.id, facts_of(licence));
    }
    for (const Agent& agent : file.agents) {
      add(EntryKind::agent, agent.token, facts_of(agent));
    }
    for (const Rule& rule : file.rules) {
      add(EntryKind::rule, rule.id, facts_of(rule));
    }
  }
  std::vector<RuleEntry> out;
  out.reserve(entries.size());
  for (auto& [key, entry] : entries) {
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace imprimatur::cli
