// Where the build puts the compiled forms of the built-in patterns (prepared.S.in).
#include "match/pattern_code.h"

extern "C" {
// NOLINTNEXTLINE(cppcoreguidelines-avoid-c-arrays): symbols of the assembler
[[gnu::visibility("hidden")]] extern const char imprimatur_prepared_patterns[];
[[gnu::visibility("hidden")]] extern const char imprimatur_prepared_patterns_end[];
}

namespace imprimatur {

std::string_view prepared_patterns_data() {
  return {
      imprimatur_prepared_patterns,
      static_cast<std::size_t>(imprimatur_prepared_patterns_end - imprimatur_prepared_patterns)};
}

}  // namespace imprimatur
