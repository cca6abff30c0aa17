// Tallies as JSON and back, losing nothing.
#include "audit/json_text.h"
#include "audit/json_value.h"
#include "audit/tally.h"

namespace imprimatur::audit {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

// Fields that are plain numbers, written and read by the same list.
constexpr std::array<std::pair<std::string_view, std::uint64_t Tally::*>, 10> kNumbers = {{
    {"documents", &Tally::documents},
    {"bytes", &Tally::bytes},
    {"empty", &Tally::empty},
    {"incomplete", &Tally::incomplete},
    {"conflicts", &Tally::conflicts},
    {"kept", &Tally::kept},
    {"pages", &Tally::pages},
    {"pages_with_claims", &Tally::pages_with_claims},
    {"pages_with_frames", &Tally::pages_with_frames},
    {"problem_count", &Tally::problem_count},
}};
constexpr std::array<std::pair<std::string_view, Table Tally::*>, 6> kTables = {{
    {"holders", &Tally::holders},
    {"licences", &Tally::licences},
    {"languages", &Tally::languages},
    {"domains", &Tally::domains},
    {"rules", &Tally::rules},
    {"years", &Tally::years},
}};
constexpr std::array<std::pair<std::string_view, Counts Tally::*>, 3> kCounts = {{
    {"errors", &Tally::errors},
    {"flags", &Tally::flags},
    {"skipped", &Tally::skipped},
}};
constexpr std::array<std::pair<std::string_view, std::string Sample::*>, 6> kSampleTexts = {{
    {"file", &Sample::file},
    {"id", &Sample::id},
    {"url", &Sample::url},
    {"holder", &Sample::holder},
    {"reason", &Sample::reason},
    {"evidence", &Sample::evidence},
}};

void write_counts(std::string& out, const LevelCounts& counts) {
  ArrayWriter array(out);
  for (const std::uint64_t count : counts) {
    array.item() += std::to_string(count);
  }
  array.close();
}

LevelCounts read_counts(const JsonValue& value) {
  LevelCounts counts{};
  for (std::size_t i = 0; i < counts.size() && i < value.items().size(); ++i) {
    counts[i] = value.items()[i].number();
  }
  return counts;
}

void write_table(std::string& out, const Table& table) {
  ArrayWriter array(out);
  for (const auto& [key, counted] : table) {
    ObjectWriter object(array.item());
    object.text("key", key);
    object.text("name", counted.name);
    write_counts(object.key("levels"), counted.levels);
    object.close();
  }
  array.close();
}

void write_samples(std::string& out, const std::vector<Sample>& samples) {
  ArrayWriter array(out);
  for (const Sample& sample : samples) {
    ObjectWriter object(array.item());
    object.number("hash", sample.hash);
    object.number("record", sample.record);
    for (const auto& [key, member] : kSampleTexts) {
      object.text(key, sample.*member);
    }
    object.close();
  }
  array.close();
}

std::vector<Sample> read_samples(const JsonValue& value) {
  std::vector<Sample> samples;
  for (const JsonValue& item : value.items()) {
    Sample& sample = samples.emplace_back();
    sample.hash = item["hash"].number();
    sample.record = item["record"].number();
    for (const auto& [key, member] : kSampleTexts) {
      sample.*member = item[key].text();
    }
  }
  return samples;
}

void write_problems(std::string& out, const std::vector<ListedProblem>& problems) {
  ArrayWriter array(out);
  for (const ListedProblem& problem : problems) {
    ObjectWriter object(array.item());
    object.text("file", problem.file);
    object.number("offset", problem.offset);
    object.text("code", problem.code);
    object.text("message", problem.message);
    object.close();
  }
  array.close();
}

}  // namespace

std::string tally_json(const Tally& tally) {
  std::string out;
  ObjectWriter object(out);
  for (const auto& [key, member] : kNumbers) {
    object.number(key, tally.*member);
  }
  write_counts(object.key("question"), tally.question);
  ArrayWriter uses(object.key("uses"));
  for (const LevelCounts& counts : tally.uses) {
    write_counts(uses.item(), counts);
  }
  uses.close();
  for (const auto& [key, member] : kTables) {
    write_table(object.key(key), tally.*member);
  }
  for (const auto& [key, member] : kCounts) {
    ArrayWriter array(object.key(key));
    for (const auto& [name, count] : tally.*member) {
      ObjectWriter entry(array.item());
      entry.text("key", name);
      entry.number("count", count);
      entry.close();
    }
    array.close();
  }
  ArrayWriter samples(object.key("samples"));
  for (const auto& list : tally.samples) {
    write_samples(samples.item(), list);
  }
  samples.close();
  write_problems(object.key("problems"), tally.problems);
  object.close();
  return out;
}

Tally read_tally(const JsonValue& value) {
  Tally tally;
  for (const auto& [key, member] : kNumbers) {
    tally.*member = value[key].number();
  }
  tally.question = read_counts(value["question"]);
  for (std::size_t i = 0; i < tally.uses.size() && i < value["uses"].items().size(); ++i) {
    tally.uses[i] = read_counts(value["uses"].items()[i]);
  }
  for (const auto& [key, member] : kTables) {
    for (const JsonValue& item : value[key].items()) {
      (tally.*member)[item["key"].text()] = {item["name"].text(), read_counts(item["levels"])};
    }
  }
  for (const auto& [key, member] : kCounts) {
    for (const JsonValue& item : value[key].items()) {
      (tally.*member)[item["key"].text()] = item["count"].number();
    }
  }
  for (std::size_t i = 0; i < tally.samples.size() && i < value["samples"].items().size(); ++i) {
    tally.samples[i] = read_samples(value["samples"].items()[i]);
  }
  for (const JsonValue& item : value["problems"].items()) {
    tally.problems.push_back({item["file"].text(),
                              item["offset"].number(),
                              item["code"].text(),
                              item["message"].text()});
  }
  return tally;
}

}  // namespace imprimatur::audit
