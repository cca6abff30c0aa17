// From texts to the options of an engine, for callers that have no command line and read no files:
// libraries and bindings. Pure.
#ifndef IMPRIMATUR_ENGINE_SETUP_H_
#define IMPRIMATUR_ENGINE_SETUP_H_

#include "base/result.h"
#include "engine/engine.h"

#include <string>
#include <utility>
#include <vector>

namespace imprimatur {

struct EngineSetup {
  std::string today;        // the day to judge by: "2026-01-31"
  std::string use;          // the use in question; empty: as the policy says
  std::string policy;       // the text of an imprimatur.toml; empty: none
  std::string policy_path;  // its name in messages and reports
  std::vector<std::pair<std::string, std::string>> rules;  // (path, text) of further rule files
};

// Languages are detected, marks in texts not obeyed. Errors: usage (day, use), rules (policy,
// rules): the first mistake with its position and what helps.
[[nodiscard]] Result<EngineOptions> engine_options(const EngineSetup& setup);

// "republish", or a use by its name. Errors: usage.
[[nodiscard]] Result<Question> question_named(const std::string& use);

// What a policy asks where nobody says anything else: the first of its uses.
[[nodiscard]] Question question_of(const Policy& policy);

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_SETUP_H_
