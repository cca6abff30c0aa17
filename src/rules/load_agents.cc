#include "rules/load_parts.h"

#include <algorithm>

namespace imprimatur {
namespace {

bool same_token(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

Agent load_one(const TomlNode& node, DiagnosticSink& sink) {
  TableReader table(node, "agent", sink);
  Agent agent;
  agent.at = node.at;
  agent.token = table.required_text("token");
  if (const TomlNode* token = table.find("token"); token != nullptr) {
    agent.at = token->at;
    check_id(sink, token->at, agent.token, "-_.");
  }
  agent.operator_name = table.required_text("operator");
  if (table.require("purpose") != nullptr) {
    agent.purpose = table.words<Use>("purpose", kUseNames);
  }
  agent.robots =
      table.word<Obedience>("respects-robots", kObedienceNames).value_or(Obedience::unknown);
  agent.control_only = table.boolean("control-only", false);
  agent.note = table.text("note");
  agent.source = table.text("source");
  agent.checked = table.date("checked");
  table.finish();
  return agent;
}

}  // namespace

void load_agents(TableReader& file, DiagnosticSink& sink, RuleFile& out) {
  const std::string source = file.required_text("source");
  const std::string checked =
      file.require("checked") == nullptr ? std::string() : file.date("checked");
  if (file.require("agent") == nullptr) {
    return;
  }
  for (const TomlNode* node : file.tables("agent")) {
    Agent agent = load_one(*node, sink);
    agent.source = agent.source.empty() ? source : agent.source;
    agent.checked = agent.checked.empty() ? checked : agent.checked;
    const bool known = std::any_of(out.agents.begin(), out.agents.end(), [&](const Agent& other) {
      return same_token(other.token, agent.token);
    });
    if (known) {
      sink.error("R006", agent.at, "the agent \"" + agent.token + "\" stands twice", "remove one");
    }
    out.agents.push_back(std::move(agent));
  }
}

}  // namespace imprimatur
