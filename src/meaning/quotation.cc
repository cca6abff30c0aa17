#include "meaning/quotation.h"

#include <algorithm>

namespace imprimatur {
namespace {

// A quotation is at most this long, and its frame at least this long, in bytes.
constexpr std::size_t kQuotationReach = 700;
constexpr std::size_t kFrameBytes = 12;

bool opens(std::string_view text, std::size_t at) {
  const char before = at == 0 ? ' ' : text[at - 1];
  const char after = at + 1 < text.size() ? text[at + 1] : ' ';
  const bool blank_before = before == ' ' || before == '\n' || before == '(' || before == '[' ||
                            before == '-' || (static_cast<unsigned char>(before) & 0x80U) != 0 ||
                            before == ':' || before == ',';
  return blank_before && after != ' ' && after != '\n';
}

}  // namespace

bool in_quotation(std::string_view shadow, Span match) {
  const std::size_t first = match.begin > kQuotationReach ? match.begin - kQuotationReach : 0;
  std::size_t open = std::string_view::npos;
  for (std::size_t at = first; at <= match.begin && at < shadow.size(); ++at) {
    if (shadow[at] != '"') {
      continue;
    }
    if (open != std::string_view::npos && !opens(shadow, at)) {
      open = std::string_view::npos;
    } else if (open == std::string_view::npos && opens(shadow, at)) {
      open = at;
    } else {
      open = at;
    }
  }
  if (open == std::string_view::npos) {
    return false;
  }
  const std::size_t close = shadow.find('"', std::max(match.end > 0 ? match.end - 1 : 0, open + 1));
  if (close == std::string_view::npos || close > match.end + kQuotationReach) {
    return false;
  }
  return open + (shadow.size() - close - 1) >= kFrameBytes;
}

}  // namespace imprimatur
