// imprimatur rules list and rules anchors: what the database holds.
#include "cli/commands.h"
#include "cli/session.h"
#include "match/scanner.h"
#include "report/escape.h"
#include "report/json_object.h"
#include "text/fold.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

struct Row {
  std::string id;
  std::string role;   // or "holder", "licence"
  std::string about;  // language, holder's name or licence's name
};

std::vector<Row> rows_of(const RuleSet& rules) {
  std::vector<Row> rows;
  for (const CompiledRule& rule : rules.rules()) {
    const RuleFile& file = rules.files()[rule.file];
    std::string about;
    if (file.kind == FileKind::language) {
      about = file.language.name;
    } else if (file.kind == FileKind::holder && !file.holders.empty()) {
      about = file.holders.front().name;
    } else {
      about = rule.rule->licence;
    }
    rows.push_back({rule.rule->id, std::string(name_of(rule.rule->role)), std::move(about)});
  }
  for (const Holder* holder : rules.holders()) {
    rows.push_back({holder->id, "holder", holder->name});
  }
  for (const Licence* licence : rules.licences()) {
    rows.push_back({licence->id, "licence-text", licence->name});
  }
  for (const Agent* agent : rules.agents()) {
    rows.push_back({agent->token, "agent", agent->operator_name});
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tie(a.id, a.role) < std::tie(b.id, b.role);
  });
  return rows;
}

std::string as_table(const std::vector<Row>& rows) {
  std::size_t id_width = 0;
  for (const Row& row : rows) {
    id_width = std::max(id_width, row.id.size());
  }
  std::string out;
  for (const Row& row : rows) {
    out += fmt::format("{:<{}}  {:<12}  {}\n", row.id, id_width, row.role, row.about);
  }
  return out;
}

std::string as_json(const std::vector<Row>& rows) {
  std::string out = "[";
  for (const Row& row : rows) {
    out += fmt::format("{}\n{{\"id\":{},\"role\":{},\"about\":{}}}",
                       out.size() > 1 ? "," : "",
                       json_string(row.id),
                       json_string(row.role),
                       json_string(row.about));
  }
  return out + "\n]\n";
}

// "RULE: anchor, anchor; with one of: "phrase", …": why a rule is tried where it is.
std::string anchors_by_rule(const RuleSet& rules) {
  std::string out;
  for (const CompiledRule& rule : rules.rules()) {
    out +=
        fmt::format("{}: {}",
                    rule.rule->id,
                    escape_controls(fmt::format("{}", fmt::join(anchors_of(rule.pattern), ", "))));
    if (rule.pattern.by_agency) {
      out += "the names of holders";
    } else if (rule.pattern.anchors.empty()) {
      out += "the first and last lines";
    }
    for (const std::vector<std::string>& set : search_sets(rule.pattern)) {
      out += escape_controls(fmt::format("; with one of: \"{}\"", fmt::join(set, "\", \"")));
    }
    out += '\n';
  }
  return out;
}

}  // namespace

int run_rules_list(const Invocation& invocation) {
  const std::string& format = invocation.options.format;
  if (!format.empty() && format != "text" && format != "json") {
    return report_failure(invocation.terminal,
                          {ErrorCode::usage, unknown_value("format", format, {"text", "json"})});
  }
  const auto rules = load_rules(invocation.options.rules, invocation.terminal);
  if (!rules) {
    return report_failure(invocation.terminal, rules.error());
  }
  const std::vector<Row> rows = rows_of(**rules);
  return print_result(invocation.terminal, format == "json" ? as_json(rows) : as_table(rows));
}

int run_rules_anchors(const Invocation& invocation) {
  const auto rules = load_rules(invocation.options.rules, invocation.terminal);
  if (!rules) {
    return report_failure(invocation.terminal, rules.error());
  }
  if (invocation.options.verbose) {
    return print_result(invocation.terminal, anchors_by_rule(**rules));
  }
  std::string out;
  for (const std::string& literal : anchor_literals(**rules)) {
    out += literal + "\n";  // none holds a line break
  }
  return print_result(invocation.terminal, out);
}

}  // namespace imprimatur::cli
