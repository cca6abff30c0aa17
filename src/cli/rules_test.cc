// imprimatur rules test: runs the examples that rules carry through the engine, as documents.
#include "cli/commands.h"
#include "cli/rule_examples.h"
#include "cli/rule_files.h"
#include "cli/session.h"
#include "report/escape.h"
#include "report/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kSlowest = 20;

class ExampleRun {
 public:
  ExampleRun(const Engine& engine, const Invocation& invocation)
      : session_(engine.session()),
        verbose_(invocation.options.verbose),
        styler_(invocation.terminal.color_output) {}

  void file(const RuleFile& file, const std::vector<std::string>& ids) {
    for (const Rule& rule : file.rules) {
      if (is_wanted(ids, file, rule.id)) {
        all(file, {rule.id, false}, rule.match, rule.miss);
      }
    }
    for (const Holder& holder : file.holders) {
      if (is_wanted(ids, file, holder.id)) {
        all(file, {holder.id, true}, holder.match, holder.miss);
      }
    }
  }

  [[nodiscard]] std::string timing() const {
    std::vector<std::pair<double, std::string>> rows;
    for (const auto& [id, seconds] : seconds_) {
      rows.emplace_back(seconds, id);
    }
    std::sort(rows.rbegin(), rows.rend());
    std::string out = "slowest, milliseconds for all examples:\n";
    for (std::size_t i = 0; i < std::min(rows.size(), kSlowest); ++i) {
      out += fmt::format("{:10.3f}  {}\n", rows[i].first * 1000, rows[i].second);
    }
    return out;
  }

  [[nodiscard]] std::string summary() const {
    return fmt::format("{} examples: {} passed, {} failed\n", passed_ + failed_, passed_, failed_);
  }
  [[nodiscard]] const std::string& lines() const { return out_; }
  [[nodiscard]] std::size_t failed() const { return failed_; }
  [[nodiscard]] std::size_t count() const { return passed_ + failed_; }

 private:
  static bool is_wanted(const std::vector<std::string>& ids,
                        const RuleFile& file,
                        const std::string& id) {
    return ids.empty() || std::any_of(ids.begin(), ids.end(), [&](const std::string& wanted) {
             return id == wanted || file.path == wanted || id.starts_with(wanted + ".");
           });
  }

  void all(const RuleFile& file,
           const ExampleOwner& owner,
           const std::vector<RuleExample>& match,
           const std::vector<RuleExample>& miss) {
    for (const RuleExample& example : match) {
      one(file, owner, example, true);
    }
    for (const RuleExample& example : miss) {
      one(file, owner, example, false);
    }
  }

  void one(const RuleFile& file,
           const ExampleOwner& owner,
           const RuleExample& example,
           bool must_match) {
    const auto begin = std::chrono::steady_clock::now();
    Input input;
    input.source = "example.txt";
    input.bytes = example.text;
    const DocumentResult result = session_.check(input);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    seconds_[std::string(owner.id)] += took.count();
    const std::string wrong =
        must_match ? match_failure(owner, example, result) : miss_failure(owner, example, result);
    (wrong.empty() ? passed_ : failed_) += 1;
    if (!wrong.empty() || verbose_) {
      const std::string_view kind = must_match ? "match" : "miss";
      out_ += fmt::format("{}:{}:{}: {}: {} example of {}{}{}\n    {}\n",
                          file.path,
                          example.at.line,
                          example.at.column,
                          wrong.empty() ? styler_.paint("passed", Style::green)
                                        : styler_.paint("failed", Style::red),
                          kind,
                          owner.id,
                          wrong.empty() ? "" : ": ",
                          escape_controls(wrong),
                          escape_controls(example.text));
    }
  }

  Engine::Session session_;
  bool verbose_;
  Styler styler_;
  std::string out_;
  std::size_t passed_ = 0;
  std::size_t failed_ = 0;
  std::map<std::string, double> seconds_;
};

}  // namespace

int run_rules_test(const Invocation& invocation) {
  const Options& options = invocation.options;
  const auto rules = load_rules(options.rules, invocation.terminal);
  if (!rules) {
    return report_failure(invocation.terminal, rules.error());
  }
  const auto files = parse_rule_files(options.rules, options.rules.empty(), invocation.terminal);
  if (!files) {
    return report_failure(invocation.terminal, files.error());
  }
  EngineOptions engine_options;
  engine_options.rules = *rules;
  engine_options.today = invocation.checked.today;
  const Engine engine(std::move(engine_options));
  ExampleRun run(engine, invocation);
  for (const RuleFile& file : *files) {
    run.file(file, options.ids);
  }
  if (run.count() == 0 && !options.ids.empty()) {
    return report_failure(
        invocation.terminal,
        {ErrorCode::usage, fmt::format("no examples of '{}'", fmt::join(options.ids, "', '"))});
  }
  std::string out = run.lines();
  if (options.timing) {
    out += run.timing();
  }
  out += run.summary();
  return print_result(invocation.terminal, out, run.failed() > 0 ? kFound : kFine);
}

}  // namespace imprimatur::cli
