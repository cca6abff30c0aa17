// imprimatur rules diff: what is different between two databases, and which verdicts change.
#include "cli/commands.h"
#include "cli/rule_facts.h"
#include "cli/rule_files.h"
#include "cli/session.h"
#include "engine/file_reader.h"
#include "report/escape.h"
#include "rules/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace imprimatur::cli {
namespace {

constexpr std::string_view kBuiltin = "built-in";

// One of the two databases.
struct Side {
  std::vector<RuleEntry> entries;
  std::unique_ptr<Engine> engine;
};

bool is_whole(const RuleTexts& texts) {
  std::vector<Diagnostic> ignored;  // they are reported when the rules are loaded
  return std::any_of(texts.begin(), texts.end(), [&](const auto& file) {
    const RuleFile parsed = load_rule_file(file.second, file.first, ignored);
    return parsed.kind == FileKind::language && parsed.language.code == "und";
  });
}

// A folder with the language "und" is a database of its own; others add to the built-in one.
Result<Side> load_side(const std::string& path, const Invocation& invocation) {
  RuleSetOptions options;
  std::vector<std::string> extra;
  if (path != kBuiltin) {
    IMPRIMATUR_TRY(options.extra, read_rule_files(path));
    if (options.extra.empty()) {
      return fail(ErrorCode::usage, fmt::format("no .toml file in '{}'", display_name(path)));
    }
    options.builtin = !is_whole(options.extra);
    extra.push_back(path);
  }
  std::vector<Diagnostic> diagnostics;
  std::shared_ptr<const RuleSet> rules = RuleSet::load(options, diagnostics);
  if (print_diagnostics(invocation.terminal, diagnostics) || !rules) {
    return fail(ErrorCode::rules, fmt::format("the rules of '{}' have errors", display_name(path)));
  }
  Side side;
  IMPRIMATUR_TRY(const std::vector<RuleFile> files,
                 parse_rule_files(extra, options.builtin, invocation.terminal));
  side.entries = rule_entries(files);
  EngineOptions engine;
  engine.rules = std::move(rules);
  engine.today = invocation.checked.today;
  engine.question = invocation.checked.question.value_or(Question{});
  side.engine = std::make_unique<Engine>(std::move(engine));
  return side;
}

void append_values(std::string& out, const Fact& fact, const Fact* other, char sign) {
  for (const std::string& value : fact.values) {
    const bool kept =
        other != nullptr &&
        std::find(other->values.begin(), other->values.end(), value) != other->values.end();
    if (!kept) {
      out += fmt::format("    {} {}: {}\n", sign, fact.key, escape_controls(value));
    }
  }
}

std::string changed_facts(const RuleEntry& old_entry, const RuleEntry& new_entry) {
  std::string out;
  for (const Fact& fact : old_entry.facts) {
    append_values(out, fact, new_entry.find(fact.key), '-');
  }
  for (const Fact& fact : new_entry.facts) {
    append_values(out, fact, old_entry.find(fact.key), '+');
  }
  return out;
}

struct Difference {
  std::string text;
  std::size_t added = 0, removed = 0, changed = 0;
};

Difference compare(const std::vector<RuleEntry>& before, const std::vector<RuleEntry>& after) {
  Difference out;
  const auto line = [&](char sign, const RuleEntry& entry) {
    out.text += fmt::format(
        "{} {} {}\n", sign, kEntryKindNames[static_cast<std::size_t>(entry.kind)], entry.id);
  };
  const auto less = [](const RuleEntry& a, const RuleEntry& b) {
    return std::tie(a.kind, a.id) < std::tie(b.kind, b.id);
  };
  auto a = before.begin();
  auto b = after.begin();
  while (a != before.end() || b != after.end()) {
    if (b == after.end() || (a != before.end() && less(*a, *b))) {
      line('-', *a++);
      ++out.removed;
    } else if (a == before.end() || less(*b, *a)) {
      line('+', *b++);
      ++out.added;
    } else {
      if (const std::string facts = changed_facts(*a, *b); !facts.empty()) {
        line('~', *b);
        out.text += facts;
        ++out.changed;
      }
      ++a;
      ++b;
    }
  }
  return out;
}

std::string answer(const DocumentResult& result) {
  std::string holders;
  for (const HolderRef& holder : result.verdict.holders) {
    holders += fmt::format(
        "{}{}", holders.empty() ? "" : ", ", holder.id.empty() ? holder.name : holder.id);
  }
  return fmt::format("{}{}",
                     result.incomplete ? "incomplete" : name_of(result.verdict.level),
                     holders.empty() ? "" : " (" + holders + ")");
}

std::string uses_that_change(const Verdict& before, const Verdict& after) {
  std::string out;
  for (std::size_t i = 0; i < kUseNames.size(); ++i) {
    if (before.levels[i] != after.levels[i]) {
      out += fmt::format(
          "    {}: {} -> {}\n", kUseNames[i], name_of(before.levels[i]), name_of(after.levels[i]));
    }
  }
  return out;
}

std::string findings_only_in(const DocumentResult& result, const DocumentResult& other, char sign) {
  std::string out;
  for (const Finding& finding : result.findings) {
    const auto same = [&](const Finding& f) {
      return f.rule == finding.rule && f.start.offset == finding.start.offset &&
             f.counts == finding.counts && f.prohibits == finding.prohibits &&
             f.permits == finding.permits && f.holders == finding.holders;
    };
    if (std::none_of(other.findings.begin(), other.findings.end(), same)) {
      out += fmt::format("    {} {}:{} {}{} \"{}\"\n",
                         sign,
                         finding.start.line,
                         finding.start.column,
                         finding.rule,
                         finding.counts ? "" : " (does not count)",
                         escape_controls(finding.text));
    }
  }
  return out;
}

// Reads the inputs once and asks both databases.
class Verdicts {
 public:
  Verdicts(const Side& before, const Side& after)
      : before_(before.engine->session()), after_(after.engine->session()) {}

  void input(const std::string& path) {
    Walker walker(WalkOptions{});
    walker.start(path, nullptr);
    while (const auto item = walker.next()) {
      if (item->error) {
        unreadable(item->path, *item->error);
        continue;
      }
      const auto bytes = reader_.read(item->path);
      if (!bytes) {
        unreadable(item->path, bytes.error());
        continue;
      }
      file(item->path, *bytes);
    }
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t documents() const { return documents_; }
  [[nodiscard]] std::size_t changed() const { return changed_; }
  [[nodiscard]] std::size_t unreadable_count() const { return unreadable_; }

 private:
  void unreadable(const std::string& path, const Error& error) {
    text_ += fmt::format("{}: not read: {}\n", display_name(path), error.message);
    ++unreadable_;
  }

  void file(const std::string& path, std::string_view bytes) {
    Input input;
    input.source = path;
    input.bytes = bytes;
    std::vector<DocumentResult> before;
    std::vector<DocumentResult> after;
    before_.check_all(input, [&](DocumentResult&& r) { before.push_back(std::move(r)); });
    after_.check_all(input, [&](DocumentResult&& r) { after.push_back(std::move(r)); });
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
      document(before[i], after[i]);
    }
  }

  void document(const DocumentResult& before, const DocumentResult& after) {
    ++documents_;
    unreadable_ += after.incomplete ? 1U : 0U;
    const std::string old_answer = answer(before);
    const std::string new_answer = answer(after);
    const std::string uses = uses_that_change(before.verdict, after.verdict);
    const std::string findings =
        findings_only_in(before, after, '-') + findings_only_in(after, before, '+');
    if (old_answer == new_answer && uses.empty() && findings.empty()) {
      return;
    }
    ++changed_;
    const std::string record = after.record.empty() ? "" : " " + display_name(after.record);
    text_ += fmt::format("{}{}: {}{}\n{}{}",
                         display_name(after.source),
                         record,
                         old_answer,
                         old_answer == new_answer ? "" : " -> " + new_answer,
                         uses,
                         findings);
  }

  Engine::Session before_;
  Engine::Session after_;
  FileReader reader_;
  std::string text_;
  std::size_t documents_ = 0;
  std::size_t changed_ = 0;
  std::size_t unreadable_ = 0;
};

}  // namespace

int run_rules_diff(const Invocation& invocation) {
  const Options& options = invocation.options;
  if (options.inputs.size() < 2) {
    return report_failure(invocation.terminal,
                          {ErrorCode::usage,
                           "rules diff needs two folders of rules, or 'built-in' for one of them: "
                           "'rules diff built-in my-rules article.txt'"});
  }
  const auto before = load_side(options.inputs[0], invocation);
  if (!before) {
    return report_failure(invocation.terminal, before.error());
  }
  const auto after = load_side(options.inputs[1], invocation);
  if (!after) {
    return report_failure(invocation.terminal, after.error());
  }
  const Difference rules = compare(before->entries, after->entries);
  std::string out = rules.text;
  out +=
      fmt::format("{} added, {} removed, {} changed\n", rules.added, rules.removed, rules.changed);
  Verdicts verdicts(*before, *after);
  for (std::size_t i = 2; i < options.inputs.size(); ++i) {
    verdicts.input(options.inputs[i]);
  }
  if (options.inputs.size() > 2) {
    out += fmt::format("\n{}{} of {} documents change\n",
                       verdicts.text(),
                       verdicts.changed(),
                       verdicts.documents());
  }
  const bool differs = rules.added + rules.removed + rules.changed + verdicts.changed() > 0;
  const int status = differs ? kFound : verdicts.unreadable_count() > 0 ? kIncomplete : kFine;
  return print_result(invocation.terminal, out, status);
}

}  // namespace imprimatur::cli
