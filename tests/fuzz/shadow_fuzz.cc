// Any UTF-8 through the text stages: shadow, segments, disguises and lines stay inside the text,
// in order, and the shadow is valid UTF-8 with a monotone way back.
#include "support/fuzz_check.h"
#include "text/decode.h"
#include "text/disguise.h"
#include "text/line_index.h"
#include "text/segment.h"
#include "text/shadow.h"

#include <vector>

using imprimatur::Span;
using imprimatur::fuzz::require;

namespace {

void check_shadow(std::string_view text) {
  imprimatur::Shadow shadow;
  shadow.assign(text, {0, text.size()});
  require(imprimatur::is_valid_utf8(shadow.text()), "the shadow is valid UTF-8");
  std::size_t last = 0;
  for (std::size_t at = 0; at < shadow.text().size(); ++at) {
    const Span source = shadow.to_text({at, at + 1});
    require(last <= source.begin && source.begin < source.end && source.end <= text.size(),
            "shadow places lead back in order");
    last = source.begin;
  }
  for (std::size_t at = 0; at <= text.size(); ++at) {
    require(shadow.from_text(at) <= shadow.text().size(), "text places lead into the shadow");
  }
}

void check_segments(std::string_view text, bool markdown) {
  imprimatur::SegmentOptions options;
  options.markdown = markdown;
  std::size_t last = 0;
  for (const imprimatur::Segment& segment : imprimatur::segment(text, options)) {
    require(last <= segment.span.begin && segment.span.begin < segment.span.end &&
                segment.span.end <= text.size(),
            "segments stand in order");
    last = segment.span.end;
  }
}

void check_lines(std::string_view text) {
  const imprimatur::LineIndex index(text);
  std::size_t line = 1;
  for (std::size_t at = 0; at <= text.size(); at += 1 + text.size() / 64) {
    const imprimatur::Position position = index.position(at);
    require(line <= position.line && position.line <= index.lines(), "lines ascend");
    require(position.column >= 1 && position.utf16_column >= position.column, "columns count");
    line = position.line;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = imprimatur::fuzz::as_text(data, size);
  if (!imprimatur::is_valid_utf8(text)) {
    return 0;
  }
  check_shadow(text);
  check_segments(text, false);
  check_segments(text, true);
  check_lines(text);
  std::vector<std::size_t> disguises;
  imprimatur::find_disguises(text, disguises);
  for (std::size_t i = 0; i < disguises.size(); ++i) {
    require(disguises[i] < text.size() && (i == 0 || disguises[i - 1] < disguises[i]),
            "disguises stand in order");
  }
  return 0;
}
