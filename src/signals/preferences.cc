// Preferences about uses by machines: AIPREF's Content-Usage (draft-ietf-aipref-vocab-07 and
// -attach-05) and Content Signals (contentsignals.org). What is missing says nothing.
#include "formats/ascii.h"
#include "signals/site_readers.h"
#include "signals/structured_field.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

constexpr std::string_view kUsage = "signal.content-usage";
constexpr std::string_view kSignal = "signal.content-signal";

struct Label {
  std::string_view name;
  Use use;
  bool current;
};
// Earlier drafts' labels are still met.
constexpr std::array kLabels = {
    Label{"train-ai", Use::ai_train, true},
    Label{"search", Use::search, true},
    Label{"train-genai", Use::ai_train, false},
    Label{"genai", Use::ai_train, false},
    Label{"ai", Use::ai_train, false},
    Label{"ai-use", Use::ai_input, false},
    Label{"ai-output", Use::ai_input, false},
    Label{"inference", Use::ai_input, false},
    Label{"tdm", Use::tdm, false},
    Label{"bots", Use::tdm, false},
    Label{"all", Use::tdm, false},
};

void add(const SignalPlace& place,
         std::string_view signal,
         Force force,
         UseSet permits,
         UseSet prohibits,
         std::vector<Claim>& out) {
  if (!prohibits.empty()) {
    Claim claim = claim_at(place, signal, force);
    claim.prohibits = prohibits;
    out.push_back(std::move(claim));
  }
  if (!permits.empty()) {
    Claim claim = claim_at(place, signal, force);
    claim.role = Role::permission;
    claim.permits = permits;
    out.push_back(std::move(claim));
  }
}

}  // namespace

void read_content_usage(std::string_view value, const SignalPlace& place, std::vector<Claim>& out) {
  const auto members = parse_dictionary(value);
  if (!members) {
    out.push_back(remark_at(
        place, kUsage, "it is no well-formed dictionary, so it says nothing; it may mean a ban"));
    return;
  }
  UseSet permits;
  UseSet prohibits;
  std::string unclear;
  std::string old;
  for (const DictionaryMember& member : *members) {
    const auto* label = std::find_if(kLabels.begin(), kLabels.end(), [&](const Label& known) {
      return known.name == member.key;
    });
    if (label == kLabels.end()) {
      continue;
    }
    const bool token = member.kind == DictionaryMember::Kind::token;
    if (!token || (member.token != "y" && member.token != "n")) {
      unclear += (unclear.empty() ? "" : ", ") + member.key;
      continue;
    }
    (member.token == "y" ? permits : prohibits).add(label->use);
    if (!label->current) {
      old += (old.empty() ? "" : ", ") + member.key;
    }
  }
  permits.remove(prohibits);
  add(place, kUsage, Force::preference, permits, prohibits, out);
  if (!unclear.empty()) {
    out.push_back(remark_at(
        place, kUsage, "the value of " + unclear + " is neither y nor n, so it is unset"));
  }
  if (!old.empty()) {
    out.push_back(remark_at(place, kUsage, "it uses a label of an earlier draft: " + old));
  }
}

void read_content_signal(std::string_view value,
                         const SignalPlace& place,
                         bool reserves,
                         std::vector<Claim>& out) {
  UseSet permits;
  UseSet prohibits;
  std::string unclear;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(','), value.size());
    const std::string_view item = trim_blanks(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
    const std::size_t equal = std::min(item.find('='), item.size());
    const std::string key = ascii_lower(trim_blanks(item.substr(0, equal)));
    const std::string said =
        ascii_lower(trim_blanks(item.substr(std::min(equal + 1, item.size()))));
    std::optional<Use> use;
    if (key == "search" || key == "ai-input" || key == "ai-train") {
      use = find_name<Use>(kUseNames, key);
    }
    if (use && (said == "yes" || said == "no")) {
      (said == "yes" ? permits : prohibits).add(*use);
    } else if (!item.empty()) {
      unclear += (unclear.empty() ? "" : ", ") + std::string(item.substr(0, 60));
    }
  }
  permits.remove(prohibits);
  add(place, kSignal, reserves ? Force::reservation : Force::preference, permits, prohibits, out);
  if (!unclear.empty()) {
    out.push_back(
        remark_at(place, kSignal, "content signals know no \"" + unclear + "\", so it is unset"));
  }
}

}  // namespace imprimatur
