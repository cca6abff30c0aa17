#include "cli/report_set.h"

#include "report/escape.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::cli {
namespace {

constexpr std::string_view kDefaultFormat = "text";
constexpr std::string_view kStandardOutput = "-";

struct Wish {
  const ReporterFormat* format = nullptr;
  std::string path;
};

Result<const ReporterFormat*> format_named(std::string_view name) {
  if (const ReporterFormat* format = find_format(name)) {
    return format;
  }
  std::vector<std::string_view> names;
  for (const ReporterFormat& format : reporter_formats()) {
    names.push_back(format.name);
  }
  return fail(ErrorCode::usage, unknown_value("format", name, names));
}

Result<Wish> parse_wish(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals + 1 == text.size()) {
    return fail(ErrorCode::usage,
                fmt::format("--output '{}' is not of the form FORMAT=PATH", display_name(text)));
  }
  Wish wish;
  IMPRIMATUR_TRY(wish.format, format_named(text.substr(0, equals)));
  wish.path = text.substr(equals + 1);
  return wish;
}

Result<std::vector<Wish>> wishes_of(const Options& options) {
  std::vector<Wish> wishes;
  for (const std::string& output : options.outputs) {
    IMPRIMATUR_TRY(Wish wish, parse_wish(output));
    const bool twice = std::any_of(
        wishes.begin(), wishes.end(), [&](const Wish& w) { return w.path == wish.path; });
    if (twice) {
      return fail(ErrorCode::usage,
                  fmt::format("two reports would go to '{}'", display_name(wish.path)));
    }
    wishes.push_back(std::move(wish));
  }
  const bool taken = std::any_of(
      wishes.begin(), wishes.end(), [](const Wish& w) { return w.path == kStandardOutput; });
  if (taken && !options.format.empty()) {
    return fail(ErrorCode::usage, "two reports would go to standard output");
  }
  if (!taken) {
    Wish wish;
    IMPRIMATUR_TRY(wish.format,
                   format_named(options.format.empty() ? kDefaultFormat : options.format));
    wish.path = kStandardOutput;
    wishes.insert(wishes.begin(), std::move(wish));
  }
  return wishes;
}

}  // namespace

bool ReportSet::wants_language(const Options& options) {
  return (!options.format.empty() && options.format != kDefaultFormat) ||
         std::any_of(options.outputs.begin(), options.outputs.end(), [](const std::string& o) {
           return !o.starts_with("text=");
         });
}

bool ReportSet::wants_line_hashes(const Options& options) {
  return options.format == "sarif" ||
         std::any_of(options.outputs.begin(), options.outputs.end(), [](const std::string& o) {
           return o.starts_with("sarif=");
         });
}

Result<ReportSet> ReportSet::make(const Options& options,
                                  const Terminal& terminal,
                                  const Workplace& workplace) {
  IMPRIMATUR_TRY(std::vector<Wish> wishes, wishes_of(options));
  ReportSet set;
  for (const Wish& wish : wishes) {
    Report report;
    ReportOptions how;
    how.quiet = options.quiet;
    how.verbose = options.verbose;
    how.fail_on = workplace.fail_on;
    how.rules = workplace.rules.get();
    if (wish.path == kStandardOutput) {
      report.output = Output::standard_output();
      how.color = terminal.color_output;
      how.hyperlinks = terminal.hyperlinks;
      how.width = terminal.width;
      report.flush = terminal.output_is_terminal || wish.format->name == "jsonl";
      set.text_on_terminal_ = terminal.output_is_terminal && wish.format->name == kDefaultFormat;
    } else {
      IMPRIMATUR_TRY(report.output, Output::file(wish.path));
    }
    Output* output = report.output.get();
    report.reporter =
        wish.format->make([output](std::string_view text) { return output->write(text); }, how);
    set.reports_.push_back(std::move(report));
  }
  return set;
}

Result<void> ReportSet::begin(const Provenance& provenance) {
  for (Report& report : reports_) {
    if (auto written = report.reporter->begin(provenance); !written) {
      return written;
    }
  }
  return {};
}

Result<void> ReportSet::document(const DocumentResult& result) {
  for (Report& report : reports_) {
    auto written = report.reporter->document(result);
    if (written && report.flush) {
      written = report.output->flush();
    }
    if (!written) {
      return written;
    }
  }
  return {};
}

Result<void> ReportSet::end(const Summary& summary) {
  for (Report& report : reports_) {
    auto written = report.reporter->end(summary);
    if (written) {
      written = report.output->commit();
    }
    if (!written) {
      return written;
    }
  }
  return {};
}

std::vector<std::string> ReportSet::remarks() const {
  std::vector<std::string> all;
  for (const Report& report : reports_) {
    const auto remarks = report.reporter->remarks();
    all.insert(all.end(), remarks.begin(), remarks.end());
  }
  return all;
}

bool ReportSet::broken_pipe() const {
  return std::any_of(
      reports_.begin(), reports_.end(), [](const Report& r) { return r.output->broken_pipe(); });
}

}  // namespace imprimatur::cli
