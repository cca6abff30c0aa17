#include "rules/load_parts.h"

#include <algorithm>
#include <utility>

namespace imprimatur {
namespace {

UsesSpec load_uses_spec(TableReader& table, std::string_view key) {
  constexpr std::array<std::string_view, 3> kModes = {"named", "general", "all"};
  UsesSpec spec;
  const TomlNode* value = table.find(key);
  if (value == nullptr) {
    return spec;
  }
  if (value->kind != TomlNode::Kind::string) {
    spec.mode = UsesSpec::Mode::list;
    spec.uses = table.words<Use>(key, kUseNames);
    return spec;
  }
  const auto mode = find_name<std::size_t>(kModes, value->text);
  if (!mode) {
    table.sink().unknown_word(value->at, key, value->text, {kModes.begin(), kModes.end()});
    return spec;
  }
  constexpr std::array<UsesSpec::Mode, 3> kValues = {
      UsesSpec::Mode::named, UsesSpec::Mode::general, UsesSpec::Mode::all};
  spec.mode = kValues[*mode];
  return spec;
}

RuleExample load_example(DiagnosticSink& sink, const TomlNode& node, std::string_view key) {
  RuleExample example;
  example.at = node.at;
  if (node.kind == TomlNode::Kind::string) {
    example.text = node.text;
    return example;
  }
  if (node.kind != TomlNode::Kind::table) {
    wrong_type(sink, node, key, "a string or { text = \"...\" }");
    return example;
  }
  TableReader table(node, std::string(key) + " example", sink);
  example.text = table.required_text("text");
  const auto optional_text = [&](std::string_view name) {
    const std::string text = table.text(name);
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
  };
  example.span = optional_text("span");
  example.holder = optional_text("holder");
  if (table.find("prohibits") != nullptr) {
    example.prohibits = load_uses(table, "prohibits");
  }
  if (table.find("permits") != nullptr) {
    example.permits = load_uses(table, "permits");
  }
  example.verdict = table.word<Level>("verdict", kLevelNames);
  example.role = table.word<Role>("role", kRoleNames);
  table.finish();
  if (example.span && example.text.find(*example.span) == std::string::npos) {
    sink.error("R014", node.at, "the span is no part of the text", "copy it out of the text");
  }
  return example;
}

std::vector<Modifier> load_modifiers(TableReader& rule, DiagnosticSink& sink) {
  std::vector<Modifier> out;
  for (const TomlNode* node : rule.tables("modifiers")) {
    TableReader table(*node, "modifier", sink);
    Modifier modifier;
    modifier.at = node->at;
    modifier.pattern = table.required_text("pattern");
    if (!modifier.pattern.empty()) {
      check_pattern(sink, {modifier.pattern, table.find("pattern")->at}, "pattern");
    }
    modifier.removes = load_uses(table, "removes");
    modifier.adds = load_uses(table, "adds");
    modifier.duties = table.words<Duty>("duties", kDutyNames);
    modifier.constraints = table.words<Constraint>("constraints", kConstraintNames);
    table.finish();
    out.push_back(std::move(modifier));
  }
  return out;
}

double load_confidence(TableReader& table, double otherwise) {
  const TomlNode* value = table.find("confidence");
  if (value == nullptr) {
    return otherwise;
  }
  if (value->kind != TomlNode::Kind::real && value->kind != TomlNode::Kind::integer) {
    wrong_type(table.sink(), *value, "confidence", "a number from 0 to 1");
  } else if (!(value->real >= 0 && value->real <= 1)) {
    table.sink().error("R014", value->at, "confidence out of range", "a number from 0 to 1");
  } else {
    return value->real;
  }
  return otherwise;
}

void load_id(TableReader& table, std::string_view prefix, DiagnosticSink& sink, Rule& rule) {
  rule.id = table.required_text("id");
  const TomlNode* id = table.find("id");
  if (id == nullptr || rule.id.empty()) {
    return;
  }
  rule.at = id->at;
  check_id(sink, id->at, rule.id, "-._");
  if (prefix.empty() ? rule.id.find('.') == std::string::npos
                     : rule.id.rfind(std::string(prefix) + '.', 0) != 0) {
    const std::string begin =
        prefix.empty() ? "the family's name" : '"' + std::string(prefix) + '"';
    sink.error(
        "R007",
        id->at,
        "the id \"" + rule.id + "\" does not begin with " + begin + " and a dot",
        prefix.empty() ? "as in \"cc.url\"" : "as in \"" + std::string(prefix) + ".notice\"");
  }
}

// A rule without effect is a mistake.
void check_effect(TableReader& table, const Rule& rule) {
  if (rule.role == Role::restriction && table.find("prohibits") == nullptr) {
    table.missing("prohibits");
  }
  if (rule.role == Role::permission && table.find("permits") == nullptr && rule.licence.empty()) {
    table.missing("permits");
  }
  if (rule.role == Role::licence && table.find("permits") == nullptr && rule.licence.empty()) {
    table.missing("licence");
  }
}

void check_examples(TableReader& table, const Rule& rule) {
  if (rule.match.size() < 2 || rule.miss.size() < 2) {
    table.sink().error("R009",
                       rule.at,
                       "\"" + rule.id + "\" has " + std::to_string(rule.match.size()) +
                           " match and " + std::to_string(rule.miss.size()) + " miss examples",
                       "give at least two of each");
  }
}

void load_where(TableReader& table, const RuleFile& file, Rule& rule) {
  rule.strength = table.word<Strength>("strength", kStrengthNames).value_or(Strength::formula);
  rule.place = table.word<Place>("place", kPlaceNames).value_or(Place::anywhere);
  rule.scope = table.word<Scope>("scope", kScopeNames).value_or(Scope::document);
  if (file.kind != FileKind::language) {
    rule.language = table.text("language");
  }
  if (file.kind == FileKind::holder) {
    rule.self_owned = table.boolean("own", true);
  }
}

Rule load_rule(const TomlNode& node,
               std::string_view prefix,
               DiagnosticSink& sink,
               const RuleFile& file) {
  TableReader table(node, "rule", sink);
  Rule rule;
  rule.at = node.at;
  load_id(table, prefix, sink, rule);
  if (table.require("role") != nullptr) {
    rule.role = table.word<Role>("role", kRoleNames).value_or(Role::notice);
  }
  rule.pattern = table.required_text("pattern");
  if (!rule.pattern.empty()) {
    rule.pattern_at = table.find("pattern")->at;
    check_pattern(sink, {rule.pattern, rule.pattern_at}, "pattern");
  }
  rule.unless = load_patterns(table, "unless");
  rule.anchors = table.texts("anchors");
  load_where(table, file, rule);
  rule.prohibits = load_uses_spec(table, "prohibits");
  rule.permits = load_uses_spec(table, "permits");
  rule.duties = table.words<Duty>("duties", kDutyNames);
  rule.constraints = table.words<Constraint>("constraints", kConstraintNames);
  rule.modifiers = load_modifiers(table, sink);
  rule.licence = table.text("licence");
  rule.note = table.text("note");
  rule.source = table.text("source");
  rule.checked = table.date("checked");
  rule.confidence = load_confidence(table, rule.confidence);
  rule.match = load_examples(table, "match");
  rule.miss = load_examples(table, "miss");
  check_effect(table, rule);
  check_examples(table, rule);
  table.finish();
  return rule;
}

}  // namespace

UseSet load_uses(TableReader& table, std::string_view key) {
  const TomlNode* value = table.find(key);
  if (value != nullptr && value->kind == TomlNode::Kind::string) {
    if (value->text == "all") {
      return kAllUses;
    }
    if (value->text == "general") {
      return general_uses();
    }
  }
  return table.words<Use>(key, kUseNames);
}

std::vector<RuleExample> load_examples(TableReader& table, std::string_view key) {
  std::vector<RuleExample> out;
  const TomlNode* list = table.find(key, TomlNode::Kind::array);
  if (list == nullptr) {
    return out;
  }
  for (const TomlNode& item : list->items) {
    out.push_back(load_example(table.sink(), item, key));
    if (out.back().text.empty() && item.kind == TomlNode::Kind::string) {
      table.sink().error("R014", item.at, "empty example", "write a text");
    }
  }
  return out;
}

void load_rules(TableReader& file, std::string_view prefix, DiagnosticSink& sink, RuleFile& out) {
  for (const TomlNode* node : file.tables("rule")) {
    Rule rule = load_rule(*node, prefix, sink, out);
    const bool known = std::any_of(out.rules.begin(), out.rules.end(), [&](const Rule& other) {
      return !rule.id.empty() && other.id == rule.id;
    });
    if (known) {
      sink.error("R006", rule.at, "the rule \"" + rule.id + "\" stands twice", "rename one");
    }
    out.rules.push_back(std::move(rule));
  }
}

}  // namespace imprimatur
