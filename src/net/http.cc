#include "net/http.h"

#include <algorithm>

namespace imprimatur {

std::string_view header_value(const HttpHeaders& headers, std::string_view name) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  for (const auto& [known, value] : headers) {
    if (std::equal(known.begin(), known.end(), name.begin(), name.end(), [&](char a, char b) {
          return lower(a) == lower(b);
        })) {
      return value;
    }
  }
  return {};
}

}  // namespace imprimatur
