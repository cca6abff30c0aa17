#include "report/style.h"

#include <array>
#include <cstddef>

namespace imprimatur {
namespace {

constexpr std::array<std::string_view, 7> kCodes = {
    "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;32m", "\x1b[1;34m", "\x1b[36m"};
constexpr std::string_view kReset = "\x1b[0m";

constexpr std::array<Style, kLevelNames.size()> kLevelStyles = {
    Style::green, Style::cyan, Style::dim, Style::yellow, Style::red};

}  // namespace

std::string Styler::paint(std::string_view text, Style style) const {
  if (!color_ || text.empty()) {
    return std::string(text);
  }
  std::string out(kCodes[static_cast<std::size_t>(style)]);
  out += text;
  out += kReset;
  return out;
}

std::string Styler::paint(std::string_view text, Level level) const {
  return paint(text, kLevelStyles[static_cast<std::size_t>(level)]);
}

}  // namespace imprimatur
