// The language a text is written in, from its first running text: by script, then by function
// words. Pure; thread-safe.
#ifndef IMPRIMATUR_ENGINE_LANGUAGE_H_
#define IMPRIMATUR_ENGINE_LANGUAGE_H_

#include "text/span.h"

#include <span>
#include <string>
#include <string_view>

namespace imprimatur {

// BCP 47 code of valid UTF-8, empty if the text is too short or mixed to tell. `running`: where the
// document's structure has its running text, empty for all of it.
[[nodiscard]] std::string detect_language(std::string_view utf8,
                                          std::span<const Span> running = {});

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_LANGUAGE_H_
