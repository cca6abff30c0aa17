#include "meaning/interpret.h"

#include "meaning/date.h"
#include "meaning/name_range.h"
#include "meaning/party.h"
#include "meaning/party_name.h"
#include "meaning/quotation.h"
#include "meaning/sentence.h"
#include "text/fold.h"

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

constexpr std::size_t kLead = 2;  // of signs that a pattern has before a name
// What may stand between a name and the sign behind it: "X, Inc. ", "X - ".
constexpr std::size_t kNameSlack = 8;
// More than this between two parts of a notice is running text if it does not resolve to a name.
constexpr std::size_t kLongestName = 45;
// Words for a picture tell the scope of a notice that stands this near to them.
constexpr std::size_t kPhotoReach = 60;

bool only_marks(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0x80U) == 0 && !(c >= 'a' && c <= 'z') &&
           !(c >= '0' && c <= '9');
  });
}

Span line_around(std::string_view shadow, Span inside) {
  const std::size_t before =
      inside.begin == 0 ? std::string_view::npos : shadow.rfind('\n', inside.begin - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(shadow.find('\n', inside.end), shadow.size());
  return {begin, end};
}

std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.size());
}

// Between a name and the sign behind it stand a few blanks and signs, never a full stop.
bool fills(std::string_view shadow, std::size_t name_end, std::size_t sign) {
  std::string_view gap = shadow.substr(name_end, sign - std::min(sign, name_end));
  if (gap.starts_with(" (")) {  // "Bay School (New Thought) ..."
    gap.remove_prefix(std::min(gap.size(), gap.find(')')));
  }
  return gap.size() <= kNameSlack && gap.find_first_of(".!?") == std::string_view::npos &&
         std::none_of(gap.begin(), gap.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// A name between two signs fills the room between them; running text does not. A list of names
// may: "X / Y".
Parties parties_of(const NameSources& sources,
                   const ScanWindow& window,
                   NameRange range,
                   bool open) {
  const std::string_view shadow = window.shadow.text();
  Parties parties;
  parties.end = range.span.begin;
  if (!range.span.empty()) {
    parties = find_parties(sources, window.shadow, window.text, range);
  }
  // "Attention: all rights reserved": what announces a claim in front of it is no name.
  const bool heading = !open && parties.holders.size() == 1 && parties.known.empty() &&
                       sources.words.heading.has(fold(parties.holders.front().name));
  if (heading) {
    parties = {};
  }
  constexpr std::size_t kMostNames = 4;
  while (!open && !parties.holders.empty() && parties.holders.size() < kMostNames &&
         !fills(shadow, parties.end, range.span.end)) {
    constexpr std::string_view kJoint = " / ";
    if (!shadow.substr(parties.end).starts_with(kJoint)) {
      return {};
    }
    range.span.begin = parties.end + kJoint.size();
    Parties more = find_parties(sources, window.shadow, window.text, range);
    if (more.holders.empty()) {
      return {};
    }
    parties.holders.insert(parties.holders.end(), more.holders.begin(), more.holders.end());
    parties.known.insert(parties.known.end(), more.known.begin(), more.known.end());
    parties.end = more.end;
  }
  return fills(shadow, parties.end, range.span.end) || open ? parties : Parties{};
}

// "(a) ...; (b) ...; (c) 2019 ...": the sign is a letter of a list.
bool is_list_letter(std::string_view text, Span match) {
  constexpr std::size_t kListReach = 600;
  if (!text.substr(match.begin).starts_with("(c)") &&
      !text.substr(match.begin).starts_with("(C)")) {
    return false;
  }
  const std::size_t first = match.begin - std::min(match.begin, kListReach);
  const std::string_view before = text.substr(first, match.begin - first);
  return before.find("(b)") != std::string_view::npos ||
         before.find("(B)") != std::string_view::npos;
}

UseSet uses_of(const UsesSpec& spec, UseSet named) {
  switch (spec.mode) {
    case UsesSpec::Mode::none:
      return {};
    case UsesSpec::Mode::named:
      return named.empty() ? general_uses() : named;
    case UsesSpec::Mode::general:
      return general_uses();
    case UsesSpec::Mode::all:
      return kAllUses;
    case UsesSpec::Mode::list:
      return spec.uses;
  }
  return {};
}

bool begins_line(std::string_view shadow, std::size_t at) {
  return only_marks(slice(shadow, {line_around(shadow, {at, at}).begin, at}));
}

// "Copyright (c) 2019 janeroe", "2019 lang-tools contributors": a name written small behind a year
// is one word, or one for many people follows it. One with capitals is read everywhere.
bool is_handle(const NameWords& names, const Parties& parties) {
  if (parties.holders.size() != 1 || has_capitals(parties.holders.front().name)) {
    return true;
  }
  const std::string_view name = parties.holders.front().name;
  const std::size_t blank = name.rfind(' ');
  return !has_cased(name) || blank == std::string_view::npos ||
         (name.find(' ') == blank && names.many.has(fold(name.substr(blank + 1))));
}

// "..., the mayor said Copyright 2022 X All rights reserved This material may not ...": where full
// stops are missing, the sentence of a clause begins behind the claim in front of it.
Span sentence_of(const ScanWindow& window, const RuleSet& rules, const RuleMatch& match) {
  constexpr std::size_t kNear = 24;
  // The room for a name may reach beyond the bar or stop behind it.
  const Rule& own = *rules.rules()[match.rule].rule;
  const bool named = own.role == Role::notice && open_name(match);
  const Span said{match.span.begin, named ? match.holder.begin + 1 : match.span.end};
  Span sentence = sentence_around(window.shadow.text(), said);
  for (const RuleMatch& other : window.matches) {
    const Rule& rule = *rules.rules()[other.rule].rule;
    const bool claim = (rule.role == Role::notice || rule.role == Role::reservation) &&
                       rule.strength == Strength::formula;
    const std::size_t end = open_name(other) ? other.holder.begin : other.span.end;
    if (claim && end > sentence.begin && end <= match.span.begin &&
        match.span.begin - end <= kNear) {
      sentence.begin = end;
    }
  }
  return sentence;
}

// "(c) 1994 levels were passed": running text follows the year, not a name or another claim.
bool runs_on(const ScanWindow& window, const RuleSet& rules, const RuleMatch& match) {
  if (match.years.empty() || !open_name(match)) {
    return false;
  }
  const Span sign = window.shadow.to_text({match.span.begin, match.holder.begin});
  const std::string_view before = window.text.substr(sign.begin, sign.size());
  const std::size_t next =
      std::min(window.text.find_first_not_of(' ', sign.end), window.text.size());
  const bool small =
      next < window.text.size() && window.text[next] >= 'a' && window.text[next] <= 'z';
  return small && before.find("\xC2\xA9") == std::string_view::npos && has_capitals(window.text) &&
         std::none_of(window.matches.begin(), window.matches.end(), [&](const RuleMatch& other) {
           return is_claim(rules.rules()[other.rule].rule->role) &&
                  other.span.begin >= match.holder.begin &&
                  other.span.begin <= match.holder.begin + kNameSlack;
         });
}

}  // namespace

std::optional<std::string> Interpreter::undone_by(const RuleMatch& match,
                                                  const Passage& sentence) const {
  for (const auto& pattern : words.rules[match.rule].unless) {
    if (const auto found = sentence.find(pattern)) {
      return std::string(slice(sentence.text(), *found));
    }
  }
  return std::nullopt;
}

void Interpreter::read_uses(const CompiledRule& rule,
                            const Passage& sentence,
                            Clause& clause) const {
  const LanguageWords& language = words.languages[rule.language];
  UseSet named;
  const bool asks = rule.rule->prohibits.mode == UsesSpec::Mode::named ||
                    rule.rule->permits.mode == UsesSpec::Mode::named;
  if (asks) {
    for (std::size_t i = 0; i < language.uses.size(); ++i) {
      if (sentence.holds(language.uses[i])) {
        named.add(static_cast<Use>(i));
      }
    }
    clause.named_uses = named.count();
    if (sentence.holds(language.general)) {
      // "reproduced, stored or transmitted": the general word covers more than the named ones.
      clause.named_uses += 1;
      named.add(general_uses());
    }
    // A word such as "in whole or in part" alone names no use; it widens the general one.
    UseSet only_excerpt;
    only_excerpt.add(Use::excerpt);
    if (named == only_excerpt) {
      named.add(general_uses());
    }
  }
  clause.prohibits = uses_of(rule.rule->prohibits, named);
  clause.permits = uses_of(rule.rule->permits, named);
}

void Interpreter::read_terms(const CompiledRule& rule,
                             const Passage& sentence,
                             Clause& clause) const {
  clause.duties = rule.rule->duties;
  clause.constraints = rule.rule->constraints;
  clause.licence = rule.rule->licence;
  if (const Licence* licence = plan.rules().find_licence(clause.licence)) {
    clause.permits.add(licence->permits);
    clause.duties.add(licence->duties);
    clause.constraints.add(licence->constraints);
  }
  const LanguageWords& language = words.languages[rule.language];
  const bool prohibits = !clause.prohibits.empty();
  const bool permits = !clause.permits.empty() || clause.role == Role::duty;
  if (permits && clause.role != Role::licence) {
    for (std::size_t i = 0; i < language.duties.size(); ++i) {
      if (sentence.holds(language.duties[i])) {
        clause.duties.add(static_cast<Duty>(i));
      }
    }
  }
  if ((permits && clause.role != Role::licence) || prohibits) {
    for (std::size_t i = 0; i < language.constraints.size(); ++i) {
      const auto constraint = static_cast<Constraint>(i);
      // "No article and no excerpt" bans more than copying by the hundred.
      const bool fits = constraint == Constraint::commercial_only  ? prohibits
                        : constraint == Constraint::non_commercial ? permits
                        : constraint == Constraint::partial
                            ? permits || !clause.prohibits.has(Use::excerpt)
                            : true;
      if (fits && sentence.holds(language.constraints[i])) {
        clause.constraints.add(constraint);
      }
    }
  }
  // "personal, non-commercial use only" bans publishing of every kind.
  if (prohibits && clause.constraints.has(Constraint::personal_only)) {
    ConstraintSet commercial;
    commercial.add(Constraint::commercial_only);
    clause.constraints.remove(commercial);
  }
  clause.exception = prohibits && sentence.holds(language.exceptions);
  for (std::size_t i = 0; i < rule.rule->modifiers.size(); ++i) {
    const Modifier& modifier = rule.rule->modifiers[i];
    const auto& patterns =
        words.rules[static_cast<std::size_t>(&rule - plan.rules().rules().data())];
    if (!sentence.holds(patterns.modifiers[i])) {
      continue;
    }
    UseSet& target = prohibits ? clause.prohibits : clause.permits;
    target.add(modifier.adds);
    target.remove(modifier.removes);
    clause.duties.add(modifier.duties);
    clause.constraints.add(modifier.constraints);
  }
}

void Interpreter::read_parties(const ScanWindow& window,
                               const RuleMatch& match,
                               Clause& clause) const {
  const Rule& rule = *clause.rule->rule;
  const std::string_view shadow = window.shadow.text();
  const auto add_known = [&](const Holder* holder) {
    HolderRef ref{holder->id, holder->name};
    if (std::find(clause.holders.begin(), clause.holders.end(), ref) == clause.holders.end()) {
      clause.holders.push_back(std::move(ref));
      clause.known.push_back(holder);
    }
  };
  if (rule.self_owned) {
    const RuleFile& file = plan.rules().files()[clause.rule->file];
    if (!file.holders.empty()) {
      add_known(plan.rules().find_holder(file.holders.front().id));
    }
  }
  for (const NameHit& hit : match.agencies) {
    if (!is_part_of_word(shadow, match.agencies, hit)) {
      add_known(plan.lexicon().told_apart(hit, shadow, text_language));
    }
  }
  // The room for a name begins before the name: "the day before. Example Agency. All rights ...".
  if (!match.agencies.empty() && match.agency.begin <= match.span.begin + kLead) {
    const std::size_t name = std::max(match.span.begin, match.agencies.front().span.begin);
    clause.span = window.shadow.to_text({name, match.span.end});
  }
  if (!match.holder.empty()) {
    const bool open = open_name(match);
    const NameRange room = name_range(words.names, plan.rules(), window, match);
    const Span range = room.span;
    const bool closed = room.closed;
    const NameSources sources{plan.lexicon(), words.names, text_language};
    // A sign in front of the name takes one that is written small.
    const std::string_view lead =
        slice(shadow, {match.span.begin, std::max(match.span.begin, match.holder.begin)});
    const bool sign = lead.find("\xC2\xA9") != std::string_view::npos;
    const bool dated = !clause.years.empty() && begins_line(shadow, match.span.begin);
    const bool signed_name = open && rule.role == Role::notice && (sign || dated);
    const std::vector<Span> rooms =
        open ? std::vector<Span>() : rooms_at_sign(plan.rules(), window, match, range);
    // "Groups\nAll rights reserved Bay Weekly (c) 2024": a claim stands between the words above and
    // the name.
    const bool torn = !rooms.empty() && rooms.front().begin > range.end;
    Parties parties;
    parties.end = range.begin;
    if (!torn ||
        (parties = parties_of(sources, window, {rooms.front(), closed}, false)).holders.empty()) {
      parties = parties_of(sources, window, {range, closed, signed_name}, open);
    }
    if (signed_name && !sign && !closed && !is_handle(words.names, parties)) {
      parties = {};
      parties.end = range.begin;
    }
    for (const Span beside : rooms) {
      if (parties.holders.empty()) {
        parties = parties_of(sources, window, {beside, closed}, false);
      }
    }
    for (const HolderRef& ref : parties.holders) {
      if (std::find(clause.holders.begin(), clause.holders.end(), ref) == clause.holders.end()) {
        clause.holders.push_back(ref);
      }
    }
    clause.known.insert(clause.known.end(), parties.known.begin(), parties.known.end());
    if (open) {
      const std::size_t end = std::clamp(parties.end, match.holder.begin, shadow.size());
      clause.span = window.shadow.to_text({match.span.begin, std::max(end, match.span.begin + 1)});
    }
  }
}

namespace {

// What is nothing but a licence's name between marks that stand round titles is not quoted.
// Straight marks may be those of a record's field, which speaks of another work.
bool is_quoted(const ScanWindow& window, Role role, Span match) {
  constexpr std::size_t kBesideName = 30;  // "version 1.0, international"
  const auto facing = [&](std::size_t at) {
    return facing_of(window.text.substr(window.shadow.to_text({at, at + 1}).begin));
  };
  const auto quotation = quotation_of(window.shadow.text(), match, facing);
  const bool title = quotation && role == Role::licence &&
                     quotation->size() <= match.size() + kBesideName &&
                     facing(quotation->begin - 1) == Facing::opens;
  return quotation && !title;
}

// What other clauses than `match` say, as written.
std::vector<std::string_view> claims_beside(const ScanWindow& window,
                                            const RuleSet& rules,
                                            const RuleMatch& match) {
  std::vector<std::string_view> claims;
  for (const RuleMatch& other : window.matches) {
    const Role role = rules.rules()[other.rule].rule->role;
    const bool clause = role == Role::restriction || role == Role::reservation;
    const bool apart = other.span.end <= match.span.begin || other.span.begin >= match.span.end;
    if (clause && apart && other.holder.empty()) {
      const Span source = window.shadow.to_text(other.span);
      claims.push_back(window.text.substr(source.begin, source.size()));
    }
  }
  return claims;
}

}  // namespace

// "The texts of this site are protected by copyright. Copying without permission is prohibited."
// "Copying is theft, says the lawyer. For publication written permission is needed."
void Interpreter::read_beside(std::string_view shadow, Span sentence, Clause& clause) const {
  if (clause.role != Role::restriction || clause.ours) {
    return;
  }
  const LanguageWords& language = words.languages[clause.rule->language];
  for (const Span other : sentences_beside(shadow, sentence)) {
    const std::string_view said = slice(shadow, other);
    if (said.empty()) {
      continue;
    }
    const Passage passage(said, scratch);
    const bool discussed = passage.holds(language.discussion);
    clause.discussed_beside = clause.discussed_beside || discussed;
    clause.claimed_beside = clause.claimed_beside ||
                            ((clause.exception || clause.named_uses > 1) && !discussed &&
                             words.names.protects.inside(said) && passage.holds(language.self));
  }
}

void Interpreter::read_context(const ScanWindow& window,
                               const RuleMatch& match,
                               const Sentence& sentence,
                               Clause& clause) const {
  const std::string_view shadow = window.shadow.text();
  const LanguageWords& language = words.languages[clause.rule->language];
  const bool und = clause.rule->language == 0;
  const auto says = [&](WordLists::Shared list) {
    return und ? words.any_holds(list, sentence.words)
               : sentence.words.holds(language.*WordLists::list_of(list));
  };
  // A licence is written alike in all languages.
  clause.self = clause.role == Role::licence
                    ? words.any_holds(WordLists::Shared::self, sentence.words)
                    : says(WordLists::Shared::self);
  clause.subject = clause.role == Role::licence && sentence.span.begin < match.span.begin &&
                   words.names.name_subject(slice(shadow, {sentence.span.begin, match.span.begin}));
  clause.own_words = words.names.point_at_text(sentence.words.text());
  clause.ours = clause.self && clause.own_words;
  read_beside(shadow, sentence.span, clause);
  clause.discussion = says(WordLists::Shared::discussion);
  clause.other_work = sentence.words.holds(language.other_work);
  // A greedy name may reach beyond what it names: what surrounds the notice begins at its sign.
  const bool open = open_name(match);
  const Span core{match.span.begin,
                  open ? std::min(match.span.end, match.holder.begin + 1) : match.span.end};
  const Span line = line_around(shadow, core);
  const std::size_t before = std::max(line.begin, core.begin - std::min(core.begin, kPhotoReach));
  // A picture spoken of in the next sentence has its own credit.
  const std::size_t after = std::min(
      {line.end, core.end + kPhotoReach, std::max(core.end, sentence_around(shadow, core).end)});
  const Span around = whole_characters(shadow, {before, std::max(core.end, after)});
  clause.photo =
      clause.rule->rule->scope == Scope::photo ||
      ((is_claim(clause.role) || clause.role == Role::credit) &&
       words.any_holds(WordLists::Shared::photo, Passage(slice(shadow, around), scratch)) &&
       !words.names.text_too.inside(slice(shadow, around)));
  clause.quoted = is_quoted(window, clause.role, core);
  clause.disguised = window.shadow.disguised(match.span);
  clause.line_alone =
      only_marks(slice(shadow, {line.begin, std::max(line.begin, sentence.span.begin)})) &&
      sentence.span.end + 2 >= line.end;
}

Clause Interpreter::clause_of(const ScanWindow& window,
                              const RuleMatch& match,
                              const Sentence& sentence) const {
  const CompiledRule& rule = plan.rules().rules()[match.rule];
  const std::string_view shadow = window.shadow.text();
  Clause clause;
  clause.rule = &rule;
  clause.role = rule.rule->role;
  clause.span = window.shadow.to_text(match.span);
  clause.window = window.span;
  clause.edge = window.edge;
  clause.sentence = window.shadow.to_text(sentence.span);
  clause.years = years_of(slice(shadow, match.years.empty() ? match.span : match.years));
  if (is_claim(clause.role) || clause.role == Role::embargo) {
    read_uses(rule, sentence.words, clause);
    read_terms(rule, sentence.words, clause);
  }
  if (clause.role == Role::embargo) {
    clause.until = find_date(sentence.words.text(), words.names.months, rule.language);
  }
  read_parties(window, match, clause);
  read_context(window, match, sentence, clause);
  if (clause.holders.empty() &&
      (clause.role == Role::restriction || clause.role == Role::reservation)) {
    const Span line = line_around(shadow, match.span);
    const bool first = sentence.span.begin <= line.begin;  // of the line's sentences
    const Span title{line.begin, first ? match.span.begin : sentence.span.begin};
    const Span source = window.shadow.to_text(title);
    clause.titled =
        !title.empty() && is_title(words.names, window.text.substr(source.begin, source.size()));
    clause.hints =
        hint_parties({plan.lexicon(), words.names, text_language},
                     window.shadow,
                     window.text,
                     {sentence.span,
                      {line.begin, match.span.begin},
                      title,
                      {sentence.span.end, std::max(line.end, sentence.span.end)},
                      clause.role == Role::reservation
                          ? Span{match.span.end, std::max(match.span.end, sentence.span.end)}
                          : Span{},
                      clause.exception,
                      claims_beside(window, plan.rules(), match),
                      window.text.substr(clause.span.begin, clause.span.size())});
  }
  // "All content by X is licensed under ...": one known name beside a grant is the owner's.
  if (clause.holders.empty() && (clause.role == Role::permission || clause.role == Role::licence)) {
    std::vector<HolderRef> names = hint_parties({plan.lexicon(), words.names, text_language},
                                                window.shadow,
                                                window.text,
                                                {sentence.span, {}, {}, {}, {}, false, {}, {}});
    if (names.size() == 1 && !names.front().id.empty()) {
      clause.holders = std::move(names);
    } else if (clause.role == Role::permission) {
      const Span source = window.shadow.to_text(sentence.span);
      std::string author =
          author_named_in(words.names, window.text.substr(source.begin, source.size()));
      if (!author.empty()) {
        clause.holders.push_back({"", std::move(author)});
      }
    }
  }
  return clause;
}

void Interpreter::read(const ScanWindow& window,
                       std::vector<Clause>& clauses,
                       std::vector<TraceStep>* trace) const {
  const std::size_t first = clauses.size();
  for (const RuleMatch& match : window.matches) {
    const Span span = sentence_of(window, plan.rules(), match);
    const Sentence sentence{span, {slice(window.shadow.text(), span), scratch}};
    const auto undone = undone_by(match, sentence.words);
    if (trace != nullptr) {
      const Span source = window.shadow.to_text(match.span);
      TraceStep step;
      step.rule = plan.rules().rules()[match.rule].rule->id;
      step.event = undone ? "discarded" : "matched";
      step.detail = undone ? "its sentence also has \"" + *undone + "\"" : "";
      step.at.offset = source.begin;
      step.text = std::string(window.text.substr(source.begin, source.size()));
      trace->push_back(std::move(step));
    }
    if (undone) {
      continue;
    }
    Clause clause = clause_of(window, match, sentence);
    // A notice whose room for a name is filled by running text is none.
    const bool closed =
        match.holder.end != match.span.end &&
        (clause.rule->language == 0 ? !match.holder.empty() : match.holder.size() > kLongestName);
    const bool nameless = clause.role == Role::notice && closed && clause.holders.empty();
    const bool letter = clause.role == Role::notice &&
                        is_list_letter(window.text, window.shadow.to_text(match.span));
    const bool prose = clause.role == Role::notice && clause.holders.empty() &&
                       runs_on(window, plan.rules(), match);
    if (!nameless && !letter && !prose) {
      clauses.push_back(std::move(clause));
    } else if (trace != nullptr) {
      trace->back().event = "discarded";
      trace->back().detail =
          letter ? "the sign is a letter of a list" : "no name stands where the owner should be";
    }
  }
  leave_to_signed(clauses, first, window.text);
  leave_to_named(clauses, first, window.text);
}

}  // namespace imprimatur
