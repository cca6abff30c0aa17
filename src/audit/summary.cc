#include "audit/summary.h"

#include "audit/evidence.h"
#include "audit/json_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kMaxRows = 1000;

void write_levels(std::string& out, const LevelCounts& counts) {
  ObjectWriter object(out);
  for (std::size_t i = 0; i < kLevelNames.size(); ++i) {
    object.number(kLevelNames[i], counts[i]);
  }
  object.number("no-answer", counts[kNoAnswer]);
  object.close();
}

void write_table(std::string& out, const Table& table, std::string_view key_name) {
  ArrayWriter array(out);
  for (const auto& [key, counted] : ranked(table, kMaxRows)) {
    ObjectWriter object(array.item() += "\n    ");
    if (key_name == "id") {
      object.text_or_null("id", key.starts_with('?') ? std::string() : key);
      object.text("name", counted.name);
    } else {
      object.text(key_name, key);
    }
    object.number("documents", counted.total());
    write_levels(object.key("verdicts"), counted.levels);
    object.close();
  }
  array.close();
}

void write_counts(std::string& out, const std::map<std::string, std::uint64_t>& counts) {
  ArrayWriter array(out);
  for (const auto& [name, count] : counts) {
    ObjectWriter object(array.item());
    object.text("name", name);
    object.number("count", count);
    object.close();
  }
  array.close();
}

void write_problems(std::string& out, const Tally& tally) {
  ArrayWriter array(out);
  for (const ListedProblem& problem : tally.problems) {
    ObjectWriter object(array.item() += "\n    ");
    object.text("file", problem.file);
    object.number("offset", problem.offset);
    object.text("code", problem.code);
    object.text("message", problem.message);
    object.close();
  }
  array.close();
}

// Members of the top level on lines of their own, so that people can read the file too.
class Lines {
 public:
  explicit Lines(std::string& out) : out_(out) { out_ += '{'; }
  std::string& key(std::string_view name) {
    out_ += fmt::format("{}\n  \"{}\": ", first_ ? "" : ",", name);
    first_ = false;
    return out_;
  }
  void number(std::string_view name, std::uint64_t value) { key(name) += std::to_string(value); }
  void close() { out_ += "\n}\n"; }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace

std::vector<std::pair<std::string, Counted>> ranked(const Table& table, std::size_t limit) {
  std::vector<std::pair<std::string, Counted>> rows(table.begin(), table.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.second.total() > b.second.total();
  });
  rows.resize(std::min(rows.size(), limit));
  return rows;
}

const std::vector<std::string_view>& limits_of_the_method() {
  static const std::vector<std::string_view> limits = {
      "'unknown' means that nothing was found. It is not a permission.",
      "Cleaning a dataset often removes footers and notices: on cleaned text the absence of a "
      "notice "
      "says nothing. Audit the raw pages where you can.",
      "A notice says what somebody claims. Whether the claim holds, and whether the law permits a "
      "use without permission, is not decided here.",
      "Measure precision and recall on your own data: 'imprimatur audit sample' draws documents to "
      "read, 'imprimatur audit score' computes both with intervals.",
      "This is no legal advice.",
  };
  return limits;
}

std::string summary_json(const RunFile& run, const Tally& tally) {
  std::string out;
  Lines lines(out);
  lines.number("schema", 1);
  append_string(lines.key("use"), run.provenance.use);
  lines.number("documents", tally.documents);
  lines.number("text_bytes", tally.bytes);
  lines.number("incomplete", tally.incomplete);
  lines.number("empty", tally.empty);
  lines.number("conflicts", tally.conflicts);
  if (run.keep) {
    lines.number("kept", tally.kept);
  }
  write_levels(lines.key("verdicts"), tally.question);
  ObjectWriter uses(lines.key("uses"));
  for (std::size_t i = 0; i < kUseNames.size(); ++i) {
    write_levels(uses.key(kUseNames[i]), tally.uses[i]);
  }
  uses.close();
  write_table(lines.key("holders"), tally.holders, "id");
  write_table(lines.key("licences"), tally.licences, "licence");
  write_table(lines.key("languages"), tally.languages, "language");
  write_table(lines.key("domains"), tally.domains, "domain");
  write_table(lines.key("rules"), tally.rules, "rule");
  write_table(lines.key("years"), tally.years, "year");
  write_counts(lines.key("errors"), tally.errors);
  write_counts(lines.key("flags"), tally.flags);
  write_counts(lines.key("skipped"), tally.skipped);
  lines.number("input_problems", tally.problem_count);
  write_problems(lines.key("problems"), tally);
  append_string_or_null(lines.key("evidence_lost"), evidence_lost(tally));
  ObjectWriter pages(lines.key("page_texts"));
  pages.number("documents", tally.pages);
  pages.number("with_claims", tally.pages_with_claims);
  pages.number("with_frames", tally.pages_with_frames);
  pages.close();
  ArrayWriter limits(lines.key("limits"));
  for (const std::string_view limit : limits_of_the_method()) {
    append_string(limits.item() += "\n    ", limit);
  }
  limits.close();
  lines.close();
  return out;
}

std::string provenance_json(const RunFile& run, const Tally& tally) {
  std::string out;
  Lines lines(out);
  lines.number("schema", 1);
  append_string(lines.key("tool"), "imprimatur");
  append_string(lines.key("version"), run.provenance.version);
  append_string_or_null(lines.key("rules_digest"), run.provenance.rules_digest);
  append_string_or_null(lines.key("policy_digest"), run.provenance.policy_digest);
  append_string(lines.key("use"), run.provenance.use);
  append_string(lines.key("today"), run.provenance.today);
  append_string(lines.key("settings"), run.settings);
  lines.number("documents", tally.documents);
  lines.number("input_problems", tally.problem_count);
  lines.number("files_passed_over", run.passed_over);
  ArrayWriter inputs(lines.key("inputs"));
  for (const RunPart& part : run.parts) {
    for (const InputFile& file : part.files) {
      ObjectWriter object(inputs.item() += "\n    ");
      object.text("name", file.name);
      object.text("path", file.path);
      object.text("format", part.format);
      object.number("bytes", file.size);
      object.close();
    }
  }
  inputs.close();
  lines.close();
  return out;
}

}  // namespace imprimatur::audit
