#include "text/literal_keys.h"

#include <catch2/catch.hpp>

#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

using Places = std::vector<std::size_t>;
constexpr unsigned kShift = 32 - 10;

std::uint64_t word_at(const std::string& text, std::size_t at) {
  std::uint64_t word = 0;
  std::memcpy(&word, text.data() + at, sizeof word);
  return word;
}

Places one_by_one(const std::string& text,
                  std::size_t size,
                  std::size_t key_bytes,
                  const std::vector<std::uint64_t>& map) {
  Places places;
  for (std::size_t at = 0; at + kKeyBlock <= size + at % kKeyBlock; at += kKeyStride) {
    const std::uint32_t bit = key_hash(word_at(text, at), key_bytes) >> kShift;
    if ((map[bit / 64] >> (bit % 64) & 1U) != 0) {
      places.push_back(at);
    }
  }
  return places;
}

TEST_CASE("eight places at once are found as one by one", "[literal_keys]") {
  if (!has_fast_keys()) {
    return;
  }
  std::mt19937 random(11);  // NOLINT: the same texts each time
  for (const std::size_t key_bytes : {2U, 3U, 4U, 6U}) {
    for (const std::size_t size : {16U, 17U, 48U, 63U, 4096U}) {
      std::vector<std::uint64_t> map((std::size_t{1} << (32 - kShift)) / 64);
      for (std::uint64_t& word : map) {
        word = std::uint64_t{random()} << 32U | random();
      }
      std::string text;
      for (std::size_t i = 0; i < size + kKeyRoom; ++i) {
        text += static_cast<char>(random() % 256);
      }
      std::vector<std::uint16_t> places(size / kKeyStride + kKeyRoom);
      places.resize(
          find_keys_fast(text.data(), size, key_bytes, map.data(), kShift, places.data()));
      CAPTURE(key_bytes, size);
      CHECK(Places(places.begin(), places.end()) == one_by_one(text, size, key_bytes, map));
      CHECK_FALSE(places.empty());
    }
  }
}

TEST_CASE("only the bytes of a key are hashed", "[literal_keys]") {
  constexpr std::uint64_t kWord = 0x8877665544332211U;
  for (const std::size_t key_bytes : {2U, 3U, 4U, 6U}) {
    const std::uint64_t last = std::uint64_t{1} << (8 * key_bytes - 1);
    CAPTURE(key_bytes);
    CHECK(key_hash(kWord, key_bytes) == key_hash(kWord ^ last << 1U, key_bytes));
    CHECK(key_hash(kWord, key_bytes) != key_hash(kWord ^ last, key_bytes));
  }
}

}  // namespace
}  // namespace imprimatur
