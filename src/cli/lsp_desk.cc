#include "cli/lsp_desk.h"

#include "cli/rule_examples.h"
#include "cli/sources.h"
#include "cli/version.h"
#include "engine/walk.h"
#include "rules/lint.h"
#include "rules/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace imprimatur::cli {
namespace {

constexpr std::string_view kFailingExample = "R100";

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

bool is_policy(const std::string& path) {
  return path.substr(path.rfind('/') + 1) == "imprimatur.toml";
}

// Examples of the file's rules that are not as it says.
void try_examples(const RuleFile& file,
                  const std::shared_ptr<const RuleSet>& rules,
                  const std::string& today,
                  std::vector<Diagnostic>& diagnostics) {
  EngineOptions options;
  options.rules = rules;
  options.today = today;
  const Engine engine(std::move(options));
  Engine::Session session = engine.session();
  const auto one = [&](const ExampleOwner& owner, const RuleExample& example, bool must_match) {
    Input input;
    input.source = "example.txt";
    input.bytes = example.text;
    const DocumentResult result = session.check(input);
    const std::string wrong =
        must_match ? match_failure(owner, example, result) : miss_failure(owner, example, result);
    if (!wrong.empty()) {
      diagnostics.push_back(
          {Severity::error,
           std::string(kFailingExample),
           file.path,
           example.at,
           fmt::format(
               "{} example of {} fails: {}", must_match ? "match" : "miss", owner.id, wrong),
           {}});
    }
  };
  const auto all = [&](const ExampleOwner& owner, const auto& of) {
    for (const RuleExample& example : of.match) {
      one(owner, example, true);
    }
    for (const RuleExample& example : of.miss) {
      one(owner, example, false);
    }
  };
  for (const Rule& rule : file.rules) {
    all({rule.id, false}, rule);
  }
  for (const Holder& holder : file.holders) {
    all({holder.id, true}, holder);
  }
}

void check_rule_file(const std::string& path,
                     std::string_view text,
                     const std::string& today,
                     std::vector<Diagnostic>& diagnostics) {
  RuleSetOptions options;
  options.extra = {{path, std::string(text)}};
  const std::shared_ptr<const RuleSet> rules = RuleSet::load(options, diagnostics);
  if (!rules) {
    return;
  }
  std::vector<Diagnostic> advice = lint(*rules, today);
  std::move(advice.begin(), advice.end(), std::back_inserter(diagnostics));
  std::vector<Diagnostic> known;  // of load(), again
  try_examples(load_rule_file(text, path, known), rules, today, diagnostics);
}

}  // namespace

LspDesk::LspDesk(const Invocation& invocation) : invocation_(invocation), session_(new_session()) {}

std::unique_ptr<Session> LspDesk::new_session() const {
  EngineWishes wishes;
  wishes.marks = true;
  wishes.clock = true;
  return std::make_unique<Session>(
      invocation_.options, invocation_.checked, invocation_.terminal, wishes);
}

Result<lsp::Workplace> LspDesk::workplace(const std::string& path) {
  const std::string folder = folder_of(path);
  const Workplace* found = nullptr;
  if (failed_.count(folder) == 0) {
    if (const auto now = session_->for_folder(folder)) {
      found = *now;
      usable_ = true;
    } else {
      failed_.emplace(folder, now.error());
      // Says again, as values, what was wrong.
      const auto found_mistakes = mistakes_in(sources_of(invocation_.options, folder));
      broken_.insert(broken_.end(), found_mistakes.begin(), found_mistakes.end());
    }
  }
  if (found == nullptr && before_ != nullptr) {
    if (const auto earlier = before_->for_folder(folder)) {
      found = *earlier;
    }
  }
  if (found == nullptr) {
    return tl::unexpected<Error>(failed_.at(folder));
  }
  lsp::Workplace place;
  place.engine = found->engine.get();
  place.rules = found->rules.get();
  place.fail_on = found->fail_on;
  paths_.start(path, false, found->policy.folder);
  place.path = paths_.path_of(path);
  return place;
}

void LspDesk::reload() {
  if (usable_) {
    before_ = std::move(session_);
  }
  session_ = new_session();
  usable_ = false;
  failed_.clear();
  broken_.clear();
}

std::vector<Diagnostic> LspDesk::mistakes(const std::string& path, std::string_view text) {
  std::vector<Diagnostic> diagnostics;
  if (is_policy(path)) {
    (void)load_policy(text, path, diagnostics);
  } else {
    check_rule_file(path, text, invocation_.checked.today, diagnostics);
  }
  std::erase_if(diagnostics, [&](const Diagnostic& other) { return other.path != path; });
  sort_diagnostics(diagnostics);
  return diagnostics;
}

std::vector<Diagnostic> LspDesk::broken_files() {
  return std::exchange(broken_, {});
}

std::string LspDesk::version() const {
  return std::string(cli::version());
}

}  // namespace imprimatur::cli
