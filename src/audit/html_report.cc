#include "audit/html_report.h"

#include "audit/evidence.h"
#include "audit/summary.h"
#include "report/log_safe.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kRows = 25;
constexpr std::size_t kProblems = 100;
constexpr std::array<std::string_view, kLevelNames.size() + 1> kColours = {
    "#2e7d32", "#7cb342", "#90a4ae", "#f9a825", "#c62828", "#5d4037"};
constexpr std::array<std::string_view, kLevelNames.size() + 1> kLabels = {
    "allowed", "conditional", "unknown", "permission-required", "forbidden", "no answer"};

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td.bar { width: 40%; } svg { display: block; width: 100%; height: 1.1em; }
blockquote { margin: .3rem 0; padding: .2rem .8rem; border-left: 3px solid #8888; }
.key span { display: inline-block; margin-right: 1.2em; }
.key i { display: inline-block; width: .8em; height: .8em; margin-right: .4em; }
.warn { border: 1px solid #c62828; padding: .4rem .8rem; }
small, .quiet { color: #777; } bdi { unicode-bidi: isolate; }
)";

std::string isolated(std::string_view text) {
  return fmt::format("<bdi>{}</bdi>", escape_markup(text));
}

// "12,345"
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? std::string("-")
                    : fmt::format("{:.1f} %",
                                  100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::uint64_t sum_of(const LevelCounts& counts) {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : counts) {
    sum += count;
  }
  return sum;
}

// One bar, its parts by verdict, as long as `scale` makes it.
std::string bar(const LevelCounts& counts, std::uint64_t scale) {
  std::string out = "<svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" role=\"img\">";
  double x = 0;
  for (std::size_t i = counts.size(); i-- > 0;) {
    const double width =
        scale == 0 ? 0 : 1000.0 * static_cast<double>(counts[i]) / static_cast<double>(scale);
    if (counts[i] > 0) {
      out += fmt::format(
          "<rect x=\"{:.2f}\" width=\"{:.2f}\" height=\"20\" fill=\"{}\"><title>{}: {}</title>"
          "</rect>",
          x,
          width,
          kColours[i],
          kLabels[i],
          grouped(counts[i]));
      x += width;
    }
  }
  return out + "</svg>";
}

std::string key() {
  std::string out = "<p class=\"key\">";
  for (std::size_t i = kLabels.size(); i-- > 0;) {
    out += fmt::format("<span><i style=\"background:{}\"></i>{}</span>", kColours[i], kLabels[i]);
  }
  return out + "</p>\n";
}

std::string uses_table(const Tally& tally) {
  std::string out = "<h2>Verdicts by use</h2>\n" + key() + "<table><tr><th>use</th>";
  for (std::size_t i = kLevelNames.size(); i-- > 0;) {
    out += fmt::format("<th class=\"n\">{}</th>", kLabels[i]);
  }
  out += "<th></th></tr>\n";
  const auto row = [&](std::string_view name, const LevelCounts& counts) {
    out += fmt::format("<tr><td>{}</td>", name);
    for (std::size_t i = kLevelNames.size(); i-- > 0;) {
      out += fmt::format("<td class=\"n\">{}</td>", grouped(counts[i]));
    }
    out += fmt::format("<td class=\"bar\">{}</td></tr>\n", bar(counts, tally.documents));
  };
  for (std::size_t use = 0; use < kUseNames.size(); ++use) {
    row(kUseNames[use], tally.uses[use]);
  }
  return out + "</table>\n";
}

using Rows = std::vector<std::pair<std::string, Counted>>;

std::string table(std::string_view title,
                  std::string_view what,
                  const Table& rows,
                  const Rows& top) {
  if (rows.empty()) {
    return {};
  }
  std::string out = fmt::format(
      "<h2>{}</h2>\n<table><tr><th>{}</th><th class=\"n\">documents</th><th class=\"n\">at or "
      "above permission-required</th><th></th></tr>\n",
      title,
      what);
  std::uint64_t most = 0;
  for (const auto& [id, counted] : top) {
    most = std::max(most, counted.total());
  }
  for (const auto& [id, counted] : top) {
    const std::uint64_t claimed =
        counted.levels[static_cast<std::size_t>(Level::permission_required)] +
        counted.levels[static_cast<std::size_t>(Level::forbidden)];
    out += fmt::format(
        "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"bar\">{}</td>"
        "</tr>\n",
        isolated(counted.name),
        grouped(counted.total()),
        grouped(claimed),
        bar(counted.levels, most));
  }
  out += "</table>\n";
  if (rows.size() > top.size()) {
    out += fmt::format("<p class=\"quiet\">and {} more in summary.json</p>\n",
                       grouped(rows.size() - top.size()));
  }
  return out;
}

std::string table(std::string_view title, std::string_view what, const Table& rows) {
  return table(title, what, rows, ranked(rows, kRows));
}

// Over time: in order, all of them.
std::string years(const Tally& tally) {
  return table("Years", "year", tally.years, Rows(tally.years.begin(), tally.years.end()));
}

std::string samples(const Tally& tally) {
  std::string out =
      "<h2>Samples of evidence</h2>\n<p class=\"quiet\">Drawn evenly from all "
      "documents with the verdict.</p>\n";
  bool any = false;
  for (std::size_t i = kLevelNames.size(); i-- > 0;) {
    if (static_cast<Level>(i) == Level::unknown || tally.samples[i].empty()) {
      continue;
    }
    any = true;
    out += fmt::format("<h3>{}</h3>\n", kLabels[i]);
    for (const Sample& sample : tally.samples[i]) {
      out += fmt::format(
          "<p>{}: {} <small>({}, record {}{}{})</small></p>\n<blockquote>{}</blockquote>\n",
          isolated(sample.holder.empty() ? "no holder named" : sample.holder),
          isolated(sample.reason),
          isolated(sample.file),
          sample.record,
          sample.id.empty() ? "" : ", ",
          isolated(sample.url.empty() ? sample.id : sample.url),
          isolated(sample.evidence));
    }
  }
  return any ? out : std::string();
}

std::string counts_list(std::string_view title,
                        const std::map<std::string, std::uint64_t>& counts) {
  if (counts.empty()) {
    return {};
  }
  std::string out = fmt::format("<p>{}:", title);
  for (const auto& [name, count] : counts) {
    out += fmt::format(" {} ({});", escape_markup(name), grouped(count));
  }
  out.back() = '.';
  return out + "</p>\n";
}

std::string problems(const Tally& tally) {
  std::string out = "<h2>What could not be read</h2>\n";
  if (tally.incomplete == 0 && tally.problem_count == 0) {
    out += "<p>Everything was read.</p>\n";
  } else {
    out += fmt::format(
        "<p class=\"warn\">Documents not read or not completely: {}. Problems with the inputs: {}. "
        "What is not read has no verdict.</p>\n",
        grouped(tally.incomplete),
        grouped(tally.problem_count));
  }
  out += counts_list("Documents without an answer, by kind of error", tally.errors);
  out += counts_list("Odd, but read", tally.flags);
  out += counts_list("Not documents, and left out", tally.skipped);
  if (tally.problems.empty()) {
    return out;
  }
  out += "<table><tr><th>file</th><th>problem</th></tr>\n";
  for (std::size_t i = 0; i < std::min(tally.problems.size(), kProblems); ++i) {
    out += fmt::format("<tr><td>{}</td><td>{}</td></tr>\n",
                       isolated(tally.problems[i].file),
                       isolated(tally.problems[i].message));
  }
  out += "</table>\n";
  if (tally.problem_count > kProblems) {
    out += fmt::format("<p class=\"quiet\">and {} more, the first {} of all in summary.json</p>\n",
                       grouped(tally.problem_count - kProblems),
                       grouped(tally.problems.size()));
  }
  return out;
}

std::string overview(const RunFile& run, const Tally& tally) {
  const std::uint64_t claimed =
      tally.question[static_cast<std::size_t>(Level::permission_required)] +
      tally.question[static_cast<std::size_t>(Level::forbidden)];
  std::string out = fmt::format(
      "<h1>Audit of {} documents</h1>\n<p>For <b>{}</b>: {} ({}) may not be used without "
      "permission.</p>\n{}",
      grouped(tally.documents),
      escape_markup(run.provenance.use),
      grouped(claimed),
      share(claimed, tally.documents),
      bar(tally.question, sum_of(tally.question)));
  out += key();
  out += "<table>\n";
  for (std::size_t i = kLabels.size(); i-- > 0;) {
    if (i != kNoAnswer || tally.question[i] > 0) {
      out += fmt::format("<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
                         kLabels[i],
                         grouped(tally.question[i]),
                         share(tally.question[i], tally.documents));
    }
  }
  out += "</table>\n";
  if (tally.conflicts > 0) {
    out += fmt::format(
        "<p>{} documents hold a permission and a restriction or reservation; the "
        "restriction decides.</p>\n",
        grouped(tally.conflicts));
  }
  return out;
}

std::string method(const RunFile& run) {
  std::string out = "<h2>Limits of the method</h2>\n<ul>\n";
  for (const std::string_view limit : limits_of_the_method()) {
    out += fmt::format("<li>{}</li>\n", escape_markup(limit));
  }
  const Provenance& from = run.provenance;
  return out + fmt::format(
                   "</ul>\n<p class=\"quiet\">imprimatur {}, rules {}, policy {}, judged as "
                   "of {}. Inputs and settings: provenance.json.</p>\n",
                   escape_markup(from.version),
                   escape_markup(from.rules_digest),
                   escape_markup(from.policy_digest.empty() ? "none" : from.policy_digest),
                   escape_markup(from.today));
}

}  // namespace

std::string html_report(const RunFile& run, const Tally& tally) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>Audit of {} documents</title>\n<style>{}</style></head><body>\n",
      grouped(tally.documents),
      kStyle);
  out += overview(run, tally);
  if (const std::string warning = evidence_lost(tally); !warning.empty()) {
    out += fmt::format("<p class=\"warn\">{}.</p>\n", escape_markup(warning));
  }
  out += problems(tally);
  out += uses_table(tally);
  out += table("Holders", "holder", tally.holders);
  out += table("Licences", "licence", tally.licences);
  out += table("Languages", "language", tally.languages);
  out += years(tally);
  out += table("Domains", "domain", tally.domains);
  out += table("Rules", "rule", tally.rules);
  out += samples(tally);
  out += method(run);
  return out + "</body></html>\n";
}

}  // namespace imprimatur::audit
