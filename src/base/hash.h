// A fast hash for contents and fingerprints: XXH3, 64 bits. Stable across machines and versions;
// not for security. Pure; thread-safe.
#ifndef IMPRIMATUR_BASE_HASH_H_
#define IMPRIMATUR_BASE_HASH_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::uint64_t hash64(std::string_view bytes);

// hash64 as 16 lower-case hexadecimal digits.
[[nodiscard]] std::string hash_hex(std::string_view bytes);

}  // namespace imprimatur

#endif  // IMPRIMATUR_BASE_HASH_H_
