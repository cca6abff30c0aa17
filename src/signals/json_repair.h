// JSON as pages write it: wrapped in CDATA or comments, with raw line breaks in strings, commas too
// many or too few. Private to the signals layer. Pure.
#ifndef IMPRIMATUR_SIGNALS_JSON_REPAIR_H_
#define IMPRIMATUR_SIGNALS_JSON_REPAIR_H_

#include <string>
#include <string_view>

namespace imprimatur {

// The text with these mistakes mended. Whether it is JSON then is for a parser to say.
[[nodiscard]] std::string repaired_json(std::string_view written);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_JSON_REPAIR_H_
