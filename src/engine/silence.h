// What silences findings besides the policy: marks in the text, the baseline, the state before the
// change that is checked.
#ifndef IMPRIMATUR_ENGINE_SILENCE_H_
#define IMPRIMATUR_ENGINE_SILENCE_H_

#include "engine/engine.h"
#include "formats/document.h"

#include <optional>
#include <vector>

namespace imprimatur {

// By finding. The positions of the first `text_findings` are still offsets of the document's text,
// those of the others (signals) of its source. Notes about marks are added to the result.
[[nodiscard]] std::vector<std::optional<SilencedBy>> silence(const Document& document,
                                                             const Input& input,
                                                             const EngineOptions& options,
                                                             std::size_t text_findings,
                                                             DocumentResult& result);

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_SILENCE_H_
