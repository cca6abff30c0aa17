#include "base/hash.h"

#include <xxhash.h>

namespace imprimatur {

std::uint64_t hash64(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string hash_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::uint64_t hash = hash64(bytes);
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) {
    out.push_back(kDigits[(hash >> shift) & 0xF]);
  }
  return out;
}

}  // namespace imprimatur
