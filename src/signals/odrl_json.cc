#include "formats/ascii.h"
#include "formats/json_tree.h"
#include "signals/odrl.h"

namespace imprimatur {
namespace {

// ODRL 2.0 JSON has the plural, 2.2 the singular; JSON-LD may have prefixes.
std::optional<JsonNode> member(const JsonNode& node, std::string_view wanted) {
  for (const auto& [key, value] : node.members()) {
    const std::string term = odrl_term(key);
    if (term == wanted || term == std::string(wanted) + "s") {
      return value;
    }
  }
  return std::nullopt;
}

// A string or number, or what an object holds as value or address.
std::string value_of(const JsonNode& node) {
  if (node.is_string()) {
    return std::string(node.text().str());
  }
  if (node.kind() == JsonNode::Kind::literal) {
    return std::string(node.raw());
  }
  for (const std::string_view key : {"@value", "@id", "uid", "name", "rdf:value", "value"}) {
    if (const std::optional<JsonNode> inner = node.find(key)) {
      return value_of(*inner);
    }
  }
  return {};
}

// Of one value or a list.
template <typename Take>
void each(const std::optional<JsonNode>& node, const Take& take) {
  if (!node) {
    return;
  }
  if (node->kind() == JsonNode::Kind::array) {
    for (const JsonNode& item : node->items()) {
      take(item);
    }
  } else {
    take(*node);
  }
}

void read_constraints(const JsonNode& rule, OdrlRule& out) {
  each(member(rule, "constraint"), [&](const JsonNode& node) {
    OdrlConstraint constraint;
    for (const std::string_view key : {"leftoperand", "name"}) {
      const std::optional<JsonNode> left = member(node, key);
      constraint.left =
          !left || !constraint.left.empty() ? constraint.left : odrl_term(value_of(*left));
    }
    if (const std::optional<JsonNode> op = member(node, "operator")) {
      constraint.op = odrl_term(value_of(*op));
    }
    for (const std::string_view key : {"rightoperand", "rightoperandreference"}) {
      each(member(node, key),
           [&](const JsonNode& right) { constraint.right.push_back(value_of(right)); });
    }
    out.constraints.push_back(std::move(constraint));
  });
}

void read_actions(const JsonNode& rule, OdrlRule& out) {
  each(member(rule, "action"), [&](const JsonNode& node) {
    std::string name = value_of(node);
    if (name.empty() && node.kind() == JsonNode::Kind::object) {
      const std::optional<JsonNode> inner = member(node, "action");
      name = !inner ? std::string() : value_of(*inner);
    }
    if (!name.empty()) {
      out.actions.push_back(std::move(name));
    }
    // A refinement narrows the action as a constraint narrows the rule.
    if (const std::optional<JsonNode> refinement = member(node, "refinement")) {
      each(refinement, [&](const JsonNode& narrow) {
        OdrlConstraint constraint;
        if (const std::optional<JsonNode> left = member(narrow, "leftoperand")) {
          constraint.left = odrl_term(value_of(*left));
        }
        constraint.op = "refinement";
        out.constraints.push_back(std::move(constraint));
      });
    }
  });
}

OdrlRule read_rule(const JsonNode& node, const JsonNode& policy) {
  OdrlRule rule;
  read_actions(node, rule);
  read_constraints(node, rule);
  // What the policy states is inherited by its rules (compact form).
  if (rule.actions.empty()) {
    read_actions(policy, rule);
  }
  read_constraints(policy, rule);
  each(member(node, "duty"), [&](const JsonNode& duty) {
    OdrlRule inner;
    read_actions(duty, inner);
    for (const std::string& action : inner.actions) {
      rule.duties.push_back(odrl_term(action));
    }
    if (inner.actions.empty()) {
      rule.duties.emplace_back("unknown");
    }
  });
  if (node.find("duties") && rule.duties.empty()) {
    rule.duties.emplace_back("unknown");
  }
  for (const JsonNode* holder : {&node, &policy}) {
    const std::optional<JsonNode> assigner = member(*holder, "assigner");
    rule.assigner = !assigner || !rule.assigner.empty() ? rule.assigner : value_of(*assigner);
    rule.has_assignee = rule.has_assignee || member(*holder, "assignee").has_value();
  }
  return rule;
}

void read_policies(const JsonNode& node, std::vector<OdrlPolicy>& out, int depth) {
  if (depth > 8) {
    return;
  }
  for (const JsonNode& item : node.items()) {
    read_policies(item, out, depth + 1);
  }
  const std::optional<JsonNode> permissions = member(node, "permission");
  const std::optional<JsonNode> prohibitions = member(node, "prohibition");
  if (!permissions && !prohibitions) {
    for (const std::string_view key : {"@graph", "policy", "odrl", "hasPolicy"}) {
      if (const std::optional<JsonNode> inner = node.find(key)) {
        read_policies(*inner, out, depth + 1);
      }
    }
    return;
  }
  OdrlPolicy& policy = out.emplace_back();
  if (const std::optional<JsonNode> conflict = member(node, "conflict")) {
    policy.conflict = odrl_term(value_of(*conflict));
  }
  each(permissions,
       [&](const JsonNode& rule) { policy.permissions.push_back(read_rule(rule, node)); });
  each(prohibitions,
       [&](const JsonNode& rule) { policy.prohibitions.push_back(read_rule(rule, node)); });
}

}  // namespace

std::string odrl_term(std::string_view name) {
  const std::string_view text = trim_blanks(name);
  return ascii_lower(text.substr(text.find_last_of("/#:") + 1));
}

std::vector<OdrlPolicy> parse_odrl_json(std::string_view text) {
  std::vector<OdrlPolicy> policies;
  const JsonText json = parse_json(text);
  if (json.error) {
    return policies;
  }
  for (const JsonNode& value : json.values) {
    read_policies(value, policies, 0);
  }
  return policies;
}

}  // namespace imprimatur
