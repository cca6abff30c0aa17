#include "cli/audit_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace imprimatur::cli {
namespace {

constexpr auto kBarInterval = std::chrono::milliseconds(100);
constexpr auto kEventInterval = std::chrono::milliseconds(1000);
constexpr std::size_t kBar = 20;

std::string size_text(double bytes) {
  constexpr std::array<std::string_view, 5> units = {"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  while (bytes >= 1000 && unit + 1 < units.size()) {
    bytes /= 1000;
    ++unit;
  }
  return fmt::format("{:.{}f} {}", bytes, unit == 0 ? 0 : 1, units[unit]);
}

std::string time_text(double seconds) {
  const auto whole = static_cast<long>(seconds);
  return whole >= 3600 ? fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
                       : fmt::format("{}:{:02}", whole / 60, whole % 60);
}

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

// Bytes a second of this run; what was read before it counts for nothing.
double rate_of(const audit::Progress& first, const audit::Progress& at, double seconds) {
  const auto read = static_cast<double>(at.bytes - std::min(at.bytes, first.bytes));
  return seconds > 0 ? read / seconds : 0;
}

// Empty: not known.
std::optional<double> seconds_left(const audit::Progress& at, double rate) {
  const std::uint64_t left = at.total_bytes - std::min(at.total_bytes, at.bytes);
  if (at.total_bytes == 0 || (left > 0 && rate <= 0)) {
    return std::nullopt;
  }
  return left > 0 ? static_cast<double>(left) / rate : 0;
}

std::string event_text(std::string_view name,
                       const audit::Progress& at,
                       double rate,
                       double seconds) {
  const std::optional<double> left = seconds_left(at, rate);
  return fmt::format(
      "{{\"event\":\"{}\",\"documents\":{},\"bytes\":{},\"total_bytes\":{},\"found\":{},"
      "\"incomplete\":{},\"parts_done\":{},\"parts\":{},\"resumed\":{},\"seconds\":{:.1f},"
      "\"bytes_per_second\":{:.0f},\"seconds_left\":{}}}\n",
      name,
      at.documents,
      at.bytes,
      at.total_bytes,
      at.found,
      at.incomplete,
      at.parts_done,
      at.parts,
      at.resumed,
      seconds,
      rate,
      left ? fmt::format("{:.0f}", *left) : "null");
}

}  // namespace

bool is_progress_word(std::string_view word) {
  return std::find(kProgressWords.begin(), kProgressWords.end(), word) != kProgressWords.end();
}

AuditProgress::AuditProgress(std::string_view how, bool quiet, const Terminal& terminal)
    : bar_(how == "always" || (how == "auto" && terminal.error_is_terminal && !quiet)),
      events_(how == "json"),
      width_(terminal.width),
      start_(Clock::now()) {}

AuditProgress::~AuditProgress() {
  clear();
}

void AuditProgress::show(const audit::Progress& at) {
  if (!bar_ && !events_) {
    return;
  }
  const auto now = Clock::now();
  const double seconds = std::chrono::duration<double>(now - start_).count();
  if (!first_) {
    first_ = at;
    if (events_) {
      print(event_text("start", at, 0, seconds));
    }
  }
  last_ = at;
  if (shown_ && now - *shown_ < (bar_ ? kBarInterval : kEventInterval)) {
    return;
  }
  shown_ = now;
  if (events_) {
    print(event_text("progress", at, rate_of(*first_, at, seconds), seconds));
  } else {
    draw(at, seconds);
  }
}

void AuditProgress::draw(const audit::Progress& at, double seconds) {
  const double rate = rate_of(*first_, at, seconds);
  std::string line;
  if (at.total_bytes > 0) {
    const double share =
        std::min(1.0, static_cast<double>(at.bytes) / static_cast<double>(at.total_bytes));
    const auto filled = static_cast<std::size_t>(share * kBar);
    line = fmt::format(
        "[{}{}] {:3.0f} %", std::string(filled, '='), std::string(kBar - filled, ' '), share * 100);
    if (const auto left = seconds_left(at, rate); left && *left > 0) {
      line += fmt::format(", {} left", time_text(*left));
    }
    line += ", ";
  }
  line += fmt::format("{} documents, {}/s, {} found", at.documents, size_text(rate), at.found);
  if (at.incomplete > 0) {
    line += fmt::format(", {} incomplete", at.incomplete);
  }
  print("\r\x1b[K" + line.substr(0, width_ > 1 ? width_ - 1 : 1));
  visible_ = true;
}

void AuditProgress::clear() {
  if (visible_) {
    print("\r\x1b[K");
    visible_ = false;
  }
  if (events_ && first_) {
    const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
    print(event_text("end", last_, rate_of(*first_, last_, seconds), seconds));
    events_ = false;
  }
}

}  // namespace imprimatur::cli
