#include "cli/progress.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace imprimatur::cli {
namespace {

constexpr auto kInterval = std::chrono::milliseconds(100);

std::string size_text(double bytes) {
  constexpr std::array<std::string_view, 5> units = {"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  while (bytes >= 1000 && unit + 1 < units.size()) {
    bytes /= 1000;
    ++unit;
  }
  return fmt::format("{:.{}f} {}", bytes, unit == 0 ? 0 : 1, units[unit]);
}

}  // namespace

Progress::Progress(bool enabled, std::optional<std::size_t> total)
    : enabled_(enabled), total_(total), start_(Clock::now()), drawn_(start_) {}

Progress::~Progress() {
  clear();
}

void Progress::add(std::size_t bytes, bool found) {
  ++documents_;
  bytes_ += bytes;
  found_ += found ? 1 : 0;
  if (enabled_ && Clock::now() - drawn_ >= kInterval) {
    draw();
  }
}

void Progress::draw() {
  drawn_ = Clock::now();
  const double seconds = std::chrono::duration<double>(drawn_ - start_).count();
  const double rate = seconds > 0 ? static_cast<double>(bytes_) / seconds : 0;
  std::string line = fmt::format("\r\x1b[K{} documents", documents_);
  if (total_ && *total_ >= documents_ && documents_ > 0) {
    const double left =
        seconds / static_cast<double>(documents_) * static_cast<double>(*total_ - documents_);
    line = fmt::format("\r\x1b[K{}/{} documents, {:.0f} s left", documents_, *total_, left);
  }
  line += fmt::format(
      ", {}, {}/s, {} found", size_text(static_cast<double>(bytes_)), size_text(rate), found_);
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
  visible_ = true;
}

void Progress::clear() {
  if (visible_) {
    constexpr std::string_view erase = "\r\x1b[K";
    std::fwrite(erase.data(), 1, erase.size(), stderr);
    std::fflush(stderr);
    visible_ = false;
  }
}

}  // namespace imprimatur::cli
