#include "audit/csv.h"
#include "audit/json_text.h"
#include "audit/review.h"
#include "audit/run_file.h"
#include "audit/warc_record.h"
#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace imprimatur::audit {
namespace {

constexpr double kZ = 1.959964;  // 95 %

// Rows of a CSV text; cells may hold line breaks.
std::vector<std::string_view> csv_rows(std::string_view table) {
  std::vector<std::string_view> rows;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= table.size(); ++i) {
    const bool end = i == table.size();
    if (!end && table[i] == '"') {
      quoted = !quoted;
    } else if (end || (table[i] == '\n' && !quoted)) {
      if (const auto row = table.substr(begin, i - begin); !trimmed(row).empty()) {
        rows.push_back(row);
      }
      begin = i + 1;
    }
  }
  return rows;
}

bool restricts(Level level) {
  return level >= Level::permission_required;
}

// What a reviewer wrote: a verdict, or that ours is right.
std::optional<Level> review_of(std::string_view text, Level ours) {
  for (const std::string_view yes : {"ok", "right", "correct", "same", "yes", "+"}) {
    if (same_name(text, yes)) {
      return ours;
    }
  }
  return find_name<Level>(kLevelNames, text);
}

std::string_view cell(const std::vector<std::string>& cells, std::size_t column) {
  return column < cells.size() ? trimmed(cells[column]) : std::string_view();
}

void weigh(Score& score) {
  double claimed = 0;    // documents that we restrict
  double rightly = 0;    // of these, those that the reviewers do too
  double missed = 0;     // restricted by reviewers only
  double right_low = 0;  // the same with the bounds of each stratum
  double right_high = 0;
  double missed_low = 0;
  double missed_high = 0;
  for (const StratumScore& stratum : score.strata) {
    if (stratum.reviewed == 0) {
      continue;
    }
    const auto all = static_cast<double>(stratum.population);
    const auto reviewed = static_cast<double>(stratum.reviewed);
    const auto restricted = static_cast<double>(stratum.restricted);
    const Interval range = wilson(restricted, reviewed);
    if (restricts(stratum.level)) {
      claimed += all;
      rightly += all * restricted / reviewed;
      right_low += all * range.low;
      right_high += all * range.high;
    } else {
      missed += all * restricted / reviewed;
      missed_low += all * range.low;
      missed_high += all * range.high;
    }
  }
  const auto ratio = [](double part, double rest) {
    return part + rest > 0 ? part / (part + rest) : 1.0;
  };
  score.precision = ratio(rightly, claimed - rightly);
  score.precision_interval = {ratio(right_low, claimed - right_low),
                              ratio(right_high, claimed - right_high)};
  score.recall = ratio(rightly, missed);
  score.recall_interval = {ratio(right_low, missed_high), ratio(right_high, missed_low)};
}

}  // namespace

Interval wilson(double good, double all) {
  if (all <= 0) {
    return {};
  }
  const double p = good / all;
  const double z2 = kZ * kZ;
  const double centre = (p + z2 / (2 * all)) / (1 + z2 / all);
  const double half = kZ * std::sqrt(p * (1 - p) / all + z2 / (4 * all * all)) / (1 + z2 / all);
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Result<Score> score_audit(const std::string& folder, std::string_view table) {
  IMPRIMATUR_TRY(const Tally total, read_total(folder));
  Score score;
  for (std::size_t i = kLevelNames.size(); i-- > 0;) {
    score.strata.push_back({static_cast<Level>(i), total.question[i], 0, 0, 0});
  }
  if (table.starts_with("\xef\xbb\xbf")) {
    table.remove_prefix(3);
  }
  const std::vector<std::string_view> rows = csv_rows(table);
  if (rows.empty()) {
    return fail(ErrorCode::usage, "the table of reviews is empty");
  }
  const char delimiter = rows.front().find(';') != std::string_view::npos &&
                                 rows.front().find(',') == std::string_view::npos
                             ? ';'
                             : ',';
  const std::vector<std::string> names = csv_cells(rows.front(), delimiter);
  const auto column = [&](std::string_view name) {
    return static_cast<std::size_t>(
        std::find_if(
            names.begin(), names.end(), [&](const std::string& n) { return trimmed(n) == name; }) -
        names.begin());
  };
  const std::size_t review = column("review");
  const std::size_t verdict = column("verdict");
  if (review == names.size() || verdict == names.size()) {
    return fail(ErrorCode::usage,
                "the table has no columns 'review' and 'verdict': fill in what 'imprimatur audit "
                "sample' wrote");
  }
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::vector<std::string> cells = csv_cells(rows[i], delimiter);
    const auto ours = find_name<Level>(kLevelNames, cell(cells, verdict));
    if (cell(cells, review).empty()) {
      ++score.skipped;
      continue;
    }
    const auto theirs = ours ? review_of(cell(cells, review), *ours) : std::nullopt;
    if (!theirs) {
      return fail(ErrorCode::usage,
                  fmt::format("row {}: '{}' is no review; write 'ok' or the right verdict ({})",
                              i,
                              display_name(cell(cells, review)),
                              fmt::join(kLevelNames, ", ")));
    }
    StratumScore& stratum = score.strata[kLevelNames.size() - 1 - static_cast<std::size_t>(*ours)];
    ++stratum.reviewed;
    stratum.right += *theirs == *ours ? 1U : 0U;
    stratum.restricted += restricts(*theirs) ? 1U : 0U;
  }
  weigh(score);
  return score;
}

std::string score_text(const Score& score) {
  std::string out = fmt::format("{:<20} {:>12} {:>9} {:>7} {:>7}  {}\n",
                                "verdict",
                                "documents",
                                "reviewed",
                                "right",
                                "share",
                                "95 % interval");
  for (const StratumScore& stratum : score.strata) {
    const auto right = static_cast<double>(stratum.right);
    const auto reviewed = static_cast<double>(stratum.reviewed);
    const Interval range = wilson(right, reviewed);
    out += fmt::format("{:<20} {:>12} {:>9} {:>7}",
                       name_of(stratum.level),
                       stratum.population,
                       stratum.reviewed,
                       stratum.right);
    out +=
        stratum.reviewed == 0
            ? std::string("       -  -\n")
            : fmt::format(" {:>7.3f}  {:.3f} to {:.3f}\n", right / reviewed, range.low, range.high);
  }
  out += fmt::format(
      "may not be used without permission: precision {:.3f} ({:.3f} to {:.3f}), recall "
      "{:.3f} ({:.3f} to {:.3f})\n",
      score.precision,
      score.precision_interval.low,
      score.precision_interval.high,
      score.recall,
      score.recall_interval.low,
      score.recall_interval.high);
  for (const StratumScore& stratum : score.strata) {
    if (stratum.reviewed == 0 && stratum.population > 0) {
      out += fmt::format("note: no document with the verdict {} was reviewed; it is left out\n",
                         name_of(stratum.level));
    }
  }
  if (score.skipped > 0) {
    out += fmt::format("note: {} rows without a review were left out\n", score.skipped);
  }
  return out;
}

std::string score_json(const Score& score) {
  std::string out;
  ObjectWriter object(out);
  const auto range = [&](std::string_view name, double value, const Interval& interval) {
    object.key(name) += fmt::format(
        "{{\"value\":{:.6f},\"low\":{:.6f},\"high\":{:.6f}}}", value, interval.low, interval.high);
  };
  object.number("schema", 1);
  range("precision", score.precision, score.precision_interval);
  range("recall", score.recall, score.recall_interval);
  object.number("without_review", score.skipped);
  ArrayWriter strata(object.key("strata"));
  for (const StratumScore& stratum : score.strata) {
    const Interval interval =
        wilson(static_cast<double>(stratum.right), static_cast<double>(stratum.reviewed));
    ObjectWriter entry(strata.item());
    entry.text("verdict", name_of(stratum.level));
    entry.number("documents", stratum.population);
    entry.number("reviewed", stratum.reviewed);
    entry.number("right", stratum.right);
    entry.number("restricted", stratum.restricted);
    entry.key("low") += fmt::format("{:.6f}", interval.low);
    entry.key("high") += fmt::format("{:.6f}", interval.high);
    entry.close();
  }
  strata.close();
  object.close();
  return out + "\n";
}

}  // namespace imprimatur::audit
