// imprimatur rules export and rules schema: the database as a page to read or as JSON, and what a
// rule file may say, for editors.
#include "cli/commands.h"
#include "cli/rule_facts.h"
#include "cli/rule_files.h"
#include "cli/session.h"
#include "report/escape.h"
#include "report/json_object.h"
#include "rules/schema.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

constexpr std::array<std::string_view, 5> kTitles = {
    "Languages", "Holders", "Licences", "Rules", "Agents"};
constexpr std::array<std::string_view, 5> kKeys = {
    "languages", "holders", "licences", "rules", "agents"};

std::string as_json(const std::vector<RuleEntry>& entries, const std::string& digest) {
  std::string out = fmt::format("{{\"schema\":1,\"digest\":{}", json_string(digest));
  for (std::size_t kind = 0; kind < kKeys.size(); ++kind) {
    out += fmt::format(",\n\"{}\":[", kKeys[kind]);
    bool first = true;
    for (const RuleEntry& entry : entries) {
      if (static_cast<std::size_t>(entry.kind) != kind) {
        continue;
      }
      out += (first ? "\n" : ",\n") + json_of(entry);
      first = false;
    }
    out += "\n]";
  }
  return out + "}\n";
}

// As code of Markdown: between more backticks than it holds.
std::string code(std::string_view text) {
  const std::string shown = escape_controls(text);
  std::string fence = "`";
  while (shown.find(fence) != std::string::npos) {
    fence += '`';
  }
  const std::string_view pad = shown.starts_with('`') || shown.ends_with('`') ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, pad, shown, pad, fence);
}

bool is_prose(std::string_view key) {
  return key == "name" || key == "note" || key == "licensing" || key == "type" || key == "role" ||
         key == "terms" || key == "url" || key == "source" || key == "checked";
}

// Prose must not become markup: names hold * and _ too.
std::string prose(std::string_view text) {
  std::string out;
  for (const char c : escape_controls(text)) {
    if (std::string_view("\\`*_[]<>|").find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

void append_entry(std::string& out, const RuleEntry& entry) {
  const Fact* name = entry.find("name");
  out += fmt::format("\n### {}{}\n\n",
                     name == nullptr ? std::string() : prose(name->values.front()) + " ",
                     code(entry.id));
  for (const Fact& fact : entry.facts) {
    if (fact.key == "name") {
      continue;
    }
    if (fact.kind == Fact::Kind::list && (fact.key == "match" || fact.key == "miss")) {
      out += fmt::format("- {}:\n", fact.key);
      for (const std::string& value : fact.values) {
        out += fmt::format("  - {}\n", code(value));
      }
      continue;
    }
    std::string values;
    for (const std::string& value : fact.values) {
      values += fmt::format(
          "{}{}", values.empty() ? "" : ", ", is_prose(fact.key) ? prose(value) : code(value));
    }
    out += fmt::format("- {}: {}\n", fact.key, values);
  }
}

std::string as_markdown(const std::vector<RuleEntry>& entries, const std::string& digest) {
  std::array<std::size_t, kTitles.size()> counts{};
  for (const RuleEntry& entry : entries) {
    ++counts[static_cast<std::size_t>(entry.kind)];
  }
  std::string out = fmt::format(
      "# The rules of Imprimatur\n\n"
      "{} languages, {} holders, {} licences, {} rules and {} agents; digest `{}`. Written by "
      "`imprimatur rules export`.\n",
      counts[0],
      counts[1],
      counts[2],
      counts[3],
      counts[4],
      digest);
  for (std::size_t kind = 0; kind < kTitles.size(); ++kind) {
    out += fmt::format("\n## {}\n", kTitles[kind]);
    for (const RuleEntry& entry : entries) {
      if (static_cast<std::size_t>(entry.kind) == kind) {
        append_entry(out, entry);
      }
    }
  }
  return out;
}

}  // namespace

int run_rules_export(const Invocation& invocation) {
  const Options& options = invocation.options;
  const std::string format = options.format.empty() ? "markdown" : options.format;
  if (format != "json" && format != "markdown") {
    return report_failure(
        invocation.terminal,
        {ErrorCode::usage, unknown_value("format", format, {"json", "markdown"})});
  }
  const auto rules = load_rules(options.rules, invocation.terminal);
  if (!rules) {
    return report_failure(invocation.terminal, rules.error());
  }
  const auto files = parse_rule_files(options.rules, true, invocation.terminal);
  if (!files) {
    return report_failure(invocation.terminal, files.error());
  }
  const std::vector<RuleEntry> entries = rule_entries(*files);
  const std::string& digest = (*rules)->digest();
  return print_result(invocation.terminal,
                      format == "json" ? as_json(entries, digest) : as_markdown(entries, digest));
}

int run_rules_schema(const Invocation& invocation) {
  return print_result(invocation.terminal, rules_schema());
}

}  // namespace imprimatur::cli
