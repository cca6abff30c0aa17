// The tool that prepares the patterns has none that are.
#include "match/pattern_code.h"

namespace imprimatur {

std::string_view prepared_patterns_data() {
  return {};
}

}  // namespace imprimatur
