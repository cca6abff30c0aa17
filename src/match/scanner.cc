#include "match/scanner.h"

#include "match/character_pieces.h"
#include "match/gate_index.h"
#include "match/grams.h"
#include "match/plan.h"
#include "match/plausible.h"
#include "match/raw_text.h"
#include "match/window.h"
#include "text/fold.h"
#include "text/search_text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace imprimatur {
namespace {

// Literals are searched in blocks, so that what is kept of them stays small whatever the text's
// size. Each is read with so much of its neighbours, longer than any match, but answers only for
// what ends in itself.
constexpr std::size_t kBlock = std::size_t{256} << 10;
constexpr std::size_t kBlockOverlap = std::size_t{8} << 10;
constexpr std::size_t kMaxMatchesPerRule = 200;
constexpr std::size_t kWordReach = 60;

// Between one block and the next in the count of what was seen.
constexpr std::uint64_t kBlockGap = kReachMost + 1;

// A rule to be tried in the pending window. A match of it reaches from `place.end` or before to
// `place.begin` or behind: these are the outermost of the literals that announced it, which may be
// one and the same.
struct Pending {
  std::uint32_t rule = 0;
  Span place;
  std::uint32_t before = kReachMost;  // it begins at most so many characters before `place.begin`
  bool gated = false;                 // what it needs besides was seen already
};

}  // namespace

struct Scanner::State {
  std::shared_ptr<const MatchPlan> shared;
  const MatchPlan::State* plan = nullptr;
  PatternScratch scratch;
  Shadow shadow;
  Grams grams;                 // of `shadow`
  std::vector<NameHit> names;  // of `shadow`, in names_span
  Span names_span;
  bool ascii = false;          // `shadow` is
  SearchText search;           // of the block
  Grams search_grams;          // of `search`
  CharacterPieces characters;  // of `search`
  std::string_view block;      // the text that `search` was made of, and all before it
  struct EdgeRules {
    GateIndex any;    // that need no name
    GateIndex named;  // in which a holder's name has to stand
  };
  std::optional<EdgeRules> edge_rules;  // made when first asked for
  std::optional<GateIndex> every_rule;  // likewise: those of paragraphs
  std::vector<LiteralHit> hits;
  std::vector<RuleMatch> matches;
  struct Complete {
    std::uint32_t rule = 0;
    std::size_t earliest = 0;  // of the literals that announced it, in `search`
    std::uint32_t before = 0;  // as in Pending
    Span near;                 // of `search`: what was asked for its gates
  };
  std::vector<Complete> complete;  // what the last literal announced
  std::vector<Pending> pending;    // of the pending window
  struct Latest {
    std::uint32_t window = 0;
    std::uint32_t pending = 0;
  };
  std::vector<Latest> latest;       // rule -> where it is pending
  std::vector<std::uint64_t> seen;  // rule and set -> where its literals were seen last
  struct LineBreak {
    std::uint64_t before = 0;  // of a literal's end, in the count of `seen`
    std::size_t place = 0;     // in `block`
  };
  LineBreak line_break;           // the last one that was asked for
  std::uint64_t block_begin = 1;  // of the block in the count of `seen`, which is never reset
  std::uint32_t window_number = 0;
  Span last_window;  // windows may overlap: no match is given twice
  std::vector<std::pair<std::uint32_t, Span>> last_matches;
  bool limit = false;

  State(std::shared_ptr<const MatchPlan> p, const MatchPlan::State& s)
      : shared(std::move(p)),
        plan(&s),
        latest(s.patterns.size()),
        seen(s.patterns.size() * Announcements::kMostSets) {}

  void add_rule(const Pending& added);
  void begin_window() {
    pending.clear();
    ++window_number;
  }
  void note(std::uint32_t literal, std::size_t at);
  void note_set(std::uint32_t rule, std::uint32_t set, std::size_t at);
  [[nodiscard]] bool may_start_line(std::size_t begin, std::size_t at);
  [[nodiscard]] bool holds_name(Span range, std::string_view text);
  void assign_shadow(std::string_view text, Span window) {
    shadow.assign(text, window);
    names_span = {};
  }
  [[nodiscard]] GateIndex edge_index(bool named) const;
  void run_rule(const Pending& tried, std::string_view text);
  void run_window(std::string_view text,
                  Span window,
                  bool edge,
                  const std::function<void(const ScanWindow&)>& sink);
  void run_edges(std::string_view text,
                 std::span<const Span> parts,
                 const std::function<void(const ScanWindow&)>& sink);
  void run_unfiltered(std::string_view text, const std::function<void(const ScanWindow&)>& sink);
  void run_filtered(std::string_view text, const std::function<void(const ScanWindow&)>& sink);
};

namespace {

bool may_hold(const Marks& marks, std::string_view text) {
  return marks.empty() || marks.meet(marks_in(text));
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Where in the shadow a match of a rule announced at `place` can lie, cut at blanks.
struct Neighbourhood {
  Span span;
  std::size_t last_start = 0;  // a match begins here or before
};

// `reach`: characters of a match, at most kReachMost, which is also the most bytes.
Neighbourhood neighbourhood(const Shadow& shadow,
                            const Pending& tried,
                            std::size_t reach,
                            bool ascii) {
  const std::string_view text = shadow.text();
  const Span place = tried.place;
  const std::size_t before = std::min<std::size_t>(tried.before, reach);
  const auto blank = [&](std::size_t at) { return text[at] == ' ' || text[at] == '\n'; };
  const std::size_t first = shadow.from_text(place.begin);
  const std::size_t last = shadow.from_text(place.end);
  std::size_t begin = ascii || before == kReachMost ? first - std::min(first, before) : first;
  for (std::size_t characters = 0;
       !ascii && begin > 0 && characters < before && first - begin < kReachMost;) {
    --begin;
    characters += is_continuation(text[begin]) ? 0U : 1U;
  }
  while (begin > 0 && !blank(begin - 1) && first - begin < kReachMost + kWordReach) {
    --begin;
  }
  while (begin < text.size() && is_continuation(text[begin])) {
    ++begin;
  }
  std::size_t end = ascii || reach == kReachMost ? std::min(text.size(), last + reach) : last;
  for (std::size_t characters = 0;
       !ascii && end < text.size() && characters < reach && end - last < kReachMost;
       ++end) {
    characters += is_continuation(text[end]) ? 0U : 1U;
  }
  while (end < text.size() && !blank(end) && end - last < kReachMost + kWordReach) {
    ++end;
  }
  while (end < text.size() && is_continuation(text[end])) {
    ++end;
  }
  return {{begin, std::max(begin, end)}, last};
}

}  // namespace

// A rule announced twice is tried once if its matches could lie in the same stretch.
void Scanner::State::add_rule(const Pending& added) {
  Latest& known = latest[added.rule];
  if (known.window == window_number) {
    Pending& old = pending[known.pending];
    if (added.place.begin < old.place.end + kReachMost) {
      old.place.begin = std::min(old.place.begin, added.place.begin);
      old.place.end = std::max(old.place.end, added.place.end);
      old.before = std::max(old.before, added.before);
      old.gated = old.gated || added.gated;
      return;
    }
  }
  known = {window_number, static_cast<std::uint32_t>(pending.size())};
  pending.push_back(added);
}

// A literal was seen: adds to `complete` each rule of which one of each set has now been seen, and
// which may have the phrases that it needs besides.
void Scanner::State::note(std::uint32_t literal, std::size_t at) {
  const Announcements& table = *plan->announcements;
  complete.clear();
  for (std::uint32_t i = table.begins[literal]; i < table.begins[literal + 1]; ++i) {
    const Announcements::Entry entry = table.entries[i];
    if (entry.rule == Announcements::kAnyAgency) {
      for (const std::uint32_t rule : table.agency_rules) {
        note_set(rule, 0, at);
      }
    } else {
      note_set(entry.rule, entry.set, at);
    }
  }
}

void Scanner::State::note_set(std::uint32_t rule, std::uint32_t set, std::size_t at) {
  const MatchPlan::State::Noted& noted = plan->noted[rule];
  const std::uint32_t sets = noted.sets;
  const std::uint64_t here = block_begin + at;
  std::uint64_t earliest = here;
  if (sets > 1) {
    std::uint64_t* const places = &seen[rule * Announcements::kMostSets];
    places[set] = here;
    earliest = *std::min_element(places, places + sets);
    if (earliest < block_begin || earliest + kReachMost < here) {
      return;
    }
  }
  // A match holds a literal of each set; of those it is the last one that is seen here.
  const std::uint32_t before = noted.before[set];
  const std::size_t first = earliest - block_begin;
  const std::size_t begin = characters.back(at, std::min(before, kReachMost));
  const Span near{std::max(begin, at - std::min<std::size_t>(at, kReachMost)),
                  std::min<std::size_t>(characters.forth(first, noted.reach), first + kReachMost)};
  if (first < near.begin) {
    return;
  }
  if (noted.placed && !may_start_line(near.begin, at)) {
    return;
  }
  if (search_grams.may_hold(noted.pattern->gates(), near)) {
    complete.push_back({rule, first, before, near});
  }
}

// False if no line of the shadow begins at `begin` of `search` or behind it, up to the literal that
// ends at `at`.
bool Scanner::State::may_start_line(std::size_t begin, std::size_t at) {
  if (begin == 0) {
    return true;
  }
  if (line_break.before != block_begin + at) {
    const std::size_t last = std::min(search.to_text(at), block.size());
    const std::size_t far = at - std::min<std::size_t>(at, kReachMost + 1);
    const std::size_t first = std::min(search.to_text(far), last);
    line_break = {block_begin + at, last_line_break(block, {first, last})};
  }
  // A line break may stand in the blank in front.
  return line_break.place != std::string_view::npos &&
         search.to_text(begin - 1) <= line_break.place;
}

// A name that reaches into `range`: names of a stretch are looked for when first asked for.
bool Scanner::State::holds_name(Span range, std::string_view text) {
  constexpr std::size_t kBeside = 120;  // longer than any name
  if (range.begin < names_span.begin || range.end > names_span.end) {
    const std::string_view shown = shadow.text();
    names_span = {range.begin - std::min(range.begin, kBeside),
                  std::min(shown.size(), range.end + kBeside)};
    while (names_span.begin > 0 && is_continuation(shown[names_span.begin])) {
      --names_span.begin;
    }
    while (names_span.end < shown.size() && is_continuation(shown[names_span.end])) {
      ++names_span.end;
    }
    names.clear();
    plan->lexicon->find_all(shadow, text, names_span, true, names);
  }
  const auto behind = std::lower_bound(
      names.begin(), names.end(), range.begin, [](const NameHit& name, std::size_t at) {
        return name.span.end <= at;
      });
  return behind != names.end() && behind->span.begin < range.end;
}

void Scanner::State::run_rule(const Pending& tried, std::string_view text) {
  const std::uint32_t rule = tried.rule;
  const CompiledRule& compiled = plan->rules->rules()[rule];
  const Pattern& pattern = plan->patterns[rule];
  const auto [near, last_start] =
      neighbourhood(shadow, tried, std::max<std::size_t>(compiled.pattern.reach, 1), ascii);
  const std::string_view subject = shadow.text().substr(0, near.end);
  if (near.begin > last_start || (!tried.gated && !grams.may_hold(pattern.gates(), near)) ||
      (compiled.pattern.agency && !holds_name(near, text)) ||
      !may_hold(pattern.gates().marks, subject.substr(near.begin))) {
    return;
  }
  PatternMatch match;
  SearchRange range{near.begin, last_start, near.end < shadow.text().size()};
  // What the rule matched before, in a stretch that reaches into this one.
  if (!matches.empty() && matches.back().rule == rule) {
    range.first = std::max(range.first, matches.back().span.end);
  }
  for (std::size_t count = 0; count < kMaxMatchesPerRule && range.first <= subject.size();) {
    const MatchStatus status = pattern.find(subject, range, scratch, match);
    if (status == MatchStatus::limit) {
      limit = true;
      return;
    }
    if (status == MatchStatus::none) {
      return;
    }
    std::size_t& from = range.first;
    from = std::max(match.span.end, match.span.begin + 1);
    while (from < subject.size() && (static_cast<unsigned char>(subject[from]) & 0xC0U) == 0x80U) {
      ++from;
    }
    // A name that ends the match reaches far: below it may stand the next notice.
    const Span& name = match.groups[static_cast<std::size_t>(Group::holder)];
    if (!name.empty() && name.end == match.span.end) {
      const std::size_t line = subject.substr(0, name.end).find('\n', name.begin);
      from = std::max(match.span.begin + 1, std::min(from, line));
    }
    if (match.span.empty() || !in_place(compiled.rule->place, shadow.text(), match.span)) {
      continue;
    }
    RuleMatch found{rule,
                    match.span,
                    match.groups[static_cast<std::size_t>(Group::holder)],
                    match.groups[static_cast<std::size_t>(Group::agency)],
                    match.groups[static_cast<std::size_t>(Group::years)],
                    {}};
    if (!found.agency.empty()) {
      found.agencies = plan->lexicon->resolve(shadow, text, found.agency);
      bool good = plausible(*compiled.rule, found, shadow, text);
      // The full stop of "Inc." belongs to the name.
      if (!good && found.agency.end < subject.size() && subject[found.agency.end] == '.') {
        ++found.agency.end;
        found.agencies = plan->lexicon->resolve(shadow, text, found.agency);
        good = plausible(*compiled.rule, found, shadow, text);
      }
      if (!good) {
        continue;
      }
    }
    matches.push_back(std::move(found));
    ++count;
  }
}

void Scanner::State::run_window(std::string_view text,
                                Span window,
                                bool edge,
                                const std::function<void(const ScanWindow&)>& sink) {
  matches.clear();
  grams.assign(shadow.text());
  ascii = is_ascii(shadow.text());
  std::sort(pending.begin(), pending.end(), [](const Pending& a, const Pending& b) {
    return a.rule != b.rule ? a.rule < b.rule : a.place.begin < b.place.begin;
  });
  for (const Pending& tried : pending) {
    run_rule(tried, text);
  }
  if (matches.empty()) {
    return;
  }
  if (!edge) {
    std::vector<std::pair<std::uint32_t, Span>> these;
    for (const auto& match : matches) {
      these.emplace_back(match.rule, shadow.to_text(match.span));
    }
    if (window.overlaps(last_window)) {
      std::size_t kept = 0;
      for (std::size_t i = 0; i < matches.size(); ++i) {
        const auto twice = [&](const auto& old) {
          return old.first == these[i].first && old.second.overlaps(these[i].second);
        };
        if (std::none_of(last_matches.begin(), last_matches.end(), twice)) {
          if (kept != i) {
            matches[kept] = std::move(matches[i]);
          }
          ++kept;
        }
      }
      matches.resize(kept);
    }
    last_window = window;
    last_matches = std::move(these);
  }
  if (matches.empty()) {
    return;
  }
  std::stable_sort(matches.begin(), matches.end(), [](const RuleMatch& a, const RuleMatch& b) {
    return a.span.begin < b.span.begin;
  });
  sink(ScanWindow{shadow, text, window, edge, matches});
}

// Of the rules for first and last lines.
GateIndex Scanner::State::edge_index(bool named) const {
  std::vector<GateIndex::Gated> gated;
  for (const std::uint32_t rule : plan->edge_rules) {
    if (plan->rules->rules()[rule].pattern.agency == named) {
      gated.emplace_back(rule, &plan->patterns[rule].gates());
    }
  }
  return GateIndex(gated);
}

void Scanner::State::run_edges(std::string_view text,
                               std::span<const Span> parts,
                               const std::function<void(const ScanWindow&)>& sink) {
  if (!edge_rules) {
    edge_rules.emplace(EdgeRules{edge_index(false), edge_index(true)});
  }
  for (const Span line : edge_lines(text, parts)) {
    assign_shadow(text, line);
    begin_window();
    const std::string_view shown = shadow.text();
    const TextGrams pieces(shown);
    const Marks marks = marks_in(shown);
    const auto may_match = [&](std::uint32_t rule) {
      const Marks& needed = plan->patterns[rule].gates().marks;
      return needed.empty() || needed.meet(marks);
    };
    edge_rules->any.find(pieces, [&](std::uint32_t rule) {
      if (may_match(rule)) {
        add_rule({rule, line});
      }
    });
    std::optional<bool> named;  // names are looked for only if a rule needs one
    const auto has_name = [&] {
      named = named ? *named : holds_name({0, shown.size()}, text);
      return *named;
    };
    edge_rules->named.find(pieces, [&](std::uint32_t rule) {
      if (may_match(rule) && has_name()) {
        add_rule({rule, line});
      }
    });
    if (!pending.empty()) {
      run_window(text, line, true, sink);
    }
  }
}

// Every rule in every paragraph, but for those whose gates the paragraph as a whole rules out.
void Scanner::State::run_unfiltered(std::string_view text,
                                    const std::function<void(const ScanWindow&)>& sink) {
  if (!every_rule) {
    std::vector<GateIndex::Gated> gated;
    for (const std::uint32_t rule : plan->everywhere) {
      gated.emplace_back(rule, &plan->patterns[rule].gates());
    }
    every_rule.emplace(gated);
  }
  for (const Span window : all_windows(text)) {
    assign_shadow(text, window);
    begin_window();
    every_rule->find(TextGrams(shadow.text()), [&](std::uint32_t rule) {
      add_rule({rule, window});
    });
    run_window(text, window, false, sink);
  }
}

void Scanner::State::run_filtered(std::string_view text,
                                  const std::function<void(const ScanWindow&)>& sink) {
  Span window;
  bool open = false;
  const auto flush = [&] {
    if (open) {
      assign_shadow(text, window);
      run_window(text, window, false, sink);
    }
    open = false;
  };
  const auto open_around = [&](Span hit) {
    if (open && hit.begin >= window.begin && hit.end + kWindowReach / 2 <= window.end) {
      return;
    }
    const Span next = window_around(text, hit);
    if (open && next.begin <= window.end &&
        std::max(next.end, window.end) - window.begin <= kWindowMax) {
      window.end = std::max(next.end, window.end);
      return;
    }
    flush();
    begin_window();
    window = next;
    open = true;
  };
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = block_end(text, begin + kBlock);
    const std::size_t from = begin == 0 ? 0 : block_end(text, begin - kBlockOverlap);
    const Span part{from, block_end(text, end + kBlockOverlap)};
    search.assign(text, part);
    block = text.substr(0, part.end);
    characters.assign(search.text(), search.ascii());
    search_grams.assign(search.text());
    hits.clear();
    plan->announcements->literals.scan(search.text(), hits);
    for (const LiteralHit& hit : hits) {
      // A blank at its end may be a line break, which is not yet the next paragraph.
      const std::size_t last = hit.end - (search.text()[hit.end - 1] == ' ' ? 2 : 1);
      note(hit.literal, last);
      if (complete.empty()) {
        continue;
      }
      const std::size_t at = search.to_text(last);
      if (at < begin || at >= end) {
        continue;  // a neighbour sees to it
      }
      open_around({at, at + 1});
      for (const Complete& rule : complete) {
        const std::size_t earliest = search.to_text(rule.earliest);
        // Sets that stand in different paragraphs announce nothing.
        if (earliest >= window.begin) {
          // What was asked for its gates beyond the paragraph is asked again without it.
          const bool gated = search.to_text(rule.near.begin) >= window.begin &&
                             search.to_text(rule.near.end) <= window.end;
          add_rule({rule.rule, {at, earliest + 1}, rule.before, gated});
        }
      }
    }
    block_begin += search.text().size() + kBlockGap;
    begin = end;
  }
  flush();
}

Scanner::Scanner(std::shared_ptr<const MatchPlan> plan) {
  const MatchPlan::State& state = *plan->state_;
  state_ = std::make_unique<State>(std::move(plan), state);
}
Scanner::~Scanner() = default;
Scanner::Scanner(Scanner&&) noexcept = default;

PatternScratch& Scanner::scratch() {
  return state_->scratch;
}

Result<void> Scanner::scan(std::string_view text,
                           const ScanOptions& options,
                           const std::function<void(const ScanWindow&)>& sink) {
  state_->limit = false;
  state_->last_window = {};
  state_->last_matches.clear();
  if (options.prefilter) {
    state_->run_filtered(text, sink);
  } else {
    state_->run_unfiltered(text, sink);
  }
  state_->run_edges(text, options.parts, sink);
  if (state_->limit) {
    return fail(ErrorCode::limit,
                "a rule reached its match limit, so the text was not checked completely");
  }
  return {};
}

}  // namespace imprimatur
