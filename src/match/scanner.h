// Scanner: raw matches of all rules in one text. Literals first (LiteralTable), then the paragraph
// around each hit as shadow text, then PCRE2 for the rules that the literals announce.
// MatchPlan is immutable and shared; a Scanner is one thread's state over it and is reused.
#ifndef IMPRIMATUR_MATCH_SCANNER_H_
#define IMPRIMATUR_MATCH_SCANNER_H_

#include "base/result.h"
#include "match/lexicon.h"
#include "match/pattern.h"
#include "rules/rule_set.h"
#include "text/shadow.h"
#include "text/span.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// The rules in the form that scanning needs. Keeps the RuleSet alive.
class MatchPlan {
 public:
  [[nodiscard]] static Result<std::shared_ptr<const MatchPlan>> make(
      std::shared_ptr<const RuleSet> rules);
  ~MatchPlan();
  MatchPlan(const MatchPlan&) = delete;
  MatchPlan& operator=(const MatchPlan&) = delete;

  [[nodiscard]] const RuleSet& rules() const;
  [[nodiscard]] const Lexicon& lexicon() const;

 private:
  friend class Scanner;
  MatchPlan();
  struct State;
  std::unique_ptr<State> state_;
};

// The literals that the prefilter looks for, sorted (`rules anchors`).
[[nodiscard]] std::vector<std::string> anchor_literals(const RuleSet& rules);

struct RuleMatch {
  std::uint32_t rule = 0;         // index into RuleSet::rules()
  Span span;                      // in the window's shadow
  Span holder, agency, years;     // groups, in the shadow; empty if not taken part
  std::vector<NameHit> agencies;  // what `agency` resolved to
};

struct ScanWindow {
  const Shadow& shadow;
  std::string_view text;               // the whole text
  Span span;                           // of the window in `text`
  bool edge = false;                   // a line of the document's head or tail, by itself
  std::span<const RuleMatch> matches;  // ordered by position, then by rule
};

struct ScanOptions {
  bool prefilter = true;  // false: every rule in every paragraph
  // Where the running text stands, in order: its first and last lines are edges. Empty: everywhere.
  std::span<const Span> parts = {};
};

class Scanner {
 public:
  explicit Scanner(std::shared_ptr<const MatchPlan> plan);
  ~Scanner();
  Scanner(Scanner&&) noexcept;

  // Calls `sink` for each window with matches, in order of position. The window's data lives no
  // longer than the call. Errors: limit (a pattern gave up; the answer would be incomplete).
  [[nodiscard]] Result<void> scan(std::string_view text,
                                  const ScanOptions& options,
                                  const std::function<void(const ScanWindow&)>& sink);

  // For callers that look closer at a window: this thread's PCRE2 state.
  [[nodiscard]] PatternScratch& scratch();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MATCH_SCANNER_H_
