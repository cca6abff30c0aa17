#include "match/scanner.h"

#include "match/plan.h"
#include "match/window.h"
#include "text/disguise.h"
#include "text/fold.h"

#include <algorithm>
#include <utility>

namespace imprimatur {
namespace {

// Literals are searched in blocks so that the list of hits stays small whatever the text's size.
constexpr std::size_t kBlock = std::size_t{1} << 20;
constexpr std::size_t kMaxMatchesPerRule = 200;
// A match lies within this many bytes of the literal that announces it; patterns are shorter.
constexpr std::size_t kRuleReach = 450;
constexpr std::size_t kWordReach = 60;

struct Announced {
  Span hit;                   // in the text
  std::uint32_t literal = 0;  // or kDisguise
};
constexpr std::uint32_t kDisguise = 0xFFFFFFFF;
constexpr std::size_t kDisguiseStretch = 64;  // find_disguises tells one in so many bytes

}  // namespace

struct Scanner::State {
  std::shared_ptr<const MatchPlan> shared;
  const MatchPlan::State* plan = nullptr;
  Prefilter::Scratch prefilter;
  PatternScratch scratch;
  Shadow shadow;
  std::vector<LiteralHit> hits;
  std::vector<std::size_t> disguises;
  std::vector<Announced> announced;
  std::vector<RuleMatch> matches;
  std::vector<std::uint32_t> rules;       // of the pending window
  std::vector<Span> places;               // rule -> where its literals stand, in the text
  std::vector<std::uint32_t> rule_stamp;  // rule -> number of the window that has it
  std::uint32_t window_number = 0;
  Span last_window;  // windows may overlap: no match is given twice
  std::vector<std::pair<std::uint32_t, Span>> last_matches;
  bool limit = false;

  State(std::shared_ptr<const MatchPlan> p, const MatchPlan::State& s)
      : shared(std::move(p)),
        plan(&s),
        places(s.patterns.size()),
        rule_stamp(s.patterns.size(), 0) {}

  // `place`: where in the text the rules were announced; matches are looked for near it.
  void add_rules(const std::vector<std::uint32_t>& more, Span place) {
    for (const std::uint32_t rule : more) {
      if (rule == plan->patterns.size()) {
        add_rules(plan->agency_rules, place);
      } else if (rule_stamp[rule] != window_number) {
        rule_stamp[rule] = window_number;
        rules.push_back(rule);
        places[rule] = place;
      } else {
        places[rule] = {std::min(places[rule].begin, place.begin),
                        std::max(places[rule].end, place.end)};
      }
    }
  }
  void begin_window() {
    rules.clear();
    ++window_number;
  }
  void collect(std::string_view text, std::size_t begin, std::size_t end);
  void run_rule(std::uint32_t rule, std::string_view text);
  void run_window(std::string_view text,
                  Span window,
                  bool edge,
                  const std::function<void(const ScanWindow&)>& sink);
  void scan_shadow(Span window);
  void run_edges(std::string_view text,
                 std::span<const Span> parts,
                 const std::function<void(const ScanWindow&)>& sink);
  void run_filtered(std::string_view text, const std::function<void(const ScanWindow&)>& sink);
};

namespace {

bool starts_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n';
}

// Punctuation and blanks may stand between a whole-line match and the line's end.
bool ends_line(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '\n') {
    if (std::string_view(" .,;|)]\"*").find(text[at]) == std::string_view::npos) {
      return false;
    }
    ++at;
  }
  return true;
}

bool in_place(Place place, std::string_view shadow, Span span) {
  switch (place) {
    case Place::anywhere:
      return true;
    case Place::line_start:
      return starts_line(shadow, span.begin);
    case Place::whole_line:
    case Place::edge:
      return starts_line(shadow, span.begin) && ends_line(shadow, span.end);
  }
  return true;
}

// "Pakistan Tehreek-e-Insaf (PTI) -": the words in front explain the letters, so they are no place.
bool spells(std::string_view words, std::string_view code) {
  std::string initials;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool letter = words[i] >= 'a' && words[i] <= 'z';
    const bool inside = i > 0 && words[i - 1] != ' ' && words[i - 1] != '-' && words[i - 1] != '\n';
    if (letter && !inside) {
      initials += words[i];
    }
  }
  return code.size() >= 2 && initials.ends_with(code);
}

bool plausible(const Rule& rule,
               const RuleMatch& match,
               const Shadow& shadow,
               std::string_view text) {
  if (match.agencies.empty()) {
    return false;
  }
  const std::string_view folded = shadow.text();
  const Span first = match.agencies.front().span;
  if (rule.role == Role::dateline) {
    // A place begins with a capital letter, where the script has them.
    std::size_t at = shadow.to_text(match.span).begin;
    const bool lower = is_lower(next_code_point(text, at));
    const std::string_view words = folded.substr(match.span.begin, first.begin - match.span.begin);
    return (!lower || first.begin == match.span.begin) &&
           !spells(words, folded.substr(first.begin, first.size()));
  }
  if (rule.place == Place::edge && rule.role == Role::credit) {
    // The whole of it is names: "Reuters wins a prize" is a headline.
    const auto blank = [&](std::size_t begin, std::size_t end) {
      return folded.substr(begin, end - begin).find_first_not_of(" /,-+&|.") ==
             std::string_view::npos;
    };
    return blank(match.agency.begin, first.begin) &&
           blank(match.agencies.back().span.end, match.agency.end);
  }
  return true;
}

// The part of the shadow in which a match of a rule announced at `place` can lie, cut at blanks,
// and whether it ends before the shadow does.
std::pair<Span, bool> neighbourhood(const Shadow& shadow, Span place) {
  const std::string_view text = shadow.text();
  const std::size_t first = shadow.from_text(place.begin);
  const std::size_t last = shadow.from_text(place.end);
  std::size_t begin = first - std::min(first, kRuleReach);
  while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '\n' &&
         first - begin < kRuleReach + kWordReach) {
    --begin;
  }
  while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
    ++begin;
  }
  std::size_t end = std::min(text.size(), last + kRuleReach);
  while (end < text.size() && text[end] != ' ' && text[end] != '\n' &&
         end - last < kRuleReach + kWordReach) {
    ++end;
  }
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    ++end;
  }
  return {{begin, end}, end < text.size()};
}

bool pass_gates(const CompiledPattern& pattern, std::string_view text) {
  return std::all_of(pattern.gates.begin(), pattern.gates.end(), [&](const auto& gate) {
    return std::any_of(gate.begin(), gate.end(), [&](const std::string& literal) {
      return text.find(literal) != std::string_view::npos;
    });
  });
}

}  // namespace

void Scanner::State::run_rule(std::uint32_t rule, std::string_view text) {
  const CompiledRule& compiled = plan->rules->rules()[rule];
  PatternMatch match;
  const auto [near, cut] = neighbourhood(shadow, places[rule]);
  const std::string_view subject = shadow.text().substr(0, near.end);
  std::size_t from = near.begin;
  if (!pass_gates(compiled.pattern, subject.substr(from))) {
    return;
  }
  for (std::size_t count = 0; count < kMaxMatchesPerRule && from <= subject.size();) {
    const MatchStatus status = plan->patterns[rule].find(subject, from, scratch, match, cut);
    if (status == MatchStatus::limit) {
      limit = true;
      return;
    }
    if (status == MatchStatus::none) {
      return;
    }
    from = std::max(match.span.end, match.span.begin + 1);
    while (from < subject.size() && (static_cast<unsigned char>(subject[from]) & 0xC0U) == 0x80U) {
      ++from;
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
      if (!plausible(*compiled.rule, found, shadow, text)) {
        continue;
      }
    }
    matches.push_back(std::move(found));
    ++count;
  }
}

// Literals that were hidden in the raw text stand openly in its shadow.
void Scanner::State::scan_shadow(Span window) {
  std::vector<LiteralHit> hidden;
  plan->prefilter->scan(shadow.text(), prefilter, hidden);
  for (const auto& hit : hidden) {
    add_rules(plan->by_literal[hit.literal], window);
  }
  // The shadow has lost the capitals by which codes are searched.
  add_rules(plan->agency_rules, window);
}

void Scanner::State::run_window(std::string_view text,
                                Span window,
                                bool edge,
                                const std::function<void(const ScanWindow&)>& sink) {
  matches.clear();
  std::sort(rules.begin(), rules.end());
  for (const std::uint32_t rule : rules) {
    run_rule(rule, text);
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

void Scanner::State::run_edges(std::string_view text,
                               std::span<const Span> parts,
                               const std::function<void(const ScanWindow&)>& sink) {
  std::vector<NameHit> names;
  for (const Span line : edge_lines(text, parts)) {
    shadow.assign(text, line);
    names.clear();
    plan->lexicon->find_all(shadow, text, {0, shadow.text().size()}, true, names);
    begin_window();
    for (const std::uint32_t rule : plan->edge_rules) {
      // An agency group needs a name to resolve to.
      if (!names.empty() || plan->patterns[rule].regex().find("(?<agency>") == std::string::npos) {
        rules.push_back(rule);
        places[rule] = line;
      }
    }
    run_window(text, line, true, sink);
  }
}

void Scanner::State::collect(std::string_view text, std::size_t begin, std::size_t end) {
  announced.clear();
  hits.clear();
  disguises.clear();
  const std::size_t from = begin - std::min(begin, plan->longest_literal);
  plan->prefilter->scan(text.substr(from, end - from), prefilter, hits);
  find_disguises(text.substr(from, end - from), disguises);
  for (const auto& hit : hits) {
    const std::size_t hit_end = from + hit.end;
    announced.push_back({{hit_end - 1, hit_end}, hit.literal});
  }
  for (const std::size_t at : disguises) {
    announced.push_back({{from + at, from + at}, kDisguise});
    // One disguise a stretch is told; another may stand in a paragraph that begins behind it.
    const std::size_t stretch = std::min(end, from + at + kDisguiseStretch);
    for (std::size_t i = from + at; i + 1 < stretch; ++i) {
      if (text[i] == '\n' && text[i + 1] != '\n') {
        announced.push_back({{i + 1, i + 1}, kDisguise});
      }
    }
  }
  std::stable_sort(announced.begin(), announced.end(), [](const Announced& a, const Announced& b) {
    return a.hit.begin < b.hit.begin;
  });
}

void Scanner::State::run_filtered(std::string_view text,
                                  const std::function<void(const ScanWindow&)>& sink) {
  Span window;
  bool open = false;
  bool disguised = false;
  const auto flush = [&] {
    if (open) {
      shadow.assign(text, window);
      if (disguised) {
        scan_shadow(window);
      }
      run_window(text, window, false, sink);
    }
    open = false;
    disguised = false;
  };
  for (std::size_t begin = 0; begin < text.size(); begin += kBlock) {
    collect(text, begin, std::min(text.size(), begin + kBlock));
    for (const auto& found : announced) {
      const bool inside =
          open && found.hit.begin >= window.begin && found.hit.end + kWindowReach / 2 <= window.end;
      if (!inside) {
        const Span next = window_around(text, found.hit);
        const bool join = open && next.begin <= window.end &&
                          std::max(next.end, window.end) - window.begin <= kWindowMax;
        if (join) {
          window.end = std::max(next.end, window.end);
        } else {
          flush();
          begin_window();
          window = next;
          open = true;
        }
      }
      if (found.literal == kDisguise) {
        disguised = true;
      } else {
        add_rules(plan->by_literal[found.literal], found.hit);
      }
    }
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
    for (const Span window : all_windows(text)) {
      state_->begin_window();
      state_->add_rules(state_->plan->everywhere, window);
      state_->shadow.assign(text, window);
      state_->run_window(text, window, false, sink);
    }
  }
  state_->run_edges(text, options.parts, sink);
  if (state_->limit) {
    return fail(ErrorCode::limit,
                "a rule reached its match limit, so the text was not checked completely");
  }
  return {};
}

}  // namespace imprimatur
