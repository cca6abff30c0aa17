// Tally: what a part of a dataset comes to: counts by verdict for uses, holders, licences,
// languages, domains; and a sample of evidence. Tallies add up in any grouping of neighbours to the
// same value, so that threads, shards and interruptions leave no trace.
#ifndef IMPRIMATUR_AUDIT_TALLY_H_
#define IMPRIMATUR_AUDIT_TALLY_H_

#include "audit/json_value.h"
#include "audit/judge.h"
#include "audit/problem.h"
#include "audit/record.h"
#include "base/terms.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur::audit {

// By Level, and last those without an answer.
using LevelCounts = std::array<std::uint64_t, kLevelNames.size() + 1>;
inline constexpr std::size_t kNoAnswer = kLevelNames.size();

struct Counted {
  std::string name;  // for people
  LevelCounts levels{};
  [[nodiscard]] std::uint64_t total() const;
};
using Table = std::map<std::string, Counted>;  // by key

// A document to show: those with the smallest hashes of a verdict are kept.
struct Sample {
  std::uint64_t hash = 0;
  std::string file;
  std::uint64_t record = 0;
  std::string id;
  std::string url;
  std::string holder;
  std::string reason;
  std::string evidence;
};

struct ListedProblem {
  std::string file;
  std::uint64_t offset = 0;
  std::string code;
  std::string message;
};

struct Tally {
  std::uint64_t documents = 0;
  std::uint64_t bytes = 0;              // of text
  std::uint64_t empty = 0;              // documents without any text
  std::uint64_t incomplete = 0;         // not read, or not completely
  std::uint64_t conflicts = 0;          // a restriction or reservation beside a permission
  std::uint64_t kept = 0;               // written by --keep or --drop
  std::uint64_t pages = 0;              // texts from web pages (evidence.h),
  std::uint64_t pages_with_claims = 0;  // those of them with a finding that counts,
  std::uint64_t pages_with_frames = 0;  // and those that end like a page
  LevelCounts question{};
  std::array<LevelCounts, kUseNames.size()> uses{};
  Table holders, licences, languages, domains, rules, years;
  std::map<std::string, std::uint64_t> errors;   // by code
  std::map<std::string, std::uint64_t> flags;    // what was odd but read
  std::map<std::string, std::uint64_t> skipped;  // no documents, by kind
  std::array<std::vector<Sample>, kLevelNames.size()> samples;
  std::vector<ListedProblem> problems;  // the first of them
  std::uint64_t problem_count = 0;

  void add(const Record& record, std::uint64_t number, const Answer& answer);
  void add_problem(const std::string& file, const Problem& problem);
  // Adds what comes after this.
  void add(const Tally& next);
};

inline constexpr std::size_t kMaxTableRows = 50'000;  // then "(other)"
inline constexpr std::size_t kMaxSamples = 12;
inline constexpr std::size_t kMaxProblems = 1000;
inline constexpr std::string_view kOther = "(other)";

// The host of an address in lower case, without "www."; empty if it has none.
[[nodiscard]] std::string domain_of(std::string_view url);

// A text of at most `size` bytes, cut at a character's edge, with an ellipsis if it was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t size);

// As JSON and back, for checkpoints.
[[nodiscard]] std::string tally_json(const Tally& tally);
[[nodiscard]] Tally read_tally(const JsonValue& value);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_TALLY_H_
