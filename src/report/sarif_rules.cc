#include "report/sarif_rules.h"

#include "report/annotation.h"
#include "report/escape.h"
#include "report/log_safe.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <string_view>

namespace imprimatur {
namespace {

using Json = nlohmann::ordered_json;

struct RoleText {
  std::string_view title;
  std::string_view meaning;
  std::string_view level;  // SARIF's, where a run says nothing else
};

// By Role.
constexpr std::array<RoleText, kRoleNames.size()> kRoleTexts = {{
    {"Copyright notice", "Somebody claims the copyright in the text.", "warning"},
    {"Rights reserved", "Rights in the text are reserved.", "warning"},
    {"Restriction", "A clause prohibits uses of the text.", "error"},
    {"Permission", "A clause permits uses of the text.", "note"},
    {"Duty", "A clause asks something in return for the use of the text.", "note"},
    {"Licence", "The text is under a licence.", "note"},
    {"Dateline", "The dateline shows agency copy.", "warning"},
    {"Byline", "The byline shows agency copy.", "warning"},
    {"Credit line", "A credit line names who the text comes from.", "warning"},
    {"End mark", "The end mark shows agency copy.", "warning"},
    {"Contribution", "An agency contributed to the text.", "note"},
    {"Embargo", "The text may not be published before a date.", "error"},
}};

RoleText text_of(const std::string& id, std::optional<Role> role) {
  if (role) {
    return kRoleTexts[static_cast<std::size_t>(*role)];
  }
  if (id == kIncompleteRule) {
    return {"Not read completely",
            "The document could not be read or not completely, so that it has no verdict.",
            "error"};
  }
  return {"Verdict", "The verdict of the whole document is at the limit.", "error"};
}

std::string_view precision(double confidence) {
  if (confidence >= 0.95) {
    return "very-high";
  }
  return confidence >= 0.85 ? "high" : (confidence >= 0.6 ? "medium" : "low");
}

constexpr std::string_view kWhatToDo =
    "Ask the holder, use a contract you hold (an entitlement in imprimatur.toml), or take the text "
    "out. If the finding is wrong or known, suppress it in imprimatur.toml with the reason.";

constexpr std::string_view kReadIt =
    "Make the file readable, or leave it out with skip in imprimatur.toml: what was not read is "
    "not "
    "clean.";

// https addresses only: a rule file may hold anything.
std::string address_of(const Rule* rule) {
  const std::string address = rule == nullptr ? std::string() : rule->source;
  const bool safe =
      address.starts_with("https://") && address.find_first_of(" \"<>`)") == std::string::npos;
  return safe ? address : std::string();
}

std::string describe(const std::string& id, std::optional<Role> role, const Rule* rule) {
  const RoleText text = text_of(id, role);
  const std::string note = rule == nullptr ? std::string() : escape_controls(rule->note);
  const std::string full = std::string(text.meaning) + (note.empty() ? "" : " " + note);
  const std::string_view what_to_do = id == kIncompleteRule ? kReadIt : kWhatToDo;
  std::string help = fmt::format("{} {}", full, what_to_do);
  std::string markdown = fmt::format("{}\n\n{}", full, what_to_do);
  const std::string address = address_of(rule);
  if (!address.empty()) {
    help += fmt::format(" Source: {}", address);
    markdown += fmt::format("\n\n[Source]({})", address);
  }
  if (rule != nullptr && !rule->checked.empty()) {
    help += fmt::format(" (checked {})", rule->checked);
    markdown += fmt::format(", checked {}", rule->checked);
  }
  Json descriptor = {{"id", id},
                     {"shortDescription", {{"text", fmt::format("{} ({})", text.title, id)}}},
                     {"fullDescription", {{"text", full.substr(0, 1000)}}},
                     {"help", {{"text", help}, {"markdown", markdown}}}};
  if (!address.empty()) {
    descriptor["helpUri"] = address;
  }
  descriptor["defaultConfiguration"] = {{"level", text.level}};
  descriptor["properties"] = {
      {"tags", Json::array({"copyright", role ? name_of(*role) : "imprimatur"})},
      {"precision", precision(rule == nullptr ? 0.95 : rule->confidence)},
      {"problem.severity", text.level == "note" ? "recommendation" : text.level}};
  return escape_json_controls(
      defuse_json(descriptor.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

}  // namespace

std::size_t SarifRules::index_of(const std::string& id, std::optional<Role> role) {
  const auto [entry, is_new] = indices_.emplace(id, descriptors_.size());
  if (is_new) {
    const CompiledRule* found = rules_ == nullptr ? nullptr : rules_->find_rule(id);
    descriptors_.push_back(describe(id, role, found == nullptr ? nullptr : found->rule));
  }
  return entry->second;
}

std::string SarifRules::json() const {
  return fmt::format("[{}]", fmt::join(descriptors_, ",\n"));
}

}  // namespace imprimatur
