#include "stages.h"

#include "engine/engine.h"
#include "match/scanner.h"
#include "meaning/meaning.h"
#include "text/decode.h"
#include "text/literal_table.h"
#include "text/search_text.h"
#include "vector_scan.h"

#include <algorithm>
#include <cstring>
#include <ctime>
#include <functional>
#include <utility>

namespace imprimatur::bench {
namespace {

// Patterns are compiled, and those that are used often compiled to machine code, in this much text.
constexpr std::size_t kWarmBytes = std::size_t{17} << 20;
// Trying every rule everywhere is thousands of times slower: a little text is enough.
constexpr std::size_t kUnfilteredBytes = std::size_t{1} << 20;

using Stage = std::function<std::uint64_t(std::string_view)>;

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Measured measure(std::string name, const Articles& articles, unsigned runs, const Stage& stage) {
  Measured measured{std::move(name)};
  std::vector<double> speeds;
  for (unsigned run = 0; run < runs; ++run) {
    std::size_t bytes = 0;
    measured.result = 0;
    const double begin = thread_seconds();
    for (const std::string_view article : articles) {
      measured.result += stage(article);
      bytes += article.size();
    }
    speeds.push_back(static_cast<double>(bytes) * 1e-6 / (thread_seconds() - begin));
  }
  std::sort(speeds.begin(), speeds.end());
  measured.mb_per_second = speeds[speeds.size() / 2];
  return measured;
}

std::uint64_t sum_of_words(std::string_view text) {
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    sum += word;
  }
  return sum;
}

Articles beginning(const Articles& articles, std::size_t bytes) {
  Articles few;
  for (std::size_t i = 0, sum = 0; i < articles.size() && sum < bytes; ++i) {
    few.push_back(articles[i]);
    sum += articles[i].size();
  }
  return few;
}

class Stages {
 public:
  Stages(const Articles& articles, unsigned runs) : articles_(articles), runs_(runs) {}
  void text();
  void literals(const RuleSet& rules);
  void core(const std::shared_ptr<const RuleSet>& rules);
  void valid_and_read(const std::shared_ptr<const RuleSet>& rules);
  std::vector<Measured> take() { return std::move(measured_); }

 private:
  void add(std::string name, const Stage& stage) {
    measured_.push_back(measure(std::move(name), articles_, runs_, stage));
  }
  void warm(const Stage& stage) const {
    for (std::size_t bytes = 0; bytes < kWarmBytes;) {
      for (const std::string_view article : articles_) {
        stage(article);
        bytes += article.size();
      }
    }
  }
  const Articles& articles_;
  unsigned runs_;
  std::vector<Measured> measured_;
};

void Stages::text() {
  add("memread", sum_of_words);
  add("is_valid_utf8",
      [](std::string_view text) { return static_cast<std::uint64_t>(is_valid_utf8(text)); });
  SearchText search;
  add("search_text", [&](std::string_view text) {
    search.assign(text, {0, text.size()});
    return search.text().size();
  });
}

void Stages::literals(const RuleSet& rules) {
  const LiteralTable& table = rules.announcements().literals;
  std::vector<LiteralHit> hits;
  add("literal_table", [&](std::string_view text) {
    hits.clear();
    table.scan(text, hits);
    return hits.size();
  });
  const VectorScan bare(table.literals());
  if (bare.usable()) {
    add("bare_hs", [&](std::string_view text) { return bare.count(text); });
  }
}

void Stages::core(const std::shared_ptr<const RuleSet>& rules) {
  const auto plan = MeaningPlan::make(rules);
  if (!plan) {
    return;
  }
  MeaningReader reader(*plan);
  const auto read = [&](std::string_view text, bool prefilter) {
    MeaningOptions options;
    options.prefilter = prefilter;
    return reader.read(text, options).findings.size();
  };
  warm([&](std::string_view text) { return read(text, true); });
  add("meaning_read", [&](std::string_view text) { return read(text, true); });
  add("valid_and_read",
      [&](std::string_view text) { return is_valid_utf8(text) ? read(text, true) : 0; });
  const Articles few = beginning(articles_, kUnfilteredBytes);
  measured_.push_back(
      measure("unfiltered", few, 1, [&](std::string_view text) { return read(text, false); }));

  EngineOptions options;
  options.rules = rules;
  options.today = "2026-11-24";
  const Engine engine(options);
  Engine::Session session = engine.session();
  const auto check = [&](std::string_view text) {
    Input input;
    input.source = "article.txt";
    input.bytes = text;
    return session.check(input).findings.size();
  };
  warm(check);
  add("engine_check", check);
}

void Stages::valid_and_read(const std::shared_ptr<const RuleSet>& rules) {
  const auto plan = MeaningPlan::make(rules);
  if (!plan) {
    return;
  }
  MeaningReader reader(*plan);
  const auto read = [&](std::string_view text) {
    return is_valid_utf8(text) ? reader.read(text, {}).findings.size() : 0;
  };
  warm(read);
  add("valid_and_read", read);
}

}  // namespace

std::vector<Measured> measure_stages(const std::shared_ptr<const RuleSet>& rules,
                                     const Articles& articles,
                                     unsigned runs) {
  Stages stages(articles, runs);
  stages.text();
  stages.literals(*rules);
  stages.core(rules);
  return stages.take();
}

Measured measure_core(const std::shared_ptr<const RuleSet>& rules,
                      const Articles& articles,
                      unsigned runs) {
  Stages stages(articles, runs);
  stages.valid_and_read(rules);
  const std::vector<Measured> measured = stages.take();
  return measured.empty() ? Measured{"valid_and_read"} : measured.front();
}

}  // namespace imprimatur::bench
