#include "meaning/meaning.h"

#include "match/scanner.h"
#include "meaning/group.h"
#include "meaning/interpret.h"
#include "meaning/run_together.h"
#include "meaning/word_lists.h"
#include "meaning/zones.h"

#include <algorithm>
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

namespace {

// A text with this many letters of ASCII and no capital among them was folded by somebody.
constexpr std::size_t kFolded = 150;

bool lacks_capitals(std::string_view text) {
  std::size_t letters = 0;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      return false;
    }
    letters += c >= 'a' && c <= 'z' ? 1U : 0U;
  }
  return letters >= kFolded;
}

std::string raised(std::string_view text) {
  std::string capitals(text);
  for (char& c : capitals) {
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return capitals;
}

std::string lowered(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return small;
}

}  // namespace

MeaningReader::MeaningReader(std::shared_ptr<const MeaningPlan> plan) {
  const MeaningPlan::State* shared = plan->state_.get();
  state_ = std::make_unique<State>(std::move(plan), shared);
}
MeaningReader::~MeaningReader() = default;
MeaningReader::MeaningReader(MeaningReader&&) noexcept = default;

Meaning MeaningReader::read(std::string_view written, const MeaningOptions& options) {
  Meaning meaning;
  // Small letters tell "aa" from "AA" and a place from prose, but not where all letters are small.
  const bool folded = lacks_capitals(written);
  const std::string capitals = folded ? raised(written) : std::string();
  const std::string_view cased = folded ? std::string_view(capitals) : written;
  const Lexicon& lexicon = state_->shared->match->lexicon();
  const auto agencies = [&](Span where) {
    Shadow shadow;
    shadow.assign(cased, where);
    std::vector<NameHit> hits;
    lexicon.find_all(shadow, cased, {0, shadow.text().size()}, true, hits);
    std::vector<Span> spans;
    for (const NameHit& hit : hits) {
      spans.push_back(shadow.to_text(hit.span));
    }
    return spans;
  };
  // Where a document's structure is known, its lines are too.
  const std::string restored =
      options.regions.empty() ? restore_breaks(cased, state_->shared->words->names.by, agencies)
                              : std::string();
  const std::string_view text = restored.empty() ? cased : std::string_view(restored);
  std::vector<Clause> clauses;
  const Interpreter interpreter{
      *state_->shared->match, *state_->shared->words, state_->scanner.scratch(), options.language};
  const std::vector<Span> parts = running_text(text, options.regions);
  bool halted = false;
  const auto scanned = state_->scanner.scan(
      text, ScanOptions{options.prefilter, parts}, [&](const ScanWindow& window) {
        halted = halted || (options.stopped != nullptr && (*options.stopped)());
        if (!halted) {
          interpreter.read(window, clauses, options.trace ? &meaning.trace : nullptr);
        }
      });
  if (halted) {
    meaning.incomplete = Error{ErrorCode::limit, "the check was stopped before its end"};
    return meaning;
  }
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
  const Zones zones(
      text, places, {options.markdown, options.regions, &state_->shared->words->names});
  meaning.findings = group_clauses(std::move(clauses), text, zones, state_->shared->match->rules());
  std::stable_sort(
      meaning.findings.begin(), meaning.findings.end(), [](const Finding& a, const Finding& b) {
        return a.start.offset < b.start.offset;
      });
  if (!restored.empty() || folded) {
    for (Finding& finding : meaning.findings) {
      finding.text = written.substr(finding.start.offset, finding.text.size());
      for (HolderRef& holder : finding.holders) {
        holder.name = folded && holder.id.empty() ? lowered(holder.name) : holder.name;
      }
    }
    for (TraceStep& step : meaning.trace) {
      step.text = written.substr(step.at.offset, step.text.size());
    }
  }
  return meaning;
}

}  // namespace imprimatur
