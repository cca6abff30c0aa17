#include "engine/silence.h"

#include "engine/marks.h"
#include "text/line_index.h"

#include <algorithm>

namespace imprimatur {
namespace {

std::vector<MarkPlace> places_of(const Document& document,
                                 const std::vector<Finding>& findings,
                                 std::size_t text_findings) {
  const LineIndex index(document.source);
  std::vector<MarkPlace> places;
  for (const Finding& finding : findings) {
    MarkPlace place;
    place.span = Span{finding.start.offset, finding.end.offset};
    if (places.size() < text_findings) {
      place.span = document.text_map.to_source(place.span);
    }
    place.first_line = index.position(place.span.begin).line;
    place.last_line =
        index.position(place.span.end > place.span.begin ? place.span.end - 1 : place.span.end)
            .line;
    places.push_back(place);
  }
  return places;
}

bool touches(const std::vector<LineRange>& ranges, const MarkPlace& place) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const LineRange& range) {
    return range.first <= place.last_line && range.last >= place.first_line;
  });
}

bool is_known(const KnownFindings* known, const Finding& finding) {
  return known != nullptr && known->contains(finding.fingerprint);
}

}  // namespace

std::vector<std::optional<SilencedBy>> silence(const Document& document,
                                               const Input& input,
                                               const EngineOptions& options,
                                               std::size_t text_findings,
                                               DocumentResult& result) {
  const std::vector<Finding>& findings = result.findings;
  std::vector<std::optional<SilencedBy>> silenced(findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (is_known(input.before, findings[i])) {
      silenced[i] = SilencedBy::base;
    } else if (is_known(options.baseline.get(), findings[i])) {
      silenced[i] = SilencedBy::baseline;
    }
  }
  const bool by_lines = input.changed != nullptr && !findings.empty();
  // Records are other people's texts: what they say of us is not obeyed.
  const std::vector<Mark> marks = options.marks && result.record.empty()
                                      ? find_marks(document.source, options.today)
                                      : std::vector<Mark>();
  if (!by_lines && marks.empty()) {
    return silenced;
  }
  const std::vector<MarkPlace> places = places_of(document, findings, text_findings);
  for (std::size_t i = 0; by_lines && i < findings.size(); ++i) {
    if (!silenced[i] && !touches(*input.changed, places[i])) {
      silenced[i] = SilencedBy::base;
    }
  }
  apply_marks(marks, findings, places, silenced, result.notes);
  return silenced;
}

}  // namespace imprimatur
