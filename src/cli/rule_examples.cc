#include "cli/rule_examples.h"

#include "text/fold.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

bool names_holder(const Finding& finding, std::string_view id_or_name) {
  const std::string folded = fold(id_or_name);
  return std::any_of(finding.holders.begin(), finding.holders.end(), [&](const HolderRef& h) {
    return h.id.empty() ? fold(h.name) == folded : h.id == id_or_name;
  });
}

bool belongs_to(const ExampleOwner& owner, const Finding& finding) {
  if (owner.is_holder) {
    return names_holder(finding, owner.id);
  }
  return finding.rule == owner.id ||
         std::find(finding.related.begin(), finding.related.end(), owner.id) !=
             finding.related.end();
}

std::string uses_text(UseSet uses) {
  std::string text;
  for (std::size_t i = 0; i < kUseNames.size(); ++i) {
    if (uses.has(static_cast<Use>(i))) {
      text += fmt::format("{}{}", text.empty() ? "" : " ", kUseNames[i]);
    }
  }
  return text.empty() ? "none" : text;
}

std::string holders_text(const Finding& finding) {
  std::string text;
  for (const HolderRef& holder : finding.holders) {
    text += fmt::format("{}{}",
                        text.empty() ? "" : ", ",
                        holder.id.empty() ? "\"" + holder.name + "\"" : holder.id);
  }
  return text.empty() ? "nobody" : text;
}

std::string expected(std::string_view what, std::string_view wanted, std::string_view got) {
  return fmt::format("{}: expected {}, got {}", what, wanted, got);
}

// What about this finding is not as the example says.
std::string difference(const ExampleOwner& owner,
                       const RuleExample& example,
                       const Finding& finding) {
  // An example that is to stay "unknown" shows evidence that is seen and does not decide.
  if (owner.is_holder && !finding.counts && finding.role != Role::contribution &&
      example.verdict != Level::unknown) {
    return fmt::format("the finding does not count: {}", finding.why_not);
  }
  if (example.span && finding.text.find(*example.span) == std::string::npos) {
    return expected("span", "\"" + *example.span + "\"", "\"" + finding.text + "\"");
  }
  if (example.holder && !names_holder(finding, *example.holder)) {
    return expected("holder", *example.holder, holders_text(finding));
  }
  if (example.prohibits && !(finding.prohibits == *example.prohibits)) {
    return expected("prohibits", uses_text(*example.prohibits), uses_text(finding.prohibits));
  }
  if (example.permits && !(finding.permits == *example.permits)) {
    return expected("permits", uses_text(*example.permits), uses_text(finding.permits));
  }
  if (example.role && finding.role != *example.role) {
    return expected("role", name_of(*example.role), name_of(finding.role));
  }
  return {};
}

std::string verdict_difference(const RuleExample& example, const DocumentResult& result) {
  if (example.verdict && result.verdict.level != *example.verdict) {
    return expected("verdict", name_of(*example.verdict), name_of(result.verdict.level));
  }
  return {};
}

std::string found_instead(const DocumentResult& result) {
  std::string text;
  for (const Finding& finding : result.findings) {
    text += fmt::format("{}{} ({}, {})",
                        text.empty() ? "" : "; ",
                        finding.rule,
                        name_of(finding.role),
                        holders_text(finding));
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace

std::string match_failure(const ExampleOwner& owner,
                          const RuleExample& example,
                          const DocumentResult& result) {
  if (result.incomplete) {
    return "incomplete: " + result.incomplete->message;
  }
  std::string first;
  bool any = false;
  for (const Finding& finding : result.findings) {
    if (!belongs_to(owner, finding)) {
      continue;
    }
    any = true;
    const std::string wrong = difference(owner, example, finding);
    if (wrong.empty()) {
      return verdict_difference(example, result);
    }
    if (first.empty()) {
      first = wrong;
    }
  }
  return any ? first : "not found; found instead: " + found_instead(result);
}

std::string miss_failure(const ExampleOwner& owner,
                         const RuleExample& example,
                         const DocumentResult& result) {
  if (result.incomplete) {
    return "incomplete: " + result.incomplete->message;
  }
  for (const Finding& finding : result.findings) {
    if (finding.counts && belongs_to(owner, finding)) {
      return fmt::format("found and counted: \"{}\"", finding.text);
    }
  }
  return verdict_difference(example, result);
}

}  // namespace imprimatur::cli
