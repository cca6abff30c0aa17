// Meaning: findings of one decoded text. A MeaningPlan is immutable and shared; a Reader is one
// thread's state over it and is reused.
#ifndef IMPRIMATUR_MEANING_MEANING_H_
#define IMPRIMATUR_MEANING_MEANING_H_

#include "base/result.h"
#include "formats/document.h"
#include "meaning/finding.h"
#include "rules/rule_set.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace imprimatur {

class MeaningPlan {
 public:
  [[nodiscard]] static Result<std::shared_ptr<const MeaningPlan>> make(
      std::shared_ptr<const RuleSet> rules);
  ~MeaningPlan();
  MeaningPlan(const MeaningPlan&) = delete;
  MeaningPlan& operator=(const MeaningPlan&) = delete;
  [[nodiscard]] const RuleSet& rules() const;

 private:
  friend class MeaningReader;
  MeaningPlan();
  struct State;
  std::unique_ptr<State> state_;
};

struct MeaningOptions {
  bool prefilter = true;
  bool trace = false;
  bool markdown = false;
  // Asked now and then; true: nobody waits, and the reading ends incomplete. Null: never.
  const std::function<bool()>* stopped = nullptr;
  std::span<const Region> regions = {};  // what the document's structure tells; empty: nothing
  // Tells the text's language (BCP 47); asked where a code that is seen is several holders'.
  const std::function<std::string()>* language = nullptr;
};

struct Meaning {
  // In order of position. Position.offset counts bytes of the decoded text; lines and columns are
  // for the caller to set. Fingerprints are set.
  std::vector<Finding> findings;
  std::vector<TraceStep> trace;     // only if asked for; positions as above
  std::optional<Error> incomplete;  // a rule gave up: what was found is shown, but not all was seen
};

class MeaningReader {
 public:
  explicit MeaningReader(std::shared_ptr<const MeaningPlan> plan);
  ~MeaningReader();
  MeaningReader(MeaningReader&&) noexcept;

  // `text`: valid UTF-8.
  [[nodiscard]] Meaning read(std::string_view text, const MeaningOptions& options);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_MEANING_H_
