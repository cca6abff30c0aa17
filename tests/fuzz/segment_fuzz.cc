// Segments of any text are in order, apart and inside it, and cover all but blanks and line ends.
// The first byte chooses the options.
#include "support/fuzz_check.h"
#include "text/decode.h"
#include "text/line_index.h"
#include "text/segment.h"

#include <string_view>

using imprimatur::fuzz::require;

namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

void require_blank(std::string_view text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    require(is_space(text[i]), "only blanks stand between segments");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = imprimatur::fuzz::as_text(data, size);
  imprimatur::SegmentOptions options;
  if (!text.empty()) {
    const auto flags = static_cast<unsigned>(static_cast<unsigned char>(text[0]));
    options.markdown = (flags & 1U) != 0;
    options.starts_document = (flags & 2U) != 0;
    options.ends_document = (flags & 4U) != 0;
    text.remove_prefix(1);
  }
  if (!imprimatur::is_valid_utf8(text)) {
    return 0;
  }
  std::size_t last = 0;
  for (const imprimatur::Segment& segment : imprimatur::segment(text, options)) {
    require(segment.span.begin >= last && !segment.span.empty(), "segments stand in order");
    require(segment.span.end <= text.size(), "segments stand inside");
    require_blank(text, last, segment.span.begin);
    last = segment.span.end;
  }
  require_blank(text, last, text.size());

  const imprimatur::LineIndex index(text);
  for (std::size_t at = 0; at <= text.size(); at += 7) {
    const imprimatur::Position position = index.position(at);
    require(position.line <= index.lines() && position.column <= position.utf16_column,
            "positions count");
    require(index.line_span(position.line).begin <= at, "lines begin before their places");
  }
  return 0;
}
