#include "meaning/group.h"

#include "meaning/lists.h"
#include "meaning/readings.h"
#include "meaning/weigh.h"
#include "signals/claim.h"
#include "text/span_index.h"

#include <algorithm>

namespace imprimatur {
namespace {

// Clauses of one notice stand this close to each other, in bytes of a text in Latin letters.
constexpr std::size_t kGap = 160;

// True if it would have at most kGap bytes in Latin letters; a character of Chinese counts as
// three.
bool is_near(std::string_view gap) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < gap.size() && size <= kGap; ++i) {
    const auto byte = static_cast<unsigned char>(gap[i]);
    size += byte < 0x80 || byte >= 0xC0 ? byte >= 0xE2 && byte < 0xF0 ? 3U : 1U : 0U;
  }
  return size <= kGap;
}

bool only_space(std::string_view text) {
  return text.find_first_not_of(" \t\r\n.,;|*_-\xC2\xA0") == std::string_view::npos;
}

// True if nothing of weight stands between two places: the same paragraph and near, or only blanks
// and at most one empty line.
bool adjacent(std::string_view text, Span first, Span second) {
  if (second.begin <= first.end) {
    return true;
  }
  const std::string_view gap = text.substr(first.end, second.begin - first.end);
  if (only_space(gap)) {
    return std::count(gap.begin(), gap.end(), '\n') <= 3;
  }
  return is_near(gap) && gap.find("\n\n") == std::string_view::npos &&
         gap.find("\n\r\n") == std::string_view::npos;
}

bool contains(Span outer, Span inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

struct Open {
  ClauseGroup group;
  Family family = Family::single;
  std::vector<HolderRef> owners;  // of its notices
};

// "CC-BY-4.0 OR CC0-1.0" (SPDX): the licensee's choice, so each is a grant of its own. In "(A OR B)
// AND C" nothing is told apart: the terms of all hold.
bool is_choice(const Open& open, const Clause& clause, std::string_view text) {
  const std::size_t end = open.group.span.end;
  if (clause.role != Role::licence || end >= clause.span.begin) {
    return false;
  }
  const std::string_view between = text.substr(end, clause.span.begin - end);
  if (between.size() > kGap || between.find(" OR ") == std::string_view::npos) {
    return false;
  }
  const std::size_t begin = text.rfind('\n', end);
  std::string_view line = text.substr(begin == std::string_view::npos ? 0 : begin + 1);
  line = line.substr(0, line.find('\n'));
  return line.find(" AND ") == std::string_view::npos;
}

// What somebody is quoted with and what the text says itself are two statements.
bool same_speaker(const Clause& a, const Clause& b) {
  return a.quoted == b.quoted || a.span.overlaps(b.span);
}

bool joins(const Open& open, const Clause& clause, std::string_view text) {
  if (open.family != family_of(clause.role) || is_choice(open, clause, text) ||
      !same_speaker(*open.group.clauses.back(), clause)) {
    return false;
  }
  // "(c) X 2025. Picture (c) Y": a notice of the text and one of a picture.
  if (open.group.clauses.front()->photo != clause.photo && clause.role == Role::notice &&
      !clause.span.overlaps(open.group.span)) {
    return false;
  }
  if (open.family == Family::single) {
    return clause.span.overlaps(open.group.span) ||
           (clause.role == open.group.clauses.front()->role &&
            contains(clause.window, open.group.span) && same_holder(open.owners, clause.holders) &&
            adjacent(text, open.group.span, clause.span));
  }
  if (!adjacent(text, open.group.span, clause.span)) {
    return false;
  }
  // A notice of somebody else begins a finding of its own.
  const bool other_owner = clause.role == Role::notice && !clause.holders.empty() &&
                           !open.owners.empty() && !same_holder(open.owners, clause.holders) &&
                           !clause.span.overlaps(open.group.span);
  return !other_owner;
}

std::vector<Open> collect(const std::vector<Clause>& clauses, std::string_view text) {
  std::vector<Open> groups;
  for (const Clause& clause : clauses) {
    Open* target = nullptr;
    // The last group of each family is still open; claims and grants may be interleaved.
    for (std::size_t back = 0; back < 4 && back < groups.size(); ++back) {
      Open& candidate = groups[groups.size() - 1 - back];
      if (joins(candidate, clause, text)) {
        target = &candidate;
        break;
      }
    }
    if (target == nullptr) {
      groups.push_back({{{}, clause.span, false}, family_of(clause.role), {}});
      target = &groups.back();
    }
    target->group.clauses.push_back(&clause);
    target->group.span = {std::min(target->group.span.begin, clause.span.begin),
                          std::max(target->group.span.end, clause.span.end)};
    if (target->family != Family::claim || clause.role == Role::notice) {
      for (const HolderRef& holder : clause.holders) {
        if (std::find(target->owners.begin(), target->owners.end(), holder) ==
            target->owners.end()) {
          target->owners.push_back(holder);
        }
      }
    }
  }
  return groups;
}

bool has_formula(const ClauseGroup& group) {
  return std::any_of(group.clauses.begin(), group.clauses.end(), [](const Clause* clause) {
    return clause->rule->rule->strength == Strength::formula;
  });
}

// Groups stand in order of position, so that what is adjacent is one of the next few.
constexpr std::size_t kNeighbours = 6;

// "All news sent by X appears as the agency sent it. It may not be published without leave": behind
// the credit line of a text, a ban speaks of that text.
bool is_credit(const Open& group) {
  const Clause& head = *group.group.clauses.front();
  return head.role == Role::credit && !head.photo;
}

// True if `a` stands beside `b`, which speaks of the text.
bool is_beside(const Open& a, const Open& b, std::string_view text) {
  if (a.family == Family::single || (b.family == Family::single && !is_credit(b)) ||
      !same_speaker(*a.group.clauses.front(), *b.group.clauses.front())) {
    return false;
  }
  return a.group.span.begin <= b.group.span.begin ? adjacent(text, a.group.span, b.group.span)
                                                  : adjacent(text, b.group.span, a.group.span);
}

// A permission beside a copyright notice, or the other way round, speaks of the same text; and
// where both stand together ("CC BY 4.0. This does not extend to AI training.") the passage is as
// long as all of them.
void mark_neighbours(std::vector<Open>& groups, std::string_view text) {
  for (std::size_t i = 0; i < groups.size(); ++i) {
    ClauseGroup& group = groups[i].group;
    group.passage = group.span;
    const std::size_t last = std::min(groups.size(), i + kNeighbours + 1);
    for (std::size_t j = i - std::min(i, kNeighbours); j < last; ++j) {
      if (j == i || !is_beside(groups[i], groups[j], text)) {
        continue;
      }
      group.beside_claim = group.beside_claim || has_formula(groups[j].group);
      for (const Clause* clause : groups[j].group.clauses) {
        group.passage.begin = std::min(group.passage.begin, clause->sentence.begin);
        group.passage.end = std::max(group.passage.end, clause->sentence.end);
      }
    }
  }
}

// A ban on archiving or on text and data mining alone says nothing about publishing.
bool reserves_rights(const Clause& clause) {
  if (clause.role != Role::restriction) {
    return family_of(clause.role) != Family::grant && clause.role != Role::embargo;
  }
  UseSet publishing;
  for (const Use use : {Use::publish,
                        Use::broadcast,
                        Use::redistribute,
                        Use::rewrite,
                        Use::translate,
                        Use::excerpt,
                        Use::commercial}) {
    publishing.add(use);
  }
  return clause.prohibits.intersects(publishing);
}

int rank(const Clause& clause) {
  const int strength = 2 - std::min(static_cast<int>(clause.rule->rule->strength), 2);
  const auto role = [&] {
    switch (clause.role) {
      case Role::restriction:
        return 30;
      case Role::licence:
        return clause.permits.empty() ? 22 : 25;  // the name of a family says less than a member's
      case Role::permission:
        return 20;
      case Role::dateline:
        return 12;
      case Role::notice:
        return 10;
      case Role::duty:
        return 8;
      default:
        return 0;
    }
  }();
  return role + strength;
}

void add_unique(std::vector<HolderRef>& list, const std::vector<HolderRef>& more) {
  for (const HolderRef& ref : more) {
    const auto same = [&](const HolderRef& old) {
      // An unknown name beside the known one it is part of says nothing new.
      return old == ref || (ref.id.empty() &&
                            (old.name.find(ref.name) != std::string::npos ||
                             (!old.id.empty() && ref.name.find(old.name) != std::string::npos)));
    };
    if (!ref.id.empty()) {
      std::erase_if(list, [&](const HolderRef& old) {
        return old.id.empty() && ref.name.find(old.name) != std::string::npos;
      });
    }
    if (std::none_of(list.begin(), list.end(), same)) {
      list.push_back(ref);
    }
  }
}

// "CC0-1.0 AND CC-BY-ND-4.0": only what each of the licences permits.
void join_terms(const ClauseGroup& group, std::string_view text, Finding& finding) {
  if (text.substr(group.span.begin, group.span.size()).find(" AND ") == std::string_view::npos) {
    return;
  }
  for (const Clause* clause : group.clauses) {
    if (clause->role == Role::licence) {
      finding.permits = UseSet::from_bits(finding.permits.bits() & clause->permits.bits());
    }
  }
}

// "Top of Page Home (c) 2014 Vox Media": what stands before the sign is no owner's name if the
// owner stands behind it.
bool is_menu_before_notice(const Clause& clause, const ClauseGroup& group) {
  const auto known = [](const HolderRef& holder) { return !holder.id.empty(); };
  if (std::any_of(clause.holders.begin(), clause.holders.end(), known)) {
    return false;
  }
  // Clauses stand in order of position, so that a group of many thousand is not gone through for
  // each.
  auto other = std::upper_bound(
      group.clauses.begin(),
      group.clauses.end(),
      clause.span.begin,
      [](std::size_t place, const Clause* behind) { return place < behind->span.begin; });
  for (; other != group.clauses.end() && (*other)->span.begin < clause.span.end; ++other) {
    const std::vector<HolderRef>& holders = (*other)->holders;
    if ((*other)->role == Role::notice && std::any_of(holders.begin(), holders.end(), known)) {
      return true;
    }
  }
  return false;
}

// The clause that says the most.
const Clause& lead_of(const ClauseGroup& group) {
  const Clause* lead = group.clauses.front();
  for (const Clause* clause : group.clauses) {
    lead = rank(*clause) > rank(*lead) ? clause : lead;
  }
  return *lead;
}

// What the clauses say together.
void add_terms(const ClauseGroup& group, Finding& finding) {
  for (const Clause* clause : group.clauses) {
    const std::string& id = clause->rule->rule->id;
    if (id != finding.rule &&
        std::find(finding.related.begin(), finding.related.end(), id) == finding.related.end()) {
      finding.related.push_back(id);
    }
    finding.prohibits.add(clause->prohibits);
    finding.permits.add(clause->permits);
    finding.duties.add(clause->duties);
    finding.constraints.add(clause->constraints);
    finding.with_permission = finding.with_permission || clause->exception;
    finding.disguised = finding.disguised || clause->disguised;
    finding.reserves = finding.reserves || reserves_rights(*clause);
    finding.licence = finding.licence.empty() ? clause->licence : finding.licence;
    finding.until = finding.until.empty() ? clause->until : finding.until;
    finding.years.insert(finding.years.end(), clause->years.begin(), clause->years.end());
  }
  // A restriction limited to commercial or wholesale use beside an unlimited one limits nothing.
  for (const Clause* clause : group.clauses) {
    for (const Constraint limit : {Constraint::commercial_only, Constraint::partial}) {
      if (clause->role == Role::restriction && !clause->constraints.has(limit)) {
        finding.constraints.remove(limit);
      }
    }
  }
  std::sort(finding.years.begin(), finding.years.end());
  finding.years.erase(std::unique(finding.years.begin(), finding.years.end()), finding.years.end());
}

// The notice names the owner; other clauses may name further parties.
void add_holders(const ClauseGroup& group, Finding& finding) {
  for (const bool notices : {true, false}) {
    for (const Clause* clause : group.clauses) {
      if ((!notices || clause->role == Role::notice) && !is_menu_before_notice(*clause, group)) {
        add_unique(finding.holders, clause->holders);
      }
    }
  }
  for (const Clause* clause : group.clauses) {
    if (finding.holders.empty()) {
      finding.holders = clause->hints;
    }
  }
}

// The evidence, without blanks and what a pattern saw of the sentence before.
Span evidence_of(const ClauseGroup& group, std::string_view text) {
  Span span = group.span;
  for (const Clause* clause : group.clauses) {
    if (clause->role == Role::restriction || clause->role == Role::permission) {
      span.begin = std::min(span.begin, clause->sentence.begin);
      span.end = std::max(span.end, clause->sentence.end);
    }
  }
  while (span.begin < span.end &&
         std::string_view(" \t\r\n.!?").find(text[span.begin]) != std::string_view::npos) {
    ++span.begin;
  }
  while (span.end > span.begin + 1 &&
         std::string_view(" \t\r\n").find(text[span.end - 1]) != std::string_view::npos) {
    --span.end;
  }
  return span;
}

Finding finding_of(const ClauseGroup& group, std::string_view text, const Zones& zones) {
  Finding finding;
  const Clause& lead = lead_of(group);
  finding.rule = lead.rule->rule->id;
  finding.role = lead.role;
  finding.licence = lead.licence;
  add_terms(group, finding);
  join_terms(group, text, finding);
  add_holders(group, finding);
  const Weight weight = weigh(group, text, zones);
  finding.counts = weight.counts;
  finding.why_not = weight.why_not;
  finding.confidence = weight.confidence;
  if (finding.role == Role::embargo && finding.counts && finding.until.empty()) {
    finding.until = kNoEmbargoEnd;  // "EMBARGOED UNTIL MONDAY": which Monday nobody knows
  }
  // "Under a Creative Commons licence": the name of a family alone grants nothing.
  const bool named = std::all_of(group.clauses.begin(), group.clauses.end(), [](const Clause* c) {
    return c->role == Role::licence;
  });
  if (finding.counts && named && finding.permits.empty() && finding.prohibits.empty()) {
    finding.counts = false;
    finding.why_not = "it does not say which licence it is, so it permits nothing";
  }
  finding.scope = weight.scope;
  finding.zone = weight.zone;
  const Span span = evidence_of(group, text);
  finding.start.offset = span.begin;
  finding.end.offset = span.end;
  finding.text = std::string(text.substr(span.begin, span.size()));
  return finding;
}

// Findings by their place in the text.
SpanIndex index_of(const std::vector<Finding>& findings) {
  std::vector<Span> spans;
  spans.reserve(findings.size());
  for (const Finding& finding : findings) {
    spans.push_back({finding.start.offset, finding.end.offset});
  }
  return SpanIndex(spans);
}

// The finding with so much of the text on either side as may lie between two that belong together.
Span with_gap(const Finding& finding) {
  return {finding.start.offset - std::min(finding.start.offset, kGap), finding.end.offset + kGap};
}

// "(c) 2024 X, CC BY 4.0": a grant on the line of a notice that counts is the notice's owner's.
void own_grants(std::vector<Finding>& findings, const SpanIndex& places, std::string_view text) {
  for (Finding& grant : findings) {
    if (family_of(grant.role) != Family::grant || !grant.holders.empty()) {
      continue;
    }
    for (const std::size_t near : places.touching(with_gap(grant))) {
      const Finding& claim = findings[near];
      if (family_of(claim.role) != Family::claim || claim.holders.empty() || !claim.counts) {
        continue;
      }
      const bool after = claim.start.offset <= grant.start.offset;
      const Span gap = after ? Span{claim.end.offset, grant.start.offset}
                             : Span{grant.end.offset, claim.start.offset};
      const std::string_view between =
          gap.begin < gap.end ? text.substr(gap.begin, gap.size()) : std::string_view();
      if (between.size() > kGap) {
        continue;
      }
      // On the next line stands what the owner permits; a licence there may be the site's.
      const auto lines = std::count(between.begin(), between.end(), '\n');
      if (lines <= (grant.role == Role::licence ? 0 : 1)) {
        grant.holders = claim.holders;
      }
    }
  }
}

// "First appeared in X. Reprinted by permission of the author": a claim that names nobody is that
// of the origin on its line.
void own_claims(std::vector<Finding>& findings, const SpanIndex& places, std::string_view text) {
  for (Finding& claim : findings) {
    if (family_of(claim.role) != Family::claim || !claim.holders.empty()) {
      continue;
    }
    for (const std::size_t near : places.touching(with_gap(claim))) {
      const Finding& origin = findings[near];
      const std::size_t end = origin.end.offset;
      if (origin.role != Role::credit || origin.scope != Scope::document ||
          origin.holders.empty() || end > claim.start.offset || claim.start.offset - end > kGap) {
        continue;
      }
      if (text.substr(end, claim.start.offset - end).find('\n') == std::string_view::npos) {
        claim.holders = origin.holders;
      }
    }
  }
}

}  // namespace

std::vector<Finding> group_clauses(std::vector<Clause> clauses,
                                   std::string_view text,
                                   const Zones& zones,
                                   const RuleSet& rules) {
  std::stable_sort(clauses.begin(), clauses.end(), [](const Clause& a, const Clause& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  settle_readings(clauses);
  std::vector<Open> groups = collect(clauses, text);
  mark_neighbours(groups, text);
  std::vector<Finding> findings;
  findings.reserve(groups.size());
  for (const Open& open : groups) {
    findings.push_back(finding_of(open.group, text, zones));
  }
  std::vector<const ClauseGroup*> found;
  for (const Open& open : groups) {
    found.push_back(&open.group);
  }
  silence_lists(found, zones, rules, findings);
  const SpanIndex places = index_of(findings);
  own_grants(findings, places, text);
  own_claims(findings, places, text);
  return findings;
}

}  // namespace imprimatur
