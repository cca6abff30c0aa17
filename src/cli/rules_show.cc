// imprimatur rules show ID: everything the database says about a rule, a holder, a licence or a
// robot.
#include "cli/commands.h"
#include "cli/rule_files.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

template <typename E, std::size_t N>
std::string list_of(EnumSet<E> set, const std::array<std::string_view, N>& names) {
  std::string text;
  for (std::size_t i = 0; i < N; ++i) {
    if (set.has(static_cast<E>(i))) {
      text += fmt::format("{}{}", text.empty() ? "" : ", ", names[i]);
    }
  }
  return text;
}

class Page {
 public:
  void title(std::string_view kind, std::string_view id) {
    out_ += fmt::format("{}{} {}\n", out_.empty() ? "" : "\n", kind, id);
  }
  void fact(std::string_view key, std::string_view value) {
    if (!value.empty()) {
      out_ += fmt::format("  {:<13} {}\n", key, escape_controls(value));
    }
  }
  void example(std::string_view key, const RuleExample& example) {
    fact(key, example.text);
    if (example.span) {
      fact("", "span: " + *example.span);
    }
    if (example.holder) {
      fact("", "holder: " + *example.holder);
    }
    if (example.prohibits) {
      fact("", "prohibits: " + list_of(*example.prohibits, kUseNames));
    }
    if (example.permits) {
      fact("", "permits: " + list_of(*example.permits, kUseNames));
    }
    if (example.verdict) {
      fact("", fmt::format("verdict: {}", name_of(*example.verdict)));
    }
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::string uses_text(const UsesSpec& spec) {
  switch (spec.mode) {
    case UsesSpec::Mode::none:
      return {};
    case UsesSpec::Mode::named:
      return "those that the sentence names";
    case UsesSpec::Mode::general:
      return "all but excerpt and search";
    case UsesSpec::Mode::all:
      return "all uses";
    case UsesSpec::Mode::list:
      return list_of(spec.uses, kUseNames);
  }
  return {};
}

std::string place_of(const RuleFile& file, const RulePosition& at) {
  return fmt::format("{}:{}", file.path, at.line);
}

void show_rule(Page& page, const RuleFile& file, const Rule& rule) {
  page.title("rule", rule.id);
  page.fact("file", place_of(file, rule.at));
  page.fact("role", name_of(rule.role));
  page.fact("pattern", rule.pattern);
  for (const std::string& pattern : rule.unless) {
    page.fact("unless", pattern);
  }
  page.fact("strength", kStrengthNames[static_cast<std::size_t>(rule.strength)]);
  page.fact("place", kPlaceNames[static_cast<std::size_t>(rule.place)]);
  page.fact("scope", name_of(rule.scope));
  page.fact("prohibits", uses_text(rule.prohibits));
  page.fact("permits", uses_text(rule.permits));
  page.fact("duties", list_of(rule.duties, kDutyNames));
  page.fact("constraints", list_of(rule.constraints, kConstraintNames));
  for (const Modifier& modifier : rule.modifiers) {
    page.fact("modifier", modifier.pattern);
  }
  page.fact("licence", rule.licence);
  page.fact("note", rule.note);
  page.fact("source", rule.source);
  page.fact("checked", rule.checked);
  for (const RuleExample& example : rule.match) {
    page.example("match", example);
  }
  for (const RuleExample& example : rule.miss) {
    page.example("miss", example);
  }
}

std::string name_text(const HolderName& name) {
  const std::string_view rule = kCaseRuleNames[static_cast<std::size_t>(name.case_rule)];
  return name.code ? fmt::format("{} (code, case {})", name.text, rule) : name.text;
}

void show_holder(Page& page, const RuleFile& file, const Holder& holder) {
  page.title("holder", holder.id);
  page.fact("file", place_of(file, holder.at));
  page.fact("name", holder.name);
  page.fact("type", kHolderKindNames[static_cast<std::size_t>(holder.kind)]);
  for (const HolderName& name : holder.names) {
    page.fact("also", name.text == holder.name ? std::string() : name_text(name));
  }
  page.fact("country", holder.country);
  page.fact("languages", fmt::format("{}", fmt::join(holder.languages, ", ")));
  page.fact("domains", fmt::format("{}", fmt::join(holder.domains, ", ")));
  page.fact("not before", fmt::format("{}", fmt::join(holder.not_followed_by, ", ")));
  page.fact("terms", holder.terms);
  page.fact("licensing", holder.licensing);
  page.fact("source", holder.source);
  page.fact("checked", holder.checked);
  page.fact("verified", holder.verified ? "seen in real text" : "only known, not yet seen");
  page.fact("note", holder.note);
  for (const Rule& rule : file.rules) {
    page.fact("rule", rule.id);
  }
}

void show_licence(Page& page, const RuleFile& file, const Licence& licence) {
  page.title("licence", licence.id);
  page.fact("file", place_of(file, licence.at));
  page.fact("name", licence.name);
  page.fact("url", licence.url);
  page.fact("permits", list_of(licence.permits, kUseNames));
  page.fact("duties", list_of(licence.duties, kDutyNames));
  page.fact("constraints", list_of(licence.constraints, kConstraintNames));
  page.fact("source", licence.source);
  page.fact("checked", licence.checked);
  for (const Rule& rule : file.rules) {
    if (rule.licence == licence.id) {
      page.fact("rule", rule.id);
    }
  }
}

void show_agent(Page& page, const RuleFile& file, const Agent& agent) {
  page.title("agent", agent.token);
  page.fact("file", place_of(file, agent.at));
  page.fact("operator", agent.operator_name);
  page.fact("purpose",
            agent.purpose.empty() ? "several, or not known" : list_of(agent.purpose, kUseNames));
  page.fact("robots.txt", kObedienceNames[static_cast<std::size_t>(agent.robots)]);
  page.fact("", agent.control_only ? "a token only: no robot of this name visits" : "");
  page.fact("note", agent.note);
  page.fact("source", agent.source);
  page.fact("checked", agent.checked);
}

}  // namespace

int run_rules_show(const Invocation& invocation) {
  const std::string& id = invocation.options.id;
  if (id.empty()) {
    return report_failure(invocation.terminal,
                          {ErrorCode::usage,
                           "rules show needs the id of a rule, holder, licence or agent; "
                           "'imprimatur rules list' has them"});
  }
  const auto files = parse_rule_files(invocation.options.rules, true, invocation.terminal);
  if (!files) {
    return report_failure(invocation.terminal, files.error());
  }
  Page page;
  std::vector<std::string_view> known;
  const auto is_wanted = [&](const std::string& candidate) {
    known.push_back(candidate);
    return candidate == id;
  };
  for (const RuleFile& file : *files) {
    for (const Rule& rule : file.rules) {
      if (is_wanted(rule.id)) {
        show_rule(page, file, rule);
      }
    }
    for (const Holder& holder : file.holders) {
      if (is_wanted(holder.id)) {
        show_holder(page, file, holder);
      }
    }
    for (const Licence& licence : file.licences) {
      if (is_wanted(licence.id)) {
        show_licence(page, file, licence);
      }
    }
    for (const Agent& agent : file.agents) {
      if (is_wanted(agent.token)) {
        show_agent(page, file, agent);
      }
    }
  }
  std::string text = page.take();
  if (!text.empty()) {
    return print_result(invocation.terminal, text);
  }
  std::string message = unknown_value("id", id, known);
  message.resize(std::min(message.size(), message.find("; known are")));
  return report_failure(invocation.terminal, {ErrorCode::usage, std::move(message)});
}

}  // namespace imprimatur::cli
