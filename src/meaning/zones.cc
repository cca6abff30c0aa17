#include "meaning/zones.h"

#include <algorithm>

namespace imprimatur {
namespace {

constexpr std::size_t kWhole = std::size_t{4} << 20;
constexpr std::size_t kAround = std::size_t{32} << 10;

}  // namespace

Zones::Zones(std::string_view text, const std::vector<std::size_t>& places, bool markdown) {
  if (text.size() <= kWhole) {
    segments_ = segment(text, {markdown, true, true});
    return;
  }
  std::size_t done = 0;
  for (const std::size_t place : places) {
    if (place < done) {
      continue;
    }
    std::size_t begin = std::max(done, place > kAround ? place - kAround : 0);
    if (begin > 0) {
      const std::size_t line = text.find('\n', begin);
      begin = line == std::string_view::npos || line > place ? begin : line + 1;
    }
    std::size_t end = std::min(text.size(), place + kAround);
    if (end < text.size()) {
      const std::size_t line = text.rfind('\n', end);
      end = line == std::string_view::npos || line <= place ? end : line + 1;
    }
    for (Segment part :
         segment(text.substr(begin, end - begin), {markdown, begin == 0, end == text.size()})) {
      part.span = {part.span.begin + begin, part.span.end + begin};
      segments_.push_back(part);
    }
    done = end;
  }
}

std::size_t Zones::index_of(std::size_t offset) const {
  const auto it = std::upper_bound(
      segments_.begin(), segments_.end(), offset, [](std::size_t at, const Segment& part) {
        return at < part.span.begin;
      });
  return it == segments_.begin() ? segments_.size()
                                 : static_cast<std::size_t>(it - segments_.begin()) - 1;
}

Segment Zones::at(std::size_t offset) const {
  const std::size_t index = index_of(offset);
  if (index < segments_.size() && offset < segments_[index].span.end) {
    return segments_[index];
  }
  return Segment{{offset, offset}, Zone::body, false};
}

Segment Zones::before(std::size_t offset) const {
  const std::size_t index = index_of(offset);
  return index == 0 || index >= segments_.size() ? Segment{} : segments_[index - 1];
}

bool Zones::behind_prose(std::size_t offset) const {
  for (std::size_t i = index_of(offset) + 1; i < segments_.size(); ++i) {
    if (segments_[i].prose) {
      return false;
    }
  }
  return true;
}

bool Zones::other_prose(std::size_t offset) const {
  const std::size_t index = index_of(offset);
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (i != index && segments_[i].prose && segments_[i].zone != Zone::quote) {
      return true;
    }
  }
  return false;
}

}  // namespace imprimatur
