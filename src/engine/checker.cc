// Part of the shared library only: the program itself uses Engine.
#include "engine/checker.h"

#include "engine/engine.h"
#include "report/json_object.h"
#include "rules/diagnostic.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::string_view kDateShape = "0000-00-00";

bool is_date(std::string_view text) {
  return text.size() == kDateShape.size() &&
         std::equal(text.begin(), text.end(), kDateShape.begin(), [](char c, char shape) {
           return shape == '-' ? c == '-' : c >= '0' && c <= '9';
         });
}

// The first error in the words of the command.
std::string first_error(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::error) {
      return to_string(diagnostic) + (diagnostic.help.empty() ? "" : "; " + diagnostic.help);
    }
  }
  return "the rules cannot be loaded";
}

Result<Question> question_of(const std::string& use) {
  if (use == "republish") {
    return Question{};
  }
  for (std::size_t i = 0; i < kUseNames.size(); ++i) {
    if (use == kUseNames[i]) {
      return Question{static_cast<Use>(i)};
    }
  }
  return fail(ErrorCode::usage, "unknown use '" + use + "'; 'republish' is the usual one");
}

Result<EngineOptions> engine_options(const CheckerOptions& options) {
  EngineOptions made;
  if (!is_date(options.today)) {
    return fail(ErrorCode::usage,
                "today is '" + options.today + "', which is no date such as 2026-01-31");
  }
  made.today = options.today;
  made.language = true;
  IMPRIMATUR_TRY(made.question, question_of(options.use));
  std::vector<Diagnostic> diagnostics;
  made.policy = std::make_shared<const Policy>(
      options.policy.empty() ? Policy()
                             : load_policy(options.policy, "imprimatur.toml", diagnostics));
  if (has_errors(diagnostics)) {
    return fail(ErrorCode::rules, first_error(diagnostics));
  }
  RuleSetOptions wanted;
  for (std::size_t i = 0; i < options.rules.size(); ++i) {
    wanted.extra.emplace_back("rules-" + std::to_string(i + 1) + ".toml", options.rules[i]);
  }
  made.rules = RuleSet::load(wanted, diagnostics);
  if (!made.rules || has_errors(diagnostics)) {
    return fail(ErrorCode::rules, first_error(diagnostics));
  }
  return made;
}

}  // namespace

// Sessions are kept for the next call: their scratch memory is what costs time.
struct Checker::State {
  explicit State(EngineOptions options) : engine(std::move(options)) {}

  Engine engine;
  std::mutex mutex;
  std::vector<Engine::Session> idle;

  Engine::Session take() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) {
      return engine.session();
    }
    Engine::Session session = std::move(idle.back());
    idle.pop_back();
    return session;
  }

  void give_back(Engine::Session&& session) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(session));
  }
};

Checker::Checker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Checker::~Checker() = default;

std::unique_ptr<Checker> Checker::make(const CheckerOptions& options, std::string& error) {
  auto made = engine_options(options);
  if (!made) {
    error = made.error().message;
    return nullptr;
  }
  return std::unique_ptr<Checker>(new Checker(std::make_unique<State>(std::move(*made))));
}

CheckerAnswer Checker::check(std::string_view bytes,
                             std::string_view name,
                             std::string_view media_type) const {
  Input input;
  input.source = name;
  input.path = name;
  input.bytes = bytes;
  input.media_type = media_type;
  CheckerAnswer answer;
  std::optional<Level> worst;
  Engine::Session session = state_->take();
  session.check_all(input, [&](DocumentResult&& result) {
    answer.json += json_document(result) + "\n";
    answer.incomplete = answer.incomplete || result.incomplete.has_value();
    if (is_answer(result, result.verdict.level)) {
      worst = std::max(worst.value_or(result.verdict.level), result.verdict.level);
    }
  });
  state_->give_back(std::move(session));
  if (worst) {
    answer.verdict = name_of(*worst);
  }
  return answer;
}

std::string Checker::version() {
  return IMPRIMATUR_VERSION;
}

std::string Checker::rules_digest() const {
  return std::string(state_->engine.options().rules->digest());
}

}  // namespace imprimatur
