// What silences findings besides the policy: marks in the text, the baseline, the state before the
// change that is checked.
#ifndef IMPRIMATUR_ENGINE_SILENCE_H_
#define IMPRIMATUR_ENGINE_SILENCE_H_

#include "engine/engine.h"
#include "formats/document.h"

#include <optional>
#include <vector>

namespace imprimatur {

// By finding, whose positions are still offsets of the document's text. Notes about marks are added
// to the result.
[[nodiscard]] std::vector<std::optional<SilencedBy>> silence(const Document& document,
                                                             const Input& input,
                                                             const EngineOptions& options,
                                                             DocumentResult& result);

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_SILENCE_H_
