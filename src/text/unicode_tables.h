// Generated Unicode data (unicode_tables.py) and its lookup. Private to the text layer.
#ifndef IMPRIMATUR_TEXT_UNICODE_TABLES_H_
#define IMPRIMATUR_TEXT_UNICODE_TABLES_H_

#include <cstddef>
#include <cstdint>

namespace imprimatur::unicode {

// Class flags of a code point.
inline constexpr std::uint8_t kLetter = 1;
inline constexpr std::uint8_t kMark = 2;
inline constexpr std::uint8_t kDigit = 4;
inline constexpr std::uint8_t kUpper = 8;
inline constexpr std::uint8_t kLower = 16;
inline constexpr std::uint8_t kWide = 32;
inline constexpr std::uint8_t kZeroWidth = 64;
inline constexpr std::uint8_t kSpaceless = 128;  // script written without spaces

// Two-stage tables with blocks of 32. In kFoldBlocks 0 means unchanged, 1 dropped.
extern const std::uint8_t kFoldIndex[2048];
extern const std::uint16_t kFoldBlocks[];
extern const std::uint16_t kClassIndex[4096];
extern const char kClassBlocks[];
extern const std::uint8_t kClassFlags[128];

// Beyond U+FFFF: runs that fold to `target` and on.
struct FoldRun {
  char32_t first;
  char32_t last;
  char32_t target;
};
extern const FoldRun kFoldRuns[];
extern const std::size_t kFoldRunCount;

[[nodiscard]] inline std::uint8_t flags_of(char32_t c) {
  if (c < 0x20000) {
    const std::size_t at = std::size_t{kClassIndex[c >> 5]} * 32 + (c & 31);
    return kClassFlags[static_cast<unsigned char>(kClassBlocks[at])];
  }
  if (c < 0x323B0) {  // Han extensions
    return kLetter | kWide | kSpaceless;
  }
  return c >= 0xE0000 && c < 0xE01F0 ? kZeroWidth : 0;
}

}  // namespace imprimatur::unicode

#endif  // IMPRIMATUR_TEXT_UNICODE_TABLES_H_
