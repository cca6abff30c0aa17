#include "meaning/weigh.h"

#include <algorithm>
#include <functional>

namespace imprimatur {
namespace {

// Support that a clause needs before it counts.
constexpr int kNeeded = 2;
// A paragraph is the notice's own if the notice makes up this much of it.
constexpr double kOwnParagraph = 0.55;
// Less than this of a paragraph is one of its several sentences.
constexpr double kThird = 1.0 / 3;
// What stands further behind is no part of the same sentence.
constexpr std::size_t kLongestSentence = 1000;
// A quotation that is nothing but a notice.
constexpr double kFrame = 0.9;
// Less than this of a paragraph in the middle of an article is a sentence of it.
constexpr double kAlone = 0.8;

// `test`: a function of a Clause, or one of its flags.
template <typename Test>
bool any(const ClauseGroup& group, Test test) {
  return std::any_of(group.clauses.begin(), group.clauses.end(), [&](const Clause* clause) {
    return std::invoke(test, *clause);
  });
}

bool all(const ClauseGroup& group, bool Clause::*flag) {
  return std::all_of(group.clauses.begin(), group.clauses.end(), [flag](const Clause* clause) {
    return clause->*flag;
  });
}

bool has_strength(const ClauseGroup& group, Strength strength) {
  return std::any_of(group.clauses.begin(), group.clauses.end(), [strength](const Clause* clause) {
    return clause->rule->rule->strength == strength;
  });
}

// "permission of the management" names nobody.
bool nobody_named(const ClauseGroup& group) {
  return std::none_of(group.clauses.begin(), group.clauses.end(), [](const Clause* clause) {
    const bool notice =
        clause->role == Role::notice && clause->rule->rule->strength == Strength::formula;
    return notice || !clause->holders.empty() || clause->line_alone;
  });
}

bool has_known(const ClauseGroup& group, HolderKind kind) {
  return std::any_of(group.clauses.begin(), group.clauses.end(), [kind](const Clause* clause) {
    return std::any_of(clause->known.begin(), clause->known.end(), [kind](const Holder* holder) {
      return holder->kind == kind;
    });
  });
}

bool is_claim_role(Role role) {
  return role == Role::notice || role == Role::reservation || role == Role::restriction;
}

// Characters of the paragraph or line that the group's sentences take.
double coverage(const ClauseGroup& group, const Segment& paragraph) {
  std::size_t begin =
      std::max(group.passage.begin, std::min(paragraph.span.begin, group.span.begin));
  std::size_t end = std::min(group.passage.end, std::max(paragraph.span.end, group.span.end));
  for (const Clause* clause : group.clauses) {
    if (clause->role == Role::restriction || clause->role == Role::permission ||
        clause->role == Role::duty || clause->role == Role::licence ||
        (clause->role == Role::notice && clause->rule->rule->strength == Strength::clause)) {
      begin = std::min(begin, clause->sentence.begin);
      end = std::max(end, clause->sentence.end);
    }
  }
  const Span around{std::min(begin, paragraph.span.begin), std::max(end, paragraph.span.end)};
  return around.empty() ? 1.0
                        : static_cast<double>(end - begin) / static_cast<double>(around.size());
}

// "… it read:" before a paragraph: what follows is shown, not said.
bool introduced(std::string_view text, const Segment& previous) {
  if (!previous.prose || previous.span.empty()) {
    return false;
  }
  const std::string_view before = text.substr(previous.span.begin, previous.span.size());
  const std::size_t last = before.find_last_not_of(" \t\r\n*_");
  return last != std::string_view::npos &&
         (before[last] == ':' || before.substr(0, last + 1).ends_with("\xEF\xBC\x9A"));
}

// "Why did (c) 2026 X stand under it?"
bool asked(const ClauseGroup& group, std::string_view text) {
  const std::string_view rest =
      text.substr(std::min(group.span.end, text.size())).substr(0, kLongestSentence);
  const std::size_t end = rest.find_first_of(".!?\n");
  return end != std::string_view::npos && rest[end] == '?';
}

// Nothing else is said in the sentence. A fallback takes its whole sentence in any case.
bool fills_sentence(const Clause& clause) {
  return clause.rule->rule->strength != Strength::fallback && !clause.discussed_beside &&
         clause.sentence.begin + 1 >= clause.span.begin &&
         clause.sentence.end <= clause.span.end + 1;
}

int named_uses(const ClauseGroup& group) {
  int named = 0;
  for (const Clause* clause : group.clauses) {
    named = std::max(named, clause->named_uses);
  }
  return named;
}

int support(const ClauseGroup& group,
            double covered,
            const Segment& paragraph,
            bool at_end,
            bool under_rights) {
  const bool claim = is_claim_role(group.clauses.front()->role);
  int points = under_rights ? (claim                                                  ? 1
                               : covered >= kThird || any(group, &Clause::line_alone) ? 2
                                                                                      : 0)
                            : 0;
  points += group.beside_claim ? 3 : 0;
  points += any(group, &Clause::self) || any(group, &Clause::claimed_beside) ? 2 : 0;
  points += any(group, &Clause::exception) ? 1 : 0;
  const int named = named_uses(group);
  points += named >= 3 ? 2 : named == 2 ? 1 : 0;
  points +=
      any(group, [](const Clause& clause) { return !clause.rule->rule->prohibits.uses.empty(); })
          ? 1
          : 0;  // a use that only rights clauses name, such as text mining
  const bool holders = std::any_of(group.clauses.begin(),
                                   group.clauses.end(),
                                   [](const Clause* clause) { return !clause->holders.empty(); });
  points += holders ? 1 : 0;
  points +=
      !holders && at_end && any(group, [](const Clause& c) { return !c.hints.empty(); }) ? 1 : 0;
  const bool titled = any(group, &Clause::titled);
  points += group.clauses.size() >= 2 ? 1 : 0;
  points += any(group, &Clause::line_alone) && covered >= kOwnParagraph ? 1 : 0;
  // A permission that makes up the last paragraph is the publisher's, not the article's.
  const Role role = group.clauses.front()->role;
  const bool grant = role == Role::permission || role == Role::licence || role == Role::duty;
  // A ban there that names neither this text nor anybody may be the article's last sentence, unless
  // that says nothing else.
  const bool whole = (role == Role::notice || role == Role::restriction) &&
                     any(group, [](const Clause& clause) { return fills_sentence(clause); });
  const bool own = covered >= kOwnParagraph || !paragraph.prose || whole;
  const bool fallback = has_strength(group, Strength::fallback);
  const bool speaks = grant || role != Role::restriction || holders || !paragraph.prose ||
                      fallback || any(group, &Clause::self) || any(group, &Clause::exception) ||
                      any(group, &Clause::line_alone) || titled || whole;
  points += at_end && own && speaks ? (grant || fallback ? 2 : 1) : 0;
  // "... if you credit us and link to us": what is asked in return is asked by the publisher.
  int duties = 0;
  for (const Clause* clause : group.clauses) {
    duties = std::max(duties, clause->duties.count());
  }
  points += grant && at_end ? std::min(duties, 2) : 0;
  points += paragraph.zone == Zone::footer ? 1 : 0;
  // Where line breaks were lost, a notice or a ban on taking what is ours is the last sentence.
  const bool last = whole && at_end;
  points += last && role == Role::restriction && any(group, &Clause::own_words) ? 1 : 0;
  points -= paragraph.prose && covered < kThird && !(last && role == Role::notice) ? 1 : 0;
  return points;
}

// "Copyright: Google loses its case", "Urheberrecht: Karlsruhe": the word in front of a headline's
// colon names its topic. A notice there has a year, a sign, or an owner that is known.
bool is_topic(const ClauseGroup& group, std::string_view text) {
  const std::string_view said = text.substr(group.span.begin, group.span.size());
  const bool sign = said.find("\xC2\xA9") != std::string_view::npos ||
                    said.find("(c)") != std::string_view::npos ||
                    said.find("(C)") != std::string_view::npos;
  return !sign && std::all_of(group.clauses.begin(), group.clauses.end(), [](const Clause* clause) {
    return clause->role == Role::notice && clause->years.empty() && clause->known.empty() &&
           !clause->self;
  });
}

// A group and where it stands.
struct Place {
  const ClauseGroup& group;
  std::string_view text;
  const Segment& paragraph;
  const Zones& zones;
  double covered;

  [[nodiscard]] Role role() const { return group.clauses.front()->role; }
  // In running text behind which there is more of it.
  [[nodiscard]] bool in_middle() const {
    return paragraph.prose && !zones.behind_prose(group.span.begin);
  }
};

bool in_shown_code(const Place& place) {
  const Zones& zones = place.zones;
  const std::size_t begin = place.group.span.begin;
  if (place.paragraph.zone != Zone::code) {
    return false;
  }
  // A comment at the head of a source file speaks of the file, and so does one that Markdown does
  // not show; code behind prose is shown.
  const bool shown = zones.structured() ? zones.other_prose(begin) : zones.prose_before(begin);
  const bool hidden = place.text.substr(place.paragraph.span.begin).starts_with("<!--");
  return shown || (zones.fenced(begin) && !hidden);
}

// Behind a mark or a full stop, at the beginning of an item: not "The label says: (c) 2026 X".
bool begins_item(std::string_view text, std::size_t offset) {
  constexpr std::string_view kMarks = ">|-.\n";
  const std::string_view before = text.substr(0, offset);
  const std::string_view said = before.substr(0, before.find_last_not_of(" \t*_") + 1);
  return said.empty() || kMarks.find(said.back()) != std::string_view::npos ||
         said.ends_with("\u00B7") || said.ends_with("\u2022") || said.ends_with("\u2013") ||
         said.ends_with("\u2014");
}

// "> (c) 2026 X. All rights reserved." below or above the text is its own frame, and so is an item
// of what stands above it; after a colon, or with other words below it, a notice is shown.
bool is_frame(const Place& place) {
  const std::size_t begin = place.group.span.begin;
  const Segment previous = place.zones.before(begin);
  const bool below = place.covered >= kFrame && place.zones.behind_prose(begin);
  return has_strength(place.group, Strength::formula) &&
         (below || (!place.zones.prose_before(begin) && begins_item(place.text, begin))) &&
         !introduced(place.text, previous);
}

// "## License", and below it "> This work is licensed under ...": a section that is nothing but the
// quotation, or the block of code, is quoted from nowhere.
bool is_section(const Place& place) {
  const std::size_t begin = place.group.span.begin;
  const Segment previous = place.zones.before(begin);
  return place.zones.under_rights_heading(begin) && !introduced(place.text, previous) &&
         (previous.span.empty() || !previous.prose);
}

// "> All articles of this blog are under CC BY-NC-SA. Please name the source." below the text: a
// box of the site's own, if it says whose it speaks of.
bool is_closing_box(const Place& place) {
  const std::size_t begin = place.group.span.begin;
  return any(place.group, &Clause::self) && place.zones.behind_own_prose(begin) &&
         !introduced(place.text, place.zones.before(begin));
}

// "(c) 2026 X", and indented below it "Permission is granted to copy ...": manuals set off so what
// the owner grants.
bool is_grant_of_notice(const Place& place) {
  const std::size_t begin = place.group.passage.begin;
  const Region* region = place.zones.region_at(begin);
  const Zone above = region != nullptr && region->zone ? *region->zone : place.zones.at(begin).zone;
  return !is_claim_role(place.role()) && place.group.beside_claim &&
         begin < place.paragraph.span.begin && above != Zone::quote;
}

bool is_example(const Place& place) {
  const Zones& zones = place.zones;
  const std::size_t begin = place.group.span.begin;
  // A list of examples may also be one of what is forbidden, but not if it is quoted.
  const Role role = place.role();
  const bool stated = role == Role::notice || role == Role::reservation || role == Role::licence ||
                      place.paragraph.zone == Zone::quote;
  return (stated && zones.is_example(begin)) ||
         (!zones.behind_prose(begin) &&
          (zones.is_cited(begin) || introduced(place.text, zones.before(begin))));
}

// Why the group is shown, not said; empty if it is said.
std::string shown_as(const Place& place) {
  const ClauseGroup& group = place.group;
  if (in_shown_code(place) && !is_section(place)) {
    return "it stands in a block of code";
  }
  if (place.paragraph.zone == Zone::quote && place.zones.other_prose(group.span.begin) &&
      !is_frame(place) && !is_grant_of_notice(place) && !is_section(place) &&
      !is_closing_box(place)) {
    return "it stands in a quotation";
  }
  if (all(group, &Clause::quoted) || (place.in_middle() && any(group, &Clause::quoted))) {
    return "it is quoted in running text";
  }
  const bool signed_name = place.role() == Role::notice &&
                           has_strength(group, Strength::formula);  // a footer's next item may ask
  if (is_claim_role(place.role()) && !(signed_name && place.paragraph.zone == Zone::footer) &&
      asked(group, place.text)) {
    return "it is asked, not said";
  }
  return is_example(place) ? "the text before it introduces it as an example" : "";
}

// Nobody claims, nothing names this text, and the article goes on around it. Under "Copyright"
// stand the terms of a site, but also what an article tells of the law.
bool is_running_text(const Place& place) {
  const ClauseGroup& group = place.group;
  const bool terms =
      (place.zones.under_rights_heading(group.span.begin) || place.zones.states_terms()) &&
      (any(group, &Clause::self) || !is_claim_role(place.role()) || named_uses(group) > 1);
  const bool claimed =
      any(group, &Clause::claimed_beside) && !any(group, &Clause::discussed_beside);
  const bool grant_formula = !is_claim_role(place.role()) && has_strength(group, Strength::formula);
  return place.in_middle() && place.covered < kAlone && !any(group, &Clause::ours) &&
         !grant_formula && nobody_named(group) && !terms && !claimed;
}

// "Copying is theft, says the lawyer. For publication the owner's leave is needed": what stands
// beside what somebody said of rights, and names nobody, goes on with it.
bool is_talk(const Place& place) {
  const ClauseGroup& group = place.group;
  return place.paragraph.prose && any(group, &Clause::discussed_beside) &&
         !any(group, &Clause::ours) && nobody_named(group) &&
         !place.zones.under_rights_heading(group.span.begin);
}

// "Prohibido copiar: the secret life of a notice": the article's title plays with the words.
bool is_title_play(const Place& place) {
  const Clause& head = *place.group.clauses.front();
  if (place.paragraph.zone != Zone::headline || !place.zones.other_prose(place.group.span.begin)) {
    return false;
  }
  const bool ban = head.role == Role::restriction || head.role == Role::reservation;
  const double paragraph = static_cast<double>(place.paragraph.span.size());
  const bool part = static_cast<double>(head.span.size()) < kOwnParagraph * paragraph;
  return (ban && head.holders.empty() && part) || is_topic(place.group, place.text);
}

// "The institute publishes its maps under CC BY, so that anybody may use them": a sentence of prose
// whose subject is not this text.
bool is_told(const Place& place) {
  const ClauseGroup& group = place.group;
  const bool named = std::any_of(group.clauses.begin(),
                                 group.clauses.end(),
                                 [](const Clause* clause) { return !clause->holders.empty(); });
  return place.role() == Role::licence && place.paragraph.prose && any(group, &Clause::subject) &&
         !any(group, &Clause::self) && !any(group, &Clause::titled) && !group.beside_claim &&
         !named && !has_strength(group, Strength::formula) &&
         !place.zones.under_rights_heading(group.span.begin);
}

// In a text that is nothing but its owner's notice, and in a source file, "this program" is the
// text.
bool is_of_other_work(const Place& place) {
  const ClauseGroup& group = place.group;
  const bool alone =
      place.paragraph.zone == Zone::code ||
      (!place.zones.other_prose(group.span.begin) && any(group, [](const Clause& clause) {
        return !clause.holders.empty() || !clause.hints.empty();
      }));
  return any(group, &Clause::other_work) && !any(group, &Clause::self) && !alone &&
         !has_strength(group, Strength::formula);
}

// Why the group does not speak of the text that it stands in; empty if it may.
std::string objection(const Place& place) {
  std::string shown = shown_as(place);
  if (!shown.empty()) {
    return shown;
  }
  // Datelines and credits stand beside reporting words by nature.
  const Role role = place.role();
  const bool claims = is_claim_role(role) || role == Role::permission || role == Role::licence ||
                      role == Role::duty;
  if (claims && place.covered < kOwnParagraph &&
      (any(place.group, &Clause::discussion) || is_talk(place))) {
    return "the text talks about rights here and does not claim them";
  }
  if (claims && is_running_text(place)) {
    return "it is part of a sentence of running text";
  }
  if (is_title_play(place)) {
    return "it is part of the headline";
  }
  const bool listed = role == Role::notice || role == Role::reservation || role == Role::licence ||
                      role == Role::permission;
  if (listed && place.zones.under_others_heading(place.group.span.begin)) {
    return "its heading says that it speaks of the works of others";
  }
  return is_of_other_work(place) || is_told(place) ? "it speaks of another work" : "";
}

bool is_photo(const ClauseGroup& group, const Segment& paragraph) {
  if (paragraph.zone == Zone::caption || has_known(group, HolderKind::photo_agency)) {
    return true;
  }
  // "(Reuters/AFP)" has the shape of a photographer's credit and is none.
  const bool agencies =
      std::any_of(group.clauses.begin(), group.clauses.end(), [](const Clause* c) {
        return c->role == Role::credit && c->edge && !c->photo && c->known.size() >= 2;
      });
  if (agencies) {
    return false;
  }
  return std::any_of(group.clauses.begin(),
                     group.clauses.end(),
                     [](const Clause* clause) { return clause->photo; }) &&
         std::none_of(group.clauses.begin(), group.clauses.end(), [](const Clause* clause) {
           return clause->role == Role::restriction &&
                  clause->rule->rule->scope == Scope::document && clause->self;
         });
}

// "(c) Jane Roe" alone on its line, with no year, and the article goes on: in a page it stands
// under a picture, which text alone does not show.
bool under_picture(const ClauseGroup& group, const Segment& paragraph, const Zones& zones) {
  return zones.structured() && paragraph.zone == Zone::body &&
         !zones.behind_prose(group.span.begin) &&
         std::all_of(group.clauses.begin(), group.clauses.end(), [](const Clause* clause) {
           return clause->role == Role::notice && clause->years.empty() && clause->line_alone;
         });
}

// "The cabin at the upper station. (c) Jane Roe / The Weekly", with no year, and the article goes
// on: a caption, whose picture is gone.
bool ends_caption(const ClauseGroup& group,
                  std::string_view text,
                  const Segment& paragraph,
                  const Zones& zones) {
  constexpr std::size_t kLongestCaption = 240;
  constexpr std::size_t kLongestRest = 40;  // behind the name: " / The Weekly"
  // No further than it takes to see that the line is too long.
  const std::size_t reach = group.span.begin - std::min(group.span.begin, kLongestCaption + 1);
  const std::string_view head = text.substr(reach, group.span.begin - reach);
  const std::string_view caption = head.substr(head.rfind('\n') + 1);
  std::string_view rest = text.substr(group.span.end, kLongestRest + 1);
  rest = rest.substr(0, rest.find('\n'));
  return !zones.structured() && paragraph.zone == Zone::body &&
         !zones.behind_prose(group.span.begin) && zones.prose_before(group.span.begin) &&
         caption.size() + group.span.size() + rest.size() <= kLongestCaption &&
         rest.size() <= kLongestRest && rest.find_first_of(".!?") == std::string_view::npos &&
         caption.find(' ') != std::string_view::npos &&
         std::all_of(group.clauses.begin(), group.clauses.end(), [](const Clause* clause) {
           return clause->role == Role::notice && clause->years.empty() && clause->known.empty();
         });
}

// A column beside the article also carries what the site says of itself: "© 2020 X. All rights
// reserved", "This blog is licensed under …". What it says of its pictures and of other articles is
// a bare mark or a name without a year.
bool speaks_of_site(const ClauseGroup& group) {
  return std::any_of(group.clauses.begin(), group.clauses.end(), [](const Clause* clause) {
    constexpr std::size_t kBareMark = 15;
    switch (clause->role) {
      case Role::notice:
        return !clause->years.empty() || clause->self;
      case Role::reservation:
        return true;
      case Role::licence:
        return clause->self || clause->sentence.size() >= clause->span.size() + kBareMark;
      case Role::restriction:
      case Role::permission:
        return clause->self;
      default:
        return false;
    }
  });
}

// What the structure around a group makes of it: the scope, and why it does not count.
void weigh_region(const ClauseGroup& group, const Region& region, Weight& weight) {
  if (weight.scope == Scope::document) {
    weight.scope = region.scope;
  }
  const Role role = group.clauses.front()->role;
  const bool credit = role == Role::dateline || role == Role::byline || role == Role::credit ||
                      role == Role::endmark || role == Role::contribution;
  if (region.scope == Scope::photo) {
    weight.why_not = "it speaks of a picture, not of the text";
  } else if (region.scope == Scope::part && region.zone == Zone::boilerplate &&
             speaks_of_site(group)) {
    weight.scope = Scope::site;
  } else if (region.scope == Scope::part || region.scope == Scope::other_work) {
    weight.why_not = "it stands in another part of the page";
  } else if (region.scope == Scope::site && region.zone == Zone::boilerplate &&
             role == Role::licence && !speaks_of_site(group)) {
    weight.scope = Scope::part;  // a mark in a list of songs or pictures
    weight.why_not = "it stands in the frame of the page, not in the article";
  } else if (region.scope == Scope::site && credit) {
    weight.scope = Scope::part;
    weight.why_not = "it stands in the frame of the page, not in the article";
  }
}

// Why the group does not count, and what else it speaks of, if either is so.
void look_for_objections(const Place& place, const Region* region, Weight& weight) {
  const ClauseGroup& group = place.group;
  const Clause& first = *group.clauses.front();
  if (region != nullptr) {
    weigh_region(group, *region, weight);
  }
  if (!weight.why_not.empty()) {
    return;  // the structure has said so already
  }
  if (is_photo(group, place.paragraph) || under_picture(group, place.paragraph, place.zones) ||
      ends_caption(group, place.text, place.paragraph, place.zones)) {
    weight.scope = Scope::photo;
    weight.why_not = "it speaks of a picture, not of the text";
  } else if (weight.scope != Scope::document && weight.scope != Scope::site) {
    weight.why_not = "it speaks of a part or of another work";
  } else {
    weight.why_not = objection(place);
  }
  if (weight.why_not.empty() && first.role == Role::contribution) {
    weight.why_not = "a contribution alone is weak evidence";
  }
  const bool credit = first.role == Role::dateline || first.role == Role::byline ||
                      first.role == Role::credit || first.role == Role::endmark;
  if (weight.why_not.empty() && has_known(group, HolderKind::press_release) &&
      (credit || (is_claim_role(first.role) && !has_strength(group, Strength::formula)))) {
    weight.why_not = "a press release is sent out to be printed";
  }
}

}  // namespace

Weight weigh(const ClauseGroup& group, std::string_view text, const Zones& zones) {
  Weight weight;
  const Clause& first = *group.clauses.front();
  Segment paragraph = zones.at(group.span.begin);
  const Region* region = zones.region_at(group.span.begin);
  if (region != nullptr) {
    paragraph.zone = region->zone.value_or(paragraph.zone);  // a quotation within a paragraph
  }
  weight.zone = first.role == Role::dateline ? Zone::dateline
                : first.role == Role::byline ? Zone::byline
                                             : paragraph.zone;
  weight.scope = first.rule->rule->scope;
  const double covered = first.edge ? 1.0 : coverage(group, paragraph);
  const bool at_end = zones.behind_prose(group.span.begin);
  const bool under_rights = zones.under_rights_heading(group.span.begin);
  const int points = support(group, covered, paragraph, at_end, under_rights);
  const double base = first.rule->rule->confidence;

  look_for_objections({group, text, paragraph, zones, covered}, region, weight);
  if (!weight.why_not.empty()) {
    weight.confidence = 0.2;
    return weight;
  }
  const bool dated = first.role == Role::embargo && !first.until.empty();
  if (has_strength(group, Strength::formula) || dated ||
      (!is_claim_role(first.role) && first.edge && first.rule->rule->strength != Strength::weak)) {
    weight.counts = true;
    weight.confidence = base;
    return weight;
  }
  // A fallback has read of this text, of its use and of what stands against it; behind the article
  // that is a notice.
  const bool notice =
      has_strength(group, Strength::clause) || (at_end && has_strength(group, Strength::fallback));
  const int needed = notice ? kNeeded : kNeeded + 2;
  weight.counts = points >= needed;
  weight.confidence = weight.counts ? std::min(base, 0.6 + 0.08 * points) : 0.3;
  if (!weight.counts) {
    weight.why_not = "nothing beside it shows that it speaks of this text";
  }
  return weight;
}

}  // namespace imprimatur
