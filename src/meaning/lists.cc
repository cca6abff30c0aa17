#include "meaning/lists.h"

#include "meaning/readings.h"

#include <algorithm>

namespace imprimatur {
namespace {

using Groups = std::vector<const ClauseGroup*>;

void silence(Finding& finding, const char* why) {
  finding.counts = false;
  finding.confidence = 0.3;
  finding.why_not = why;
}

// Items that name one holder may all be its own; those of several are a list.
void silence_if_several(std::vector<Finding>& findings,
                        const std::vector<std::size_t>& items,
                        const char* why) {
  const bool several = std::any_of(items.begin(), items.end(), [&](std::size_t i) {
    return i != items.front() && !same_holder(findings[i].holders, findings[items.front()].holders);
  });
  for (const std::size_t i : items) {
    if (several) {
      silence(findings[i], why);
    }
  }
}

// Several agencies named in one shape at the edges of a text: a glossary ("AP - ...", "AFP - ...")
// or a list of the most read stories, not the authorship of this one.
void silence_glossary(std::vector<Finding>& findings, const Groups& groups, const Zones& zones) {
  for (const Role role : {Role::dateline, Role::byline}) {
    std::vector<std::size_t> items;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const Clause& first = *groups[i]->clauses[0];
      if (findings[i].counts && findings[i].role == role && first.edge &&
          (role == Role::dateline || zones.behind_prose(groups[i]->span.begin))) {
        items.push_back(i);
      }
    }
    silence_if_several(findings, items, "it is an item of a list");
  }
}

// Names that stand alone on lines between paragraphs are the headings of a press review; one of
// them alone, above the text, is a byline.
void silence_headings(std::vector<Finding>& findings, const Groups& groups, const Zones& zones) {
  std::vector<std::size_t> headings;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].counts && findings[i].role == Role::credit && groups[i]->clauses[0]->edge &&
        !zones.behind_prose(groups[i]->span.begin)) {
      headings.push_back(i);
    }
  }
  silence_if_several(findings, headings, "it heads a part of a press review");
}

// Short items, each with the paper where it was read behind it ("... (Bloomberg)"), are a press
// review; items of agencies alone may be the agencies' own.
void silence_sources(std::vector<Finding>& findings, const Groups& groups, const RuleSet& rules) {
  constexpr std::size_t kSeveral = 3;
  std::vector<std::size_t> items;
  std::vector<const HolderRef*> named;
  bool papers = false;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (!findings[i].counts || findings[i].role != Role::credit || findings[i].holders.empty() ||
        findings[i].scope != Scope::document || groups[i]->clauses[0]->edge) {
      continue;
    }
    items.push_back(i);
    const HolderRef& first = findings[i].holders.front();
    const Holder* holder = rules.find_holder(first.id);
    papers = papers || (holder != nullptr && holder->kind != HolderKind::wire_agency);
    if (std::none_of(
            named.begin(), named.end(), [&](const HolderRef* ref) { return *ref == first; })) {
      named.push_back(&first);
    }
  }
  for (const std::size_t i : items) {
    if (papers && named.size() >= kSeveral) {
      silence(findings[i], "it names the source of an item of a press review");
    }
  }
}

// "- CC BY: others may copy ...", "- CC BY-SA: ...", "- CC BY-NC: ...": items that begin with
// licences explain which there are; none of them is this text's.
void silence_choices(std::vector<Finding>& findings, const Groups& groups, const Zones& zones) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].counts && family_of(findings[i].role) != Family::single &&
        zones.is_choice(groups[i]->clauses.front()->span.begin)) {
      silence(findings[i], "it is an item of a list of licences");
    }
  }
}

}  // namespace

bool same_holder(const std::vector<HolderRef>& a, const std::vector<HolderRef>& b) {
  return std::any_of(a.begin(), a.end(), [&](const HolderRef& x) {
    return std::find(b.begin(), b.end(), x) != b.end();
  });
}

void silence_lists(const std::vector<const ClauseGroup*>& groups,
                   const Zones& zones,
                   const RuleSet& rules,
                   std::vector<Finding>& findings) {
  silence_headings(findings, groups, zones);
  silence_glossary(findings, groups, zones);
  silence_sources(findings, groups, rules);
  silence_choices(findings, groups, zones);
}

}  // namespace imprimatur
