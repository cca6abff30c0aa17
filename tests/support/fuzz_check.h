// What fuzz targets share: the input as text, and a check that no build type switches off.
#ifndef IMPRIMATUR_TESTS_SUPPORT_FUZZ_CHECK_H_
#define IMPRIMATUR_TESTS_SUPPORT_FUZZ_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace imprimatur::fuzz {

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
  }
}

}  // namespace imprimatur::fuzz

#endif  // IMPRIMATUR_TESTS_SUPPORT_FUZZ_CHECK_H_
