#include "lsp/positions.h"

#include "text/utf8.h"

#include <algorithm>
#include <utility>

namespace imprimatur::lsp {
namespace {

// Units of the character that begins with `lead`, and its bytes.
struct Units {
  std::size_t bytes = 1;
  std::size_t units = 1;
};

Units units_of(char lead, Encoding encoding) {
  const auto byte = static_cast<unsigned char>(lead);
  const std::size_t bytes = byte < 0xC0 ? 1U : byte < 0xE0 ? 2U : byte < 0xF0 ? 3U : 4U;
  switch (encoding) {
    case Encoding::utf8:
      return {bytes, bytes};
    case Encoding::utf16:
      return {bytes, bytes == 4 ? 2U : 1U};
    case Encoding::utf32:
      return {bytes, 1};
  }
  return {bytes, bytes};
}

}  // namespace

PlacedText::PlacedText(std::string text, Encoding encoding) : encoding_(encoding) {
  assign(std::move(text));
}

void PlacedText::assign(std::string text) {
  text_ = std::move(text);
  starts_ = {0};
  index_from(0);
}

// The starts up to that of `line` are right; finds those behind.
void PlacedText::index_from(std::size_t line) {
  starts_.resize(line + 1);
  for (std::size_t at = starts_[line]; at < text_.size(); ++at) {
    at = text_.find_first_of("\r\n", at);
    if (at == std::string::npos) {
      break;
    }
    if (text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n') {
      ++at;
    }
    starts_.push_back(at + 1);
  }
}

std::size_t PlacedText::line_end(std::size_t number) const {
  std::size_t end = number + 1 < starts_.size() ? starts_[number + 1] : text_.size();
  while (end > starts_[number] && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) {
    --end;
  }
  return end;
}

std::string_view PlacedText::line(std::size_t number) const {
  if (number >= starts_.size()) {
    return {};
  }
  return std::string_view(text_).substr(starts_[number], line_end(number) - starts_[number]);
}

std::size_t PlacedText::offset_of(Place place) const {
  if (place.line >= starts_.size()) {
    return text_.size();
  }
  const std::size_t end = line_end(place.line);
  std::size_t at = starts_[place.line];
  for (std::size_t units = 0; at < end;) {
    const Units step = units_of(text_[at], encoding_);
    units += step.units;
    if (units > place.character) {
      break;
    }
    at += step.bytes;
  }
  return std::min(at, end);
}

Place PlacedText::place_of(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  Place place;
  place.line = static_cast<std::size_t>(next - starts_.begin()) - 1;
  const std::size_t end = std::min(offset, line_end(place.line));
  for (std::size_t at = starts_[place.line]; at < end;) {
    const Units step = units_of(text_[at], encoding_);
    at += step.bytes;
    place.character += at <= end ? step.units : 0;
  }
  return place;
}

void PlacedText::replace(Place begin, Place end, std::string_view with) {
  const std::size_t from = offset_of(begin);
  const std::size_t to = std::max(from, offset_of(end));
  // A line break may have been made or broken at the border: one line before is looked at again.
  const std::size_t line = place_of(from).line;
  text_.replace(from, to - from, with);
  index_from(line > 0 ? line - 1 : 0);
}

std::string repaired_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    if (const std::size_t plain = ascii_prefix(bytes.substr(at)); plain > 0) {
      out += bytes.substr(at, plain);
      at += plain;
      continue;
    }
    const Utf8Step step = utf8_step(bytes, at);
    out += step.valid ? bytes.substr(at, step.length) : std::string_view("\xEF\xBF\xBD");
    at += step.length;
  }
  return out;
}

}  // namespace imprimatur::lsp
