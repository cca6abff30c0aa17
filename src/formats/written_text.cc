#include "formats/written_text.h"

#include <cstdint>
#include <limits>

namespace imprimatur {
namespace {

constexpr std::size_t kLargestStep = std::numeric_limits<std::uint8_t>::max();

}  // namespace

void WrittenText::add(std::string_view value, Span written) {
  if (value.empty()) {
    return;
  }
  if (value.size() == written.size()) {
    map_.add({text_.size(), written.begin, true, 1, 1});
  } else if (value.size() <= kLargestStep && written.size() <= kLargestStep && !written.empty()) {
    map_.add({text_.size(),
              written.begin,
              true,
              static_cast<std::uint8_t>(value.size()),
              static_cast<std::uint8_t>(written.size())});
  } else {
    map_.add({text_.size(), written.begin, false, 1, 1});
  }
  written_ = text_.empty() ? written : Span{written_.begin, written.end};
  text_ += value;
}

void WrittenText::clear() {
  text_.clear();
  map_ = {};
  written_ = {};
}

Span WrittenText::to_source(Span span) const {
  return map().to_source(span);
}

OffsetMap WrittenText::map() const {
  OffsetMap map = map_;
  map.finish(text_.size(), written_.end);
  return map;
}

}  // namespace imprimatur
