// Letters of other scripts that look like Latin ones. Upper-case shapes count as well as lower-case
// ones, so a small letter may stand for a Latin capital (U+0432 for B).
#include "text/fold.h"
#include "text/look_alike.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace imprimatur {

namespace {

struct Pair {
  char32_t from;
  char32_t latin;
};

constexpr Pair kPairs[] = {
    // Latin small capitals and phonetic letters
    {0x0251, 'a'},
    {0x0261, 'g'},
    {0x0262, 'g'},
    {0x0269, 'i'},
    {0x026A, 'i'},
    {0x0274, 'n'},
    {0x0280, 'r'},
    {0x028F, 'y'},
    {0x0299, 'b'},
    {0x029C, 'h'},
    {0x029F, 'l'},
    // Greek
    {0x0391, 'a'},
    {0x0392, 'b'},
    {0x0395, 'e'},
    {0x0396, 'z'},
    {0x0397, 'h'},
    {0x0399, 'i'},
    {0x039A, 'k'},
    {0x039C, 'm'},
    {0x039D, 'n'},
    {0x039F, 'o'},
    {0x03A1, 'p'},
    {0x03A4, 't'},
    {0x03A5, 'y'},
    {0x03A7, 'x'},
    {0x03B1, 'a'},
    {0x03B3, 'y'},
    {0x03B5, 'e'},
    {0x03B7, 'n'},
    {0x03B9, 'i'},
    {0x03BA, 'k'},
    {0x03BD, 'v'},
    {0x03BF, 'o'},
    {0x03C1, 'p'},
    {0x03C4, 't'},
    {0x03C5, 'u'},
    {0x03C7, 'x'},
    {0x03C9, 'w'},
    {0x03F2, 'c'},
    {0x03F3, 'j'},
    {0x03F9, 'c'},
    {0x037F, 'j'},
    // Cyrillic
    {0x0405, 's'},
    {0x0406, 'i'},
    {0x0408, 'j'},
    {0x0410, 'a'},
    {0x0412, 'b'},
    {0x0415, 'e'},
    {0x041A, 'k'},
    {0x041C, 'm'},
    {0x041D, 'h'},
    {0x041E, 'o'},
    {0x0420, 'p'},
    {0x0421, 'c'},
    {0x0422, 't'},
    {0x0423, 'y'},
    {0x0425, 'x'},
    {0x0430, 'a'},
    {0x0432, 'b'},
    {0x0435, 'e'},
    {0x043A, 'k'},
    {0x043C, 'm'},
    {0x043D, 'h'},
    {0x043E, 'o'},
    {0x0440, 'p'},
    {0x0441, 'c'},
    {0x0442, 't'},
    {0x0443, 'y'},
    {0x0445, 'x'},
    {0x0455, 's'},
    {0x0456, 'i'},
    {0x0458, 'j'},
    {0x0461, 'w'},
    {0x0474, 'v'},
    {0x0475, 'v'},
    {0x04AE, 'y'},
    {0x04AF, 'y'},
    {0x04BA, 'h'},
    {0x04BB, 'h'},
    {0x04C0, 'i'},
    {0x04CF, 'l'},
    {0x0501, 'd'},
    {0x050C, 'g'},
    {0x051A, 'q'},
    {0x051B, 'q'},
    {0x051C, 'w'},
    {0x051D, 'w'},
    // Armenian
    {0x054D, 'u'},
    {0x054F, 's'},
    {0x0555, 'o'},
    {0x0570, 'h'},
    {0x0578, 'n'},
    {0x057D, 'u'},
    {0x0581, 'g'},
    {0x0585, 'o'},
    // Cherokee
    {0x13A0, 'd'},
    {0x13A1, 'r'},
    {0x13A2, 't'},
    {0x13A9, 'y'},
    {0x13AA, 'a'},
    {0x13AB, 'j'},
    {0x13AC, 'e'},
    {0x13B3, 'w'},
    {0x13B7, 'm'},
    {0x13BB, 'h'},
    {0x13C0, 'g'},
    {0x13C3, 'z'},
    {0x13CF, 'b'},
    {0x13D2, 'r'},
    {0x13D4, 'w'},
    {0x13DA, 's'},
    {0x13D9, 'v'},
    {0x13DE, 'l'},
    {0x13DF, 'c'},
    {0x13E2, 'p'},
    {0x13E6, 'k'},
    {0x13F4, 'b'},
    // Latin small capitals
    {0x1D00, 'a'},
    {0x1D04, 'c'},
    {0x1D05, 'd'},
    {0x1D07, 'e'},
    {0x1D0A, 'j'},
    {0x1D0B, 'k'},
    {0x1D0D, 'm'},
    {0x1D0F, 'o'},
    {0x1D18, 'p'},
    {0x1D1B, 't'},
    {0x1D1C, 'u'},
    {0x1D20, 'v'},
    {0x1D21, 'w'},
    {0x1D22, 'z'},
    // Roman numerals
    {0x2160, 'i'},
    {0x2164, 'v'},
    {0x2169, 'x'},
    {0x216C, 'l'},
    {0x216D, 'c'},
    {0x216E, 'd'},
    {0x216F, 'm'},
    {0x2170, 'i'},
    {0x2174, 'v'},
    {0x2179, 'x'},
    {0x217C, 'l'},
    {0x217D, 'c'},
    {0x217E, 'd'},
    {0x217F, 'm'},
    // Lisu
    {0xA4D0, 'b'},
    {0xA4D1, 'p'},
    {0xA4D2, 'd'},
    {0xA4D3, 'd'},
    {0xA4D4, 't'},
    {0xA4D6, 'g'},
    {0xA4D7, 'k'},
    {0xA4D9, 'j'},
    {0xA4DA, 'c'},
    {0xA4DC, 'z'},
    {0xA4DD, 'f'},
    {0xA4DF, 'm'},
    {0xA4E0, 'n'},
    {0xA4E1, 'l'},
    {0xA4E2, 's'},
    {0xA4E3, 'r'},
    {0xA4E6, 'v'},
    {0xA4E7, 'h'},
    {0xA4EA, 'w'},
    {0xA4EB, 'x'},
    {0xA4EC, 'y'},
    {0xA4EE, 'a'},
    {0xA4F0, 'e'},
    {0xA4F2, 'i'},
    {0xA4F3, 'o'},
    {0xA4F4, 'u'},
};

constexpr bool by_code(const Pair& a, const Pair& b) {
  return a.from < b.from;
}

constexpr auto sorted_pairs() {
  std::array<Pair, std::size(kPairs)> pairs{};
  std::copy(std::begin(kPairs), std::end(kPairs), pairs.begin());
  std::sort(pairs.begin(), pairs.end(), by_code);
  return pairs;
}
constexpr auto kSorted = sorted_pairs();

// Which of the blocks of 64 characters have any of them: most have none.
constexpr std::size_t kBlock = 64;
constexpr auto make_blocks() {
  std::array<bool, 0xA500 / kBlock> blocks{};
  for (const Pair& pair : kPairs) {
    blocks[pair.from / kBlock] = true;
  }
  return blocks;
}
constexpr auto kBlocks = make_blocks();

constexpr Pair kCyrillic[] = {
    {0x0430, 'a'}, {0x0432, 'B'}, {0x0435, 'e'}, {0x043A, 'k'}, {0x043C, 'M'}, {0x043D, 'H'},
    {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 'T'}, {0x0443, 'y'}, {0x0445, 'x'},
    {0x0456, 'i'}, {0x0430, 'A'}, {0x0435, 'E'}, {0x043A, 'K'}, {0x043E, 'O'}, {0x0440, 'P'},
    {0x0441, 'C'}, {0x0443, 'Y'}, {0x0445, 'X'}, {0x0456, 'I'}, {0x043A, 'K'}, {0x043C, 'm'},
};

}  // namespace

char32_t confusable_latin(char32_t c) {
  if (c / kBlock >= kBlocks.size() || !kBlocks[c / kBlock]) {
    return 0;
  }
  const auto* found = std::lower_bound(kSorted.begin(), kSorted.end(), Pair{c, 0}, by_code);
  return found != kSorted.end() && found->from == c ? found->latin : 0;
}

char32_t confusable_cyrillic(char32_t c) {
  for (const Pair& pair : kCyrillic) {
    if (c == pair.latin) {
      return pair.from;
    }
  }
  return 0;
}

}  // namespace imprimatur
