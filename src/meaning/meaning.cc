#include "meaning/meaning.h"

#include "base/hash.h"
#include "match/scanner.h"
#include "meaning/group.h"
#include "meaning/interpret.h"
#include "meaning/word_lists.h"
#include "meaning/zones.h"
#include "text/fold.h"

#include <algorithm>
#include <map>
#include <utility>

namespace imprimatur {

struct MeaningPlan::State {
  std::shared_ptr<const MatchPlan> match;
  std::unique_ptr<WordLists> words;
};

MeaningPlan::MeaningPlan() : state_(std::make_unique<State>()) {}
MeaningPlan::~MeaningPlan() = default;
const RuleSet& MeaningPlan::rules() const {
  return state_->match->rules();
}

Result<std::shared_ptr<const MeaningPlan>> MeaningPlan::make(std::shared_ptr<const RuleSet> rules) {
  std::shared_ptr<MeaningPlan> plan(new MeaningPlan());
  plan->state_->words = std::make_unique<WordLists>(*rules);
  IMPRIMATUR_TRY(plan->state_->match, MatchPlan::make(std::move(rules)));
  return std::shared_ptr<const MeaningPlan>(std::move(plan));
}

struct MeaningReader::State {
  std::shared_ptr<const MeaningPlan> plan;
  const MeaningPlan::State* shared;
  Scanner scanner;

  State(std::shared_ptr<const MeaningPlan> p, const MeaningPlan::State* s)
      : plan(std::move(p)), shared(s), scanner(s->match) {}
};

MeaningReader::MeaningReader(std::shared_ptr<const MeaningPlan> plan) {
  const MeaningPlan::State* shared = plan->state_.get();
  state_ = std::make_unique<State>(std::move(plan), shared);
}
MeaningReader::~MeaningReader() = default;
MeaningReader::MeaningReader(MeaningReader&&) noexcept = default;

namespace {

// Evidence as it is compared across machines: folded, blanks and digits' places unified, so that
// moved lines, line ends and wraps change nothing.
std::string normalised(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : fold(text)) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      blank = !out.empty();
      continue;
    }
    if (blank) {
      out += ' ';
      blank = false;
    }
    out += c;
  }
  return out;
}

void set_fingerprints(std::vector<Finding>& findings) {
  std::map<std::string, int> seen;
  for (Finding& finding : findings) {
    const std::string identity = finding.rule + '\n' + normalised(finding.text);
    const int occurrence = seen[identity]++;
    finding.fingerprint = "fp1:" + hash_hex(identity + '\n' + std::to_string(occurrence));
  }
}

}  // namespace

Meaning MeaningReader::read(std::string_view text, const MeaningOptions& options) {
  Meaning meaning;
  std::vector<Clause> clauses;
  const Interpreter interpreter{
      *state_->shared->match, *state_->shared->words, state_->scanner.scratch()};
  const std::vector<Span> parts = running_text(text, options.regions);
  const auto scanned = state_->scanner.scan(
      text, ScanOptions{options.prefilter, parts}, [&](const ScanWindow& window) {
        interpreter.read(window, clauses, options.trace ? &meaning.trace : nullptr);
      });
  if (!scanned) {
    meaning.incomplete = scanned.error();
  }
  if (clauses.empty()) {
    return meaning;
  }
  std::vector<std::size_t> places;
  for (const Clause& clause : clauses) {
    places.push_back(clause.span.begin);
  }
  std::sort(places.begin(), places.end());
  const Zones zones(text, places, {options.markdown, options.regions});
  meaning.findings = group_clauses(std::move(clauses), text, zones);
  std::stable_sort(
      meaning.findings.begin(), meaning.findings.end(), [](const Finding& a, const Finding& b) {
        return a.start.offset < b.start.offset;
      });
  set_fingerprints(meaning.findings);
  return meaning;
}

}  // namespace imprimatur
