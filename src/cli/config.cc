// imprimatur config: the policy in effect, and a first one to fill in.
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/new_file.h"
#include "cli/session.h"
#include "report/escape.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

namespace imprimatur::cli {
namespace {

constexpr std::string_view kTemplate =
    R"(# What your organisation is and holds. Found from a text's folder upwards.

# The uses that matter here: republish, translate, excerpt, ai-train, ... (default: republish)
uses = ["republish"]
# The verdict from which on `imprimatur check` exits with 1.
fail-on = "permission-required"
# Folders and files not to check, as in .gitignore.
skip = []
# Folders with rules of your own, relative to this file.
rules = []

[organisation]
# Your own copyright is no problem.
names = []
# Where you publish (ISO 3166-1).
# territory = "DE"

# One entry per contract. Holders: `imprimatur rules list`.
# [[entitlement]]
# holder = "anadolu"
# uses = ["republish", "archive"]
# from = 2026-01-01
# until = 2026-12-31
# duties = ["attribute"]
# reference = "contract 2026/17"

# One entry per known exception; the reason is mandatory.
# [[suppression]]
# rule = "en.notice.copyright"
# paths = ["templates/**"]
# reason = "our own page footer"
# until = 2026-12-31
)";

template <typename Set, std::size_t N>
std::string names_of(Set set, const std::array<std::string_view, N>& names) {
  std::string text;
  for (std::size_t i = 0; i < N; ++i) {
    if (set.bits() & (1U << i)) {
      text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", names[i]);
    }
  }
  return text;
}

std::string quoted(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", escape_controls(value));
  }
  return text;
}

void append_line(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) {
    out += fmt::format("{} = \"{}\"\n", key, escape_controls(value));
  }
}

std::string entitlements_text(const Policy& policy) {
  std::string out;
  for (const Entitlement& entry : policy.entitlements) {
    out += fmt::format("\n[[entitlement]]  # line {}\n", entry.at.line);
    append_line(out, "holder", entry.holder);
    out += fmt::format("uses = [{}]\n", names_of(entry.uses, kUseNames));
    append_line(out, "from", entry.from);
    append_line(out, "until", entry.until);
    if (!entry.territory.empty()) {
      out += fmt::format("territory = [{}]\n", quoted(entry.territory));
    }
    if (!entry.duties.empty()) {
      out += fmt::format("duties = [{}]\n", names_of(entry.duties, kDutyNames));
    }
    append_line(out, "reference", entry.reference);
  }
  return out;
}

std::string suppressions_text(const Policy& policy) {
  std::string out;
  for (const Suppression& entry : policy.suppressions) {
    out += fmt::format("\n[[suppression]]  # line {}\n", entry.at.line);
    append_line(out, "rule", entry.rule);
    append_line(out, "fingerprint", entry.fingerprint);
    if (!entry.paths.empty()) {
      out += fmt::format("paths = [{}]\n", quoted(entry.paths));
    }
    append_line(out, "reason", entry.reason);
    append_line(out, "until", entry.until);
  }
  return out;
}

std::string origin(bool from_flag, bool from_policy) {
  return from_flag ? "command line" : (from_policy ? "policy" : "default");
}

std::string show(const Workplace& workplace, const Options& options) {
  const Policy& policy = *workplace.policy.policy;
  std::string out;
  if (policy.path.empty()) {
    out = options.no_policy ? "# no policy (--no-policy)\n"
                            : "# no imprimatur.toml from here upwards: the default policy\n";
  } else {
    out = fmt::format("# policy {} ({})\n",
                      display_name(policy.path),
                      options.policy.empty() ? "nearest" : "--policy");
  }
  std::string uses = names_of(policy.uses, kUseNames);
  if (policy.republish) {
    uses = uses.empty() ? "\"republish\"" : "\"republish\", " + uses;
  }
  out += fmt::format(
      "uses = [{}]  # {}\n", uses, origin(false, !policy.uses.empty() || !policy.republish));
  out += fmt::format("fail-on = \"{}\"  # {}\n",
                     name_of(workplace.fail_on),
                     origin(!options.fail_on.empty(), policy.fail_on.has_value()));
  out += fmt::format("skip = [{}]\n", quoted(policy.skip));
  std::vector<std::string> rules = policy.rules;
  rules.insert(rules.end(), options.rules.begin(), options.rules.end());
  out += fmt::format("rules = [{}]  # digest {}\n", quoted(rules), workplace.rules->digest());
  out += fmt::format("count-contributions = {}\n", policy.count_contributions);
  out += fmt::format("\n[organisation]\nnames = [{}]\n", quoted(policy.own_names));
  append_line(out, "territory", policy.territory);
  return out + entitlements_text(policy) + suppressions_text(policy);
}

}  // namespace

int run_config_show(const Invocation& invocation) {
  const Options& options = invocation.options;
  if (options.inputs.size() > 1) {
    return report_failure(invocation.terminal,
                          {ErrorCode::usage, "config show takes one file or folder"});
  }
  Session session(options, invocation.checked, invocation.terminal, {});
  const std::string input = options.inputs.empty() ? "." : options.inputs.front();
  const auto workplace = session.for_folder(policy_folder(input));
  if (!workplace) {
    return report_failure(invocation.terminal, workplace.error());
  }
  return print_result(invocation.terminal, show(**workplace, options));
}

int run_config_init(const Invocation& invocation) {
  return write_new_file(
      invocation.terminal, invocation.options.directory, "imprimatur.toml", kTemplate);
}

}  // namespace imprimatur::cli
