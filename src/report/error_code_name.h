// The names of error codes in reports; part of schema 1.
#ifndef IMPRIMATUR_REPORT_ERROR_CODE_NAME_H_
#define IMPRIMATUR_REPORT_ERROR_CODE_NAME_H_

#include "base/result.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace imprimatur {

inline constexpr std::array<std::string_view, 8> kErrorCodeNames = {
    "usage", "rules", "not-found", "unreadable", "unsupported", "encoding", "limit", "internal"};

[[nodiscard]] constexpr std::string_view error_code_name(ErrorCode code) {
  return kErrorCodeNames[static_cast<std::size_t>(code)];
}

}  // namespace imprimatur

#endif  // IMPRIMATUR_REPORT_ERROR_CODE_NAME_H_
