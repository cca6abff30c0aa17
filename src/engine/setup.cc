#include "engine/setup.h"

#include "rules/diagnostic.h"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace imprimatur {
namespace {

constexpr std::string_view kDateShape = "0000-00-00";

// Of the calendar.
bool is_date(std::string_view text) {
  if (text.size() != kDateShape.size() ||
      !std::equal(text.begin(), text.end(), kDateShape.begin(), [](char c, char shape) {
        return shape == '-' ? c == '-' : c >= '0' && c <= '9';
      })) {
    return false;
  }
  const auto number = [&](std::size_t begin, std::size_t end) {
    unsigned value = 0;
    for (std::size_t i = begin; i < end; ++i) {
      value = value * 10 + static_cast<unsigned>(text[i] - '0');
    }
    return value;
  };
  return std::chrono::year_month_day(std::chrono::year(static_cast<int>(number(0, 4))),
                                     std::chrono::month(number(5, 7)),
                                     std::chrono::day(number(8, 10)))
      .ok();
}

// The first error in the words of the command.
std::string first_error(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::error) {
      std::string text = to_string(diagnostic);
      if (!diagnostic.help.empty() && text.find(diagnostic.help) == std::string::npos) {
        text += "; " + diagnostic.help;
      }
      return text;
    }
  }
  return "the rules cannot be loaded";
}

}  // namespace

Result<Question> question_named(const std::string& use) {
  if (use == "republish") {
    return Question{};
  }
  std::string known = "republish";
  for (std::size_t i = 0; i < kUseNames.size(); ++i) {
    if (use == kUseNames[i]) {
      return Question{static_cast<Use>(i)};
    }
    known += ", " + std::string(kUseNames[i]);
  }
  return fail(ErrorCode::usage, "unknown use '" + use + "'; there are: " + known);
}

Question question_of(const Policy& policy) {
  if (!policy.republish) {
    for (std::size_t i = 0; i < kUseNames.size(); ++i) {
      if (policy.uses.has(static_cast<Use>(i))) {
        return Question{static_cast<Use>(i)};
      }
    }
  }
  return Question{};
}

Result<EngineOptions> engine_options(const EngineSetup& setup) {
  EngineOptions made;
  if (!is_date(setup.today)) {
    return fail(ErrorCode::usage,
                "today is '" + setup.today + "', which is no date such as 2026-01-31");
  }
  made.today = setup.today;
  made.language = true;
  std::vector<Diagnostic> diagnostics;
  made.policy = std::make_shared<const Policy>(
      setup.policy.empty() ? Policy() : load_policy(setup.policy, setup.policy_path, diagnostics));
  if (has_errors(diagnostics)) {
    return fail(ErrorCode::rules, first_error(diagnostics));
  }
  if (setup.use.empty()) {
    made.question = question_of(*made.policy);
  } else {
    IMPRIMATUR_TRY(made.question, question_named(setup.use));
  }
  RuleSetOptions wanted;
  wanted.extra = setup.rules;
  made.rules = RuleSet::load(wanted, diagnostics);
  if (!made.rules || has_errors(diagnostics)) {
    return fail(ErrorCode::rules, first_error(diagnostics));
  }
  return made;
}

}  // namespace imprimatur
