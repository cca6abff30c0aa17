// Engine: the facade. Bytes in, a Result out; the only type that commands, servers and bindings
// need. Immutable after creation and shared; each thread uses its own Session. Never prints, never
// reads the environment, never touches the network.
#ifndef IMPRIMATUR_ENGINE_ENGINE_H_
#define IMPRIMATUR_ENGINE_ENGINE_H_

#include "base/result.h"
#include "formats/outside_program.h"
#include "report/document_result.h"
#include "rules/rule_set.h"
#include "signals/surroundings.h"
#include "verdict/policy.h"
#include "verdict/verdict.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace imprimatur {

// Fingerprints of findings that somebody has seen already.
using KnownFindings = std::unordered_set<std::string>;

// Lines, both ends included.
struct LineRange {
  std::size_t first = 1;
  std::size_t last = 1;
};

struct EngineOptions {
  std::shared_ptr<const RuleSet> rules;
  std::shared_ptr<const Policy> policy;
  Question question;
  std::string today;      // ISO date
  std::string now;        // ISO time in UTC; empty: judge by the day alone
  bool language = false;  // detect the language (costs time)
  bool trace = false;
  bool prefilter = true;     // false: try every rule everywhere (tests, explain)
  bool line_hashes = false;  // for SARIF (engine/line_hash.h)
  bool marks = false;        // obey "imprimatur: ignore" in documents (engine/marks.h)
  std::shared_ptr<const KnownFindings> baseline;  // may be null
  std::shared_ptr<const OutsideProgram> program;  // may be null: nothing is run
};

// What may differ from one input to the next where an engine lives for long.
struct Circumstances {
  std::shared_ptr<const Policy> policy;  // never null
  std::string today;                     // as in EngineOptions
  std::string now;
};

struct Input {
  std::string source;
  std::string path;    // from the root of the project: who the findings are; empty: `source`
  std::string record;  // name within a dataset; decides the format before `source` does
  std::string_view bytes;
  std::string declared_encoding;  // from a flag or header, empty if none
  std::string media_type;         // empty: by name and content
  // What is known from outside of the document; null: nothing.
  const Surroundings* around = nullptr;
  bool found = false;  // met in a folder, not named: see ReadOptions
  // Of a change: what the document had before, and the lines that were changed. Findings that were
  // there or that touch none of the lines are silenced. Null: it is no change.
  const KnownFindings* before = nullptr;
  const std::vector<LineRange>* changed = nullptr;
  std::optional<Question> question = {};   // instead of the options'
  bool trace = false;                      // also where the options say no
  bool language = true;                    // false: do not detect it, whatever the options say
  const Circumstances* instead = nullptr;  // of the options'; null: these
  // Asked now and then by the thread that checks; true: nobody waits, so that the check ends soon,
  // with an answer that is incomplete. Null: never.
  const std::function<bool()>* stopped = nullptr;
};

class Engine {
 public:
  explicit Engine(EngineOptions options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  class Session {
   public:
    ~Session();
    Session(Session&&) noexcept;
    // The answer for an input that is one document; of several, the worst.
    [[nodiscard]] DocumentResult check(const Input& input);
    // The answers for every document of an input (a feed, an archive), in order, as they come; at
    // least one. What could not be read is the last, incomplete.
    void check_all(const Input& input, const std::function<void(DocumentResult&&)>& sink);

   private:
    friend class Engine;
    struct State;
    explicit Session(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
  };
  [[nodiscard]] Session session() const;
  [[nodiscard]] const EngineOptions& options() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_ENGINE_H_
