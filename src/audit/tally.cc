#include "audit/tally.h"

#include "audit/evidence.h"
#include "base/hash.h"
#include "report/error_code_name.h"
#include "report/json_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kMaxKey = 200;
constexpr std::size_t kMaxEvidence = 400;

void add_counts(LevelCounts& sum, const LevelCounts& more) {
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i] += more[i];
  }
}

// A row of the table, or of "(other)" when the table is full.
Counted& row(Table& table, const std::string& key, std::string_view name) {
  auto found = table.find(key);
  if (found == table.end()) {
    const bool full = table.size() >= kMaxTableRows;
    found = table.try_emplace(full ? std::string(kOther) : key).first;
    if (found->second.name.empty()) {
      found->second.name = full ? kOther : name;
    }
  }
  return found->second;
}

void merge(Table& table, const Table& next) {
  for (const auto& [key, counted] : next) {
    add_counts(row(table, key, counted.name).levels, counted.levels);
  }
}

void merge(std::map<std::string, std::uint64_t>& counts,
           const std::map<std::string, std::uint64_t>& next) {
  for (const auto& [key, count] : next) {
    counts[key] += count;
  }
}

bool before(const Sample& a, const Sample& b) {
  return std::tie(a.hash, a.file, a.record) < std::tie(b.hash, b.file, b.record);
}

void keep_smallest(std::vector<Sample>& samples) {
  std::sort(samples.begin(), samples.end(), before);
  if (samples.size() > kMaxSamples) {
    samples.resize(kMaxSamples);
  }
}

const Finding* decisive(const DocumentResult& result) {
  for (const Reason& reason : result.verdict.reasons) {
    if (reason.finding && *reason.finding < result.findings.size()) {
      return &result.findings[*reason.finding];
    }
  }
  return nullptr;
}

Sample sample_of(const Record& record,
                 std::uint64_t number,
                 std::uint64_t hash,
                 const Answer& answer) {
  Sample sample;
  sample.hash = hash;
  sample.file = record.source;
  sample.record = number;
  sample.id = shortened(record.id, kMaxKey);
  sample.url = shortened(record.url, kMaxKey);
  const Verdict& verdict = answer.result.verdict;
  if (!verdict.holders.empty()) {
    sample.holder = shortened(verdict.holders.front().name, kMaxKey);
  }
  if (!verdict.reasons.empty()) {
    sample.reason = shortened(verdict.reasons.front().text, kMaxEvidence);
  }
  const Finding* finding = decisive(answer.result);
  if (finding != nullptr) {
    sample.evidence = shortened(finding->text, kMaxEvidence);
  }
  return sample;
}

// Of a date in any of the forms that datasets have: the first number of four digits that is a year.
std::string year_of(std::string_view date) {
  std::size_t digits = 0;
  for (std::size_t i = 0; i <= date.size(); ++i) {
    if (i < date.size() && date[i] >= '0' && date[i] <= '9') {
      ++digits;
      continue;
    }
    const std::string_view number = date.substr(i - digits, digits);
    // Also the beginning of "20240102".
    if ((digits == 4 || digits == 8 || digits == 14) &&
        (number.starts_with("19") || number.starts_with("20"))) {
      return std::string(number.substr(0, 4));
    }
    digits = 0;
  }
  return {};
}

bool grants(const Finding& finding) {
  return finding.counts && (finding.role == Role::permission || finding.role == Role::licence);
}

bool bans(const Finding& finding) {
  return finding.counts && (finding.role == Role::restriction || finding.role == Role::reservation);
}

}  // namespace

std::uint64_t Counted::total() const {
  return std::accumulate(levels.begin(), levels.end(), std::uint64_t{0});
}

std::string shortened(std::string_view text, std::size_t size) {
  if (text.size() <= size) {
    return std::string(text);
  }
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  return std::string(text.substr(0, size)) + "\xe2\x80\xa6";
}

std::string domain_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || scheme > 10) {
    return {};
  }
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#\\"));
  const std::size_t user = url.rfind('@');
  if (user != std::string_view::npos) {
    url.remove_prefix(user + 1);
  }
  if (!url.starts_with('[')) {
    url = url.substr(0, url.find(':'));
  }
  std::string host;
  for (const char c : url.substr(0, kMaxKey)) {
    host += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  if (host.ends_with('.')) {
    host.pop_back();
  }
  return host.starts_with("www.") ? host.substr(4) : host;
}

void Tally::add(const Record& record, std::uint64_t number, const Answer& answer) {
  const DocumentResult& result = answer.result;
  const auto slot = [&](Level level) {
    return is_answer(result, level) ? static_cast<std::size_t>(level) : kNoAnswer;
  };
  ++documents;
  bytes += record.text.size();
  empty += record.text.empty() && !result.incomplete ? 1U : 0U;
  const std::size_t level = slot(result.verdict.level);
  ++question[level];
  for (std::size_t use = 0; use < uses.size(); ++use) {
    ++uses[use][slot(result.verdict.levels[use])];
  }
  if (result.incomplete) {
    ++incomplete;
    ++errors[std::string(error_code_name(result.incomplete->code))];
  }
  for (const std::string& flag : record.flags) {
    ++flags[flag];
  }
  for (const HolderRef& holder : result.verdict.holders) {
    const std::string key = holder.id.empty() ? "?" + shortened(holder.name, kMaxKey) : holder.id;
    ++row(holders, key, shortened(holder.name, kMaxKey)).levels[level];
  }
  std::set<std::string_view> seen;
  bool granted = false;
  bool banned = false;
  for (const Finding& finding : result.findings) {
    granted = granted || grants(finding);
    banned = banned || bans(finding);
    if (finding.counts && seen.insert(finding.rule).second) {
      ++row(rules, finding.rule, finding.rule).levels[level];
    }
    if (finding.counts && !finding.licence.empty() && seen.insert(finding.licence).second) {
      ++row(licences, finding.licence, finding.licence).levels[level];
    }
  }
  conflicts += granted && banned ? 1U : 0U;
  const std::string language = answer.language.empty() ? "und" : shortened(answer.language, 20);
  ++row(languages, language, language).levels[level];
  if (const std::string domain = domain_of(record.url); !domain.empty()) {
    ++row(domains, domain, domain).levels[level];
  }
  if (const std::string year = year_of(record.date); !year.empty()) {
    ++row(years, year, year).levels[level];
  }
  if (is_text_of_page(record)) {
    ++pages;
    pages_with_claims += std::any_of(result.findings.begin(),
                                     result.findings.end(),
                                     [](const Finding& finding) { return finding.counts; })
                             ? 1U
                             : 0U;
    pages_with_frames += ends_like_a_page(record.text) ? 1U : 0U;
  }
  if (level != kNoAnswer) {
    auto& list = samples[level];
    const std::uint64_t hash = hash64(fmt::format("{}\n{}", record.source, number));
    if (list.size() < kMaxSamples || hash <= list.back().hash) {
      list.push_back(sample_of(record, number, hash, answer));
      keep_smallest(list);
    }
  }
}

void Tally::add_problem(const std::string& file, const Problem& problem) {
  ++problem_count;
  if (problems.size() < kMaxProblems) {
    problems.push_back(
        {file, problem.offset, std::string(error_code_name(problem.code)), problem.message});
  }
}

void Tally::add(const Tally& next) {
  documents += next.documents;
  bytes += next.bytes;
  empty += next.empty;
  incomplete += next.incomplete;
  conflicts += next.conflicts;
  kept += next.kept;
  pages += next.pages;
  pages_with_claims += next.pages_with_claims;
  pages_with_frames += next.pages_with_frames;
  add_counts(question, next.question);
  for (std::size_t use = 0; use < uses.size(); ++use) {
    add_counts(uses[use], next.uses[use]);
  }
  merge(holders, next.holders);
  merge(licences, next.licences);
  merge(languages, next.languages);
  merge(domains, next.domains);
  merge(rules, next.rules);
  merge(years, next.years);
  merge(errors, next.errors);
  merge(flags, next.flags);
  merge(skipped, next.skipped);
  for (std::size_t level = 0; level < samples.size(); ++level) {
    samples[level].insert(
        samples[level].end(), next.samples[level].begin(), next.samples[level].end());
    keep_smallest(samples[level]);
  }
  for (const ListedProblem& problem : next.problems) {
    if (problems.size() < kMaxProblems) {
      problems.push_back(problem);
    }
  }
  problem_count += next.problem_count;
}

}  // namespace imprimatur::audit
