// Helpers for values of signals. Private to the signals layer. Pure.
#ifndef IMPRIMATUR_SIGNALS_VALUES_H_
#define IMPRIMATUR_SIGNALS_VALUES_H_

#include <string_view>

namespace imprimatur {

[[nodiscard]] inline bool is_address(std::string_view value) {
  return (value.starts_with("http://") || value.starts_with("https://") ||
          value.starts_with("//") || value.starts_with("/")) &&
         value.find(' ') == std::string_view::npos;
}

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_VALUES_H_
