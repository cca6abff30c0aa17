// Paragraphs and zones of plain text and Markdown (formats with markup bring their own zones).
// A paragraph ends at a blank line, or at a line break when lines are paragraphs (long lines, or
// a short line such as a credit standing by itself). Segments cover the text without blank lines,
// in order, without overlap. Pure; thread-safe.
#ifndef IMPRIMATUR_TEXT_SEGMENT_H_
#define IMPRIMATUR_TEXT_SEGMENT_H_

#include "base/terms.h"
#include "text/span.h"

#include <string_view>
#include <vector>

namespace imprimatur {

struct Segment {
  Span span;  // bytes of the decoded text
  Zone zone = Zone::body;
  bool prose = false;    // at least one sentence of running text (>= 60 characters, ends like one)
  bool item = false;     // of a list
  bool heading = false;  // has the shape of what heads a part of the text, the headline included
  bool inner = false;    // a heading without an empty line before it: perhaps one within a part
};

struct SegmentOptions {
  bool markdown = false;
  bool starts_document = true;  // false for a later block of a large text: no headline in it
  bool ends_document = true;    // false for an earlier block: no footer in it
};

// Zones by shape and place: headline (first short line without final stop, Markdown #), byline
// ("By …" shapes are recognised by position and length, words are the rules' business), dateline,
// caption (line led by a picture word or Markdown image), quote (> or a paragraph wholly in
// quotation marks), code (``` fence, indented block, comment lines), footer (short paragraphs
// behind the last prose paragraph, or behind a line of --- ___ ***).
[[nodiscard]] std::vector<Segment> segment(std::string_view text, const SegmentOptions& options);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_SEGMENT_H_
