// The language a text is written in, from its beginning: by script, then by function words.
// Pure; thread-safe.
#ifndef IMPRIMATUR_ENGINE_LANGUAGE_H_
#define IMPRIMATUR_ENGINE_LANGUAGE_H_

#include <string>
#include <string_view>

namespace imprimatur {

// BCP 47 code of valid UTF-8, empty if the text is too short or mixed to tell.
[[nodiscard]] std::string detect_language(std::string_view utf8);

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_LANGUAGE_H_
