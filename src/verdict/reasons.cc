#include "verdict/reasons.h"

#include "signals/claim.h"

#include <array>
#include <string_view>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::array<std::string_view, kUseNames.size()> kUseVerbs = {"publishing",
                                                                      "broadcasting",
                                                                      "redistributing",
                                                                      "rewriting",
                                                                      "translating",
                                                                      "excerpting",
                                                                      "archiving",
                                                                      "commercial use",
                                                                      "text and data mining",
                                                                      "AI training",
                                                                      "use as AI input",
                                                                      "search indexing"};
constexpr std::array<std::string_view, kDutyNames.size()> kDutyPhrases = {
    "name the source",
    "link to the original",
    "pass it on under the same terms",
    "leave the text unchanged",
    "tell the holder",
    "keep the licence notice",
    "charge nothing for it",
    "delete it when the time is over",
    "pay for it",
    "get a licence first"};
constexpr std::array<std::string_view, kConstraintNames.size()> kConstraintPhrases = {
    "for non-commercial use only",
    "for commercial use",
    "for personal use only",
    "for single items, not wholesale",
    "in a limited territory",
    "in certain media only",
    "for a limited time",
    "for subscribers only"};

std::string join(const std::vector<std::string_view>& parts, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      text += i + 1 == parts.size() ? last : std::string_view(", ");
    }
    text += parts[i];
  }
  return text;
}

template <typename E, std::size_t N>
std::vector<std::string_view> phrases(EnumSet<E> set,
                                      const std::array<std::string_view, N>& table) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < N; ++i) {
    if (set.has(static_cast<E>(i))) {
      parts.push_back(table[i]);
    }
  }
  return parts;
}

std::string party_name(const Party& party) {
  return party.ref.name.empty() ? "The rights holder, who is not named," : party.ref.name;
}

std::string action(const Question& question) {
  if (!question.use) {
    return "republishing";
  }
  return std::string(kUseVerbs[static_cast<std::size_t>(*question.use)]);
}

std::string years_of(const Finding& finding) {
  if (finding.years.empty()) {
    return {};
  }
  std::string text = " (" + std::to_string(finding.years.front());
  if (finding.years.size() > 1) {
    text += "-" + std::to_string(finding.years.back());
  }
  return text + ")";
}

// Evidence in a sentence: one line, not too long.
std::string quoted(std::string_view evidence) {
  constexpr std::size_t kMost = 120;
  std::string text;
  for (const char c : evidence) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank || !text.ends_with(' ')) {
      text += blank ? ' ' : c;
    }
  }
  if (text.size() > kMost) {
    std::size_t end = kMost;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    text = text.substr(0, end) + "...";
  }
  return '"' + text + '"';
}

// 'https://example.org/robots.txt, line 4, forbids AI training: "Content-Usage: train-ai=n".'
std::string origin_text(const Finding& finding, std::string_view does, UseSet uses) {
  std::string text = finding.origin == "response header"
                         ? "The header of the answer "
                         : finding.origin + ", line " + std::to_string(finding.origin_line) + ", ";
  text += std::string(does) + " " + use_phrase(uses);
  const auto limits = phrases(finding.constraints, kConstraintPhrases);
  if (!limits.empty()) {
    text += " " + join(limits, " and ");
  }
  const auto duties = phrases(finding.duties, kDutyPhrases);
  if (!duties.empty()) {
    text += " if you " + join(duties, " and ");
  }
  return text + ": " + quoted(finding.text) + ".";
}

std::string forbidden_text(const Party& party, const UseVerdict& verdict, const Finding& finding) {
  if (!finding.origin.empty() && finding.machine) {
    return origin_text(finding, "forbids", finding.prohibits);
  }
  if (finding.role == Role::embargo) {
    return finding.until == kNoEmbargoEnd
               ? std::string("The text is under embargo, and no date is given for its end.")
               : "The text is under embargo until " + finding.until + ".";
  }
  if (!finding.note.empty()) {
    return finding.note;
  }
  std::string text =
      party_name(party) + " forbids " + use_phrase(finding.prohibits) + " of this text";
  text += finding.with_permission ? " without permission." : ".";
  if (verdict.conflict) {
    text += " Another clause permits it; where the two conflict, the prohibition is followed.";
  }
  return text;
}

std::string claim_text(const Party& party,
                       const UseVerdict& verdict,
                       const Finding& finding,
                       const std::string& doing) {
  const std::string nothing = ", and nothing here permits " + doing + ".";
  if (!finding.note.empty()) {
    return finding.note;
  }
  if (verdict.commercial_only) {
    return party_name(party) +
           " forbids use for commercial purposes; other use is not expressly permitted.";
  }
  switch (finding.role) {
    case Role::dateline:
      return "The dateline marks this as copy of " + party.ref.name + nothing;
    case Role::byline:
      return "The byline names " + party.ref.name + nothing;
    case Role::credit:
      return "The credit line names " + party.ref.name + " as the source of the text" + nothing;
    case Role::endmark:
      return "The end mark is that of " + party.ref.name + nothing;
    case Role::contribution:
      return party.ref.name + " contributed to this text" + nothing;
    case Role::permission:
    case Role::licence:
    case Role::duty:
      if (is_offer(finding)) {
        return finding.origin.empty()
                   ? party_name(party) + " permits " + doing + " only if you " +
                         join(phrases(finding.duties, kDutyPhrases), " and ") + "."
                   : origin_text(finding, "permits", finding.permits);
      }
      return party_name(party) + " permits some uses, but not " + doing + ".";
    case Role::restriction:
      return party_name(party) + " restricts " + use_phrase(finding.prohibits) + nothing;
    default:
      break;
  }
  if (party.ref.name.empty()) {
    return "Rights in this text are reserved" + years_of(finding) + nothing;
  }
  return party.ref.name + " claims copyright" + years_of(finding) + nothing;
}

std::string grant_text(const Finding& finding, const Licence* licence, const std::string& doing) {
  std::string text = licence != nullptr ? "The text is under " + licence->name + ", which permits "
                                        : std::string("A clause of the text permits ");
  text += doing;
  const auto limits = phrases(finding.constraints, kConstraintPhrases);
  if (!limits.empty()) {
    text += " " + join(limits, " and ");
  }
  const auto duties = phrases(finding.duties, kDutyPhrases);
  if (!duties.empty()) {
    text += " if you " + join(duties, " and ");
  }
  return text + ".";
}

std::string ask(const Party& party, const std::string& doing) {
  if (party.ref.name.empty()) {
    return "Find out who holds the rights and ask before " + doing + ".";
  }
  std::string text = "Ask " + party.ref.name + " for permission before " + doing;
  if (party.holder != nullptr && !party.holder->licensing.empty()) {
    text += ": " + party.holder->licensing;
  }
  return text + (text.back() == '.' ? "" : ".");
}

Reason entitled(const Party& party, const UseVerdict& verdict, const std::string& doing) {
  Reason reason;
  reason.level = verdict.level;
  if (verdict.own) {
    reason.text = party.ref.name + " is your own organisation.";
    return reason;
  }
  const Entitlement& held = *verdict.entitlement;
  reason.text = "Your agreement with " + party.ref.name;
  if (!held.reference.empty()) {
    reason.text += " (" + held.reference + ")";
  }
  reason.text += " covers " + doing;
  reason.text += held.until.empty() ? "." : " until " + held.until + ".";
  const auto duties = phrases(held.duties, kDutyPhrases);
  if (!duties.empty()) {
    reason.next_step = "Mind its duties: " + join(duties, " and ") + ".";
  }
  return reason;
}

}  // namespace

std::string use_phrase(UseSet uses) {
  if (uses == kAllUses) {
    return "every use";
  }
  UseSet most = general_uses();
  most.remove(uses);
  if (most.empty()) {
    return "reuse";
  }
  return join(phrases(uses, kUseVerbs), " and ");
}

Reason reason_for(const Party& party,
                  const UseVerdict& verdict,
                  const Question& question,
                  const std::vector<Finding>& findings,
                  const VerdictContext& context) {
  const std::string doing = action(question);
  if (verdict.own || verdict.entitlement != nullptr) {
    return entitled(party, verdict, doing);
  }
  Reason reason;
  reason.level = verdict.level;
  reason.finding = verdict.finding;
  if (!verdict.finding) {
    return reason;
  }
  const Finding& finding = findings[*verdict.finding];
  reason.terms = party.holder != nullptr ? party.holder->terms : std::string();
  const Licence* licence = context.rules->find_licence(finding.licence);
  switch (verdict.level) {
    case Level::forbidden:
      reason.text = forbidden_text(party, verdict, finding);
      reason.next_step = finding.role != Role::embargo ? ask(party, doing)
                         : finding.until == kNoEmbargoEnd
                             ? std::string("Ask the provider when the embargo ends.")
                             : "Wait until " + finding.until + ", then check again.";
      break;
    case Level::permission_required:
      reason.text = claim_text(party, verdict, finding, doing);
      reason.next_step = ask(party, doing);
      break;
    case Level::conditional:
    case Level::allowed:
      reason.text = finding.machine && !finding.origin.empty()
                        ? origin_text(finding, "permits", finding.permits)
                        : grant_text(finding, licence, doing);
      reason.terms = licence != nullptr && !licence->url.empty() ? licence->url : reason.terms;
      if (finding.duties.has(Duty::attribute)) {
        const std::string licensed = licence != nullptr ? ", " + licence->name : std::string();
        reason.credit = party.ref.name.empty() ? std::string() : party.ref.name + licensed;
        reason.next_step = reason.credit.empty()
                               ? "Add a credit line with the author and the source" + licensed + "."
                               : "Add a credit line: \"" + reason.credit + "\".";
      }
      break;
    case Level::unknown:
      break;
  }
  return reason;
}

Reason reason_not_decisive(const Finding& finding, std::size_t index) {
  Reason reason;
  reason.level = Level::unknown;
  reason.finding = index;
  reason.text = "Seen, but not decisive: " + finding.why_not + ".";
  return reason;
}

Reason reason_silenced(const std::array<std::size_t, kSilencedByNames.size()>& counts) {
  constexpr std::array<std::string_view, kSilencedByNames.size()> kBy = {
      "by the policy", "by a mark in the text", "as known from the baseline", "as unchanged"};
  Reason reason;
  reason.level = Level::unknown;
  std::string list;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) {
      list += list.empty() ? "" : ", ";
      list += std::to_string(counts[i]) + " " + std::string(kBy[i]);
    }
  }
  reason.text = "All that counts here is silenced: " + list + ".";
  return reason;
}

Reason reason_nothing_found() {
  Reason reason;
  reason.level = Level::unknown;
  reason.text =
      "No copyright notice, credit line, licence or restriction was found. Absence of a notice is "
      "not a permission.";
  reason.next_step = "Find out where the text comes from.";
  return reason;
}

}  // namespace imprimatur
