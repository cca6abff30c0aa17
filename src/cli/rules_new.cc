// imprimatur rules new KIND ID: a rule file to fill in, with its keys explained. As it is written
// it passes `rules check` and `rules test`, so that whoever fills it in sees their own mistakes
// only.
#include "cli/commands.h"
#include "cli/new_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

// @ID@ and @DATE@ are replaced.
constexpr std::string_view kHolder = R"toml(schema = 1
kind = "holder"
id = "@ID@"
name = "@ID@ News Agency"
legal-names = []
# Names that identify the holder anywhere in a text, in every script it is written in.
aliases = []
# Short forms that count only in datelines, credit lines and notices: ["AA"].
codes = []
# not-followed-by = ["University"]   # words after a name that make it somebody else's
type = "wire-agency"      # wire-agency photo-agency newspaper broadcaster syndicate publisher
                          # open-publisher press-release government intergovernmental other
# country = "TR"          # ISO 3166-1
languages = ["en"]
domains = []
# terms = "https://..."   # the terms of use
# licensing = "https://..."   # whom to ask for permission
# note = "..."            # what an editor should know
source = "public usage"   # where the facts were seen
checked = @DATE@
verified = false          # true when seen in real text

# Texts that must give a finding of this holder, and near misses that must not.
match = [
  "Source: @ID@ News Agency",
  "Copyright 2026 @ID@ News Agency. All rights reserved.",
]
miss = [
  "The council agreed on a budget for next year.",
  "A spokesman told @ID@ News Agency that talks continue.",
]

# Formulas of its own need rules; general ones ("(c) 2026 NAME", "Source: NAME") are known.
# [[rule]]
# id = "@ID@.subscribers-only"
# role = "restriction"      # notice reservation restriction permission duty licence dateline byline
#                           # credit endmark contribution embargo
# language = "en"           # whose words {macros} are
# pattern = "for subscribers of the @ID@ wire only"   # lower case; a blank also matches a line break
# prohibits = "general"     # named, general, all, or a list of uses
# match = [
#   "For subscribers of the @ID@ wire only.",
#   "The text is for subscribers of the @ID@ wire only.",
# ]
# miss = [
#   "The number of subscribers grew.",
#   "The @ID@ wire has new subscribers.",
# ]
)toml";

constexpr std::string_view kLanguage = R"toml(schema = 1
kind = "language"
language = "@ID@"
name = "@ID@"
source = "public usage"   # where the formulas were seen
checked = @DATE@

# Patterns are written naturally, in lower case, with their accents.
exceptions = ["without (?:prior |written ){0,2}permission"]
self = ["this (?:article|text)"]
discussion = ["the notice (?:reads|says)"]
other-work = ["the (?:book|film|software)"]
months = [["jan"], ["feb"], ["mar"], ["apr"], ["may"], ["jun"], ["jul"], ["aug"], ["sep"], ["oct"], ["nov"], ["dec"]]
photo = ["photo(?:graph)? ?(?:by|:)"]

[words]                   # free names for patterns: {may-not}
may-not = ["may not", "must not"]

[uses.participle]         # {use.participle}: which word names which use
publish = ["(?:re)?published", "printed"]
redistribute = ["redistributed", "distributed"]
general = ["reproduced", "copied"]

[duties]
attribute = ["credit(?:ed)?"]

[constraints]
commercial-only = ["for commercial purposes"]

[[rule]]
id = "@ID@.reservation.all-rights"
role = "reservation"
pattern = "all rights (?:are )?reserved"
match = [
  "It rained on Sunday.\n\nAll rights reserved.",
  "All rights are reserved.",
]
miss = [
  "The table was reserved.",
  "All people have rights.",
]

[[rule]]
id = "@ID@.permission.may-be"
role = "permission"
pattern = "{self} may be (?:freely )?{use.participle}"
strength = "clause"
permits = "named"
match = [
  "This article may be republished if the source is credited.",
  "This text may be freely distributed.",
]
miss = [
  "This article may not be republished.",
  "This article may be long.",
]

[[rule]]
id = "@ID@.restriction.may-not-be"
role = "restriction"
pattern = "{may-not} be {use.participle}"
strength = "clause"
prohibits = "named"
match = [
  "This article may not be published or redistributed without permission.",
  "This text must not be reproduced without prior written permission.",
]
miss = [
  "The results may not be ready until Friday.",
  "You may republish this article.",
]
)toml";

constexpr std::string_view kLicence = R"toml(schema = 1
kind = "licence"
source = "https://example.org/licence"   # where its text stands
checked = @DATE@

[[licence]]
id = "@ID@"
name = "@ID@ Licence"
url = "https://example.org/licence"
permits = "all"           # or a list of uses
duties = ["attribute"]
constraints = []

[[rule]]
id = "@LOWER@.name"
role = "licence"
licence = "@ID@"
pattern = "licen[cs]ed under (?:the )?@LOWER@ licence"
match = [
  "This text is licensed under the @ID@ Licence.",
  "Licensed under @ID@ Licence.",
]
miss = [
  "The driver lost her licence.",
  "The shop was licensed under a local law.",
]
)toml";

std::string filled(std::string_view text, const std::string& id, const std::string& today) {
  std::string lower = id;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  std::string out;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('@'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    const std::size_t before = text.size();
    const auto replace = [&](std::string_view mark, const std::string& value) {
      if (text.starts_with(mark)) {
        out += value;
        text.remove_prefix(mark.size());
      }
    };
    replace("@ID@", id);
    replace("@LOWER@", lower);
    replace("@DATE@", today);
    if (text.size() == before && !text.empty()) {
      out += text.front();  // a sign that is no mark
      text.remove_prefix(1);
    }
  }
  return out;
}

bool is_id(const std::string& id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  });
}

}  // namespace

int run_rules_new(const Invocation& invocation) {
  const Options& options = invocation.options;
  std::string_view text;
  if (options.kind == "holder") {
    text = kHolder;
  } else if (options.kind == "language") {
    text = kLanguage;
  } else if (options.kind == "licence") {
    text = kLicence;
  } else {
    return report_failure(
        invocation.terminal,
        {ErrorCode::usage,
         options.kind.empty()
             ? "rules new needs a kind (holder, language or licence) and an id"
             : unknown_value("kind", options.kind, {"holder", "language", "licence"})});
  }
  if (!is_id(options.id)) {
    return report_failure(invocation.terminal,
                          {ErrorCode::usage,
                           "rules new needs an id of letters, digits, '-' and '.': " +
                               fmt::format("'rules new {} my-id'", options.kind)});
  }
  return write_new_file(invocation.terminal,
                        options.directory,
                        options.id + ".toml",
                        filled(text, options.id, invocation.checked.today));
}

}  // namespace imprimatur::cli
