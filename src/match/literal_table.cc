#include "match/literal_table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace imprimatur {
namespace {

// A few bytes of each literal, its key, are hashed into a bit map; the text is asked at every byte
// and what the map lets through is compared. Most literals have long keys, which are rare in any
// text; short ones have a map of their own, small enough for the first-level cache.
constexpr std::size_t kLongKey = 6;
constexpr std::size_t kShortKey = 4;
constexpr unsigned kLongBits = 19;
constexpr unsigned kShortBits = 16;
constexpr unsigned kBucketBits = 14;
constexpr std::size_t kChunk = 4096;
constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15U;
constexpr std::uint64_t kLongMask = (std::uint64_t{1} << (8 * kLongKey)) - 1;
constexpr std::uint64_t kShortMask = (std::uint64_t{1} << (8 * kShortKey)) - 1;

constexpr std::uint64_t hash_of(std::uint64_t word, std::uint64_t mask) {
  return (word & mask) * kMultiplier;
}

// Eight bytes from `at` on, as far as the text goes, the first one lowest.
std::uint64_t load_word(std::string_view text, std::size_t at) {
  std::uint64_t word = 0;
  std::memcpy(&word, text.data() + at, std::min<std::size_t>(8, text.size() - at));
  return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
}

// How common a byte is in text, roughly, so that keys are taken where literals are rare.
constexpr std::array<unsigned char, 256> make_commonness() {
  constexpr std::string_view kByFrequency = "zqjxkvbwpgyfmcuhldrsnotaie ";
  std::array<unsigned char, 256> common{};
  for (std::size_t byte = 0; byte < common.size(); ++byte) {
    common[byte] = byte >= 0xC0 ? 18 : byte >= 0x80 ? 10 : 4;
  }
  for (std::size_t place = 0; place < kByFrequency.size(); ++place) {
    common[static_cast<unsigned char>(kByFrequency[place])] = static_cast<unsigned char>(place);
  }
  return common;
}
constexpr std::array<unsigned char, 256> kCommonness = make_commonness();

std::size_t best_key(std::string_view literal, std::size_t key) {
  std::size_t best = 0;
  int least = 1 << 20;
  for (std::size_t at = 0; at + key <= literal.size(); ++at) {
    int sum = 0;
    for (std::size_t i = 0; i < key; ++i) {
      sum += kCommonness[static_cast<unsigned char>(literal[at + i])];
    }
    if (sum < least) {
      least = sum;
      best = at;
    }
  }
  return best;
}

struct Entry {
  std::uint64_t hash = 0;
  std::uint32_t literal = 0;
  std::uint32_t begin = 0;  // of the literal in the blob
  std::uint16_t size = 0;
  std::uint16_t offset = 0;  // of the key in the literal
};

// The literals with keys of one length.
struct KeyTable {
  std::size_t key;
  unsigned bits;
  std::uint64_t mask;
  std::vector<std::uint64_t> map;
  std::vector<Entry> entries;                // by bucket
  std::vector<std::uint32_t> bucket_begins;  // one more than there are buckets

  KeyTable(std::size_t key_bytes, unsigned map_bits, std::uint64_t key_mask)
      : key(key_bytes), bits(map_bits), mask(key_mask), map(std::size_t{1} << (map_bits - 6)) {}

  [[nodiscard]] bool maybe(std::uint64_t hash) const {
    const std::uint64_t bit = hash >> (64 - bits);
    return ((map[bit >> 6U] >> (bit & 63U)) & 1U) != 0;
  }
  void add(const SearchLiteral& literal, std::uint32_t index, std::string& blob);
  void finish();
  void verify(std::string_view text,
              std::size_t at,
              std::string_view blob,
              std::vector<LiteralHit>& hits) const;
};

void KeyTable::add(const SearchLiteral& literal, std::uint32_t index, std::string& blob) {
  const std::size_t offset = best_key(literal.bytes, key);
  const std::uint64_t hash = hash_of(load_word(literal.bytes, offset), mask);
  const std::uint64_t bit = hash >> (64 - bits);
  map[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
  entries.push_back({hash,
                     index,
                     static_cast<std::uint32_t>(blob.size()),
                     static_cast<std::uint16_t>(literal.bytes.size()),
                     static_cast<std::uint16_t>(offset)});
  blob += literal.bytes;
}

void KeyTable::finish() {
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.literal < b.literal;
  });
  bucket_begins.assign((std::size_t{1} << kBucketBits) + 1, 0);
  for (const Entry& entry : entries) {
    ++bucket_begins[(entry.hash >> (64 - kBucketBits)) + 1];
  }
  for (std::size_t i = 1; i < bucket_begins.size(); ++i) {
    bucket_begins[i] += bucket_begins[i - 1];
  }
}

void KeyTable::verify(std::string_view text,
                      std::size_t at,
                      std::string_view blob,
                      std::vector<LiteralHit>& hits) const {
  const std::uint64_t hash = hash_of(load_word(text, at), mask);
  const std::uint64_t bucket = hash >> (64 - kBucketBits);
  for (std::uint32_t i = bucket_begins[bucket]; i < bucket_begins[bucket + 1]; ++i) {
    const Entry& entry = entries[i];
    if (entry.hash != hash || entry.offset > at) {
      continue;
    }
    const std::size_t begin = at - entry.offset;
    if (begin + entry.size <= text.size() &&
        text.substr(begin, entry.size) == blob.substr(entry.begin, entry.size)) {
      hits.push_back({entry.literal, begin + entry.size});
    }
  }
}

}  // namespace

struct LiteralTable::State {
  KeyTable longs{kLongKey, kLongBits, kLongMask};
  KeyTable shorts{kShortKey, kShortBits, kShortMask};
  std::string blob;  // the bytes of all literals
  // Literals shorter than a short key are a handful; the first two bytes of each are looked up.
  struct Tiny {
    std::uint64_t key = 0;
    std::uint32_t literal = 0;
    SearchLiteral bytes;
  };
  std::vector<Tiny> tiny;  // by key
  std::vector<std::uint64_t> tiny_map = std::vector<std::uint64_t>(1024);

  static std::uint64_t tiny_key(std::uint64_t word) { return word & 0xFFFFU; }
  [[nodiscard]] bool maybe_tiny(std::uint64_t word) const {
    const std::uint64_t bit = tiny_key(word);
    return ((tiny_map[bit >> 6U] >> (bit & 63U)) & 1U) != 0;
  }
  void sort_tiny() {
    std::sort(tiny.begin(), tiny.end(), [](const Tiny& a, const Tiny& b) {
      return a.key != b.key ? a.key < b.key : a.literal < b.literal;
    });
  }
  void verify_tiny(std::string_view text, std::size_t at, std::vector<LiteralHit>& hits) const;
};

LiteralTable::LiteralTable() : state_(std::make_unique<State>()) {}
LiteralTable::~LiteralTable() = default;

Result<std::unique_ptr<LiteralTable>> LiteralTable::make(
    const std::vector<SearchLiteral>& literals) {
  std::unique_ptr<LiteralTable> table(new LiteralTable());
  State& state = *table->state_;
  for (std::uint32_t i = 0; i < literals.size(); ++i) {
    const SearchLiteral& literal = literals[i];
    if (literal.bytes.size() < 2 || literal.bytes.size() > 1000) {
      return fail(ErrorCode::internal, "a literal of this length cannot be searched");
    }
    if (literal.bytes.size() >= kLongKey) {
      state.longs.add(literal, i, state.blob);
    } else if (literal.bytes.size() >= kShortKey) {
      state.shorts.add(literal, i, state.blob);
    } else {
      const std::uint64_t bit = State::tiny_key(load_word(literal.bytes, 0));
      state.tiny.push_back({bit, i, literal});
      state.tiny_map[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
    }
  }
  state.longs.finish();
  state.shorts.finish();
  state.sort_tiny();
  return table;
}

void LiteralTable::State::verify_tiny(std::string_view text,
                                      std::size_t at,
                                      std::vector<LiteralHit>& hits) const {
  const std::uint64_t key = tiny_key(load_word(text, at));
  auto it =
      std::lower_bound(tiny.begin(), tiny.end(), key, [](const Tiny& entry, std::uint64_t wanted) {
        return entry.key < wanted;
      });
  for (; it != tiny.end() && it->key == key; ++it) {
    const std::string_view bytes = it->bytes.bytes;
    if (text.substr(at, bytes.size()) == bytes) {
      hits.push_back({it->literal, at + bytes.size()});
    }
  }
}

void LiteralTable::scan(std::string_view text, std::vector<LiteralHit>& hits) const {
  struct Candidates {
    std::array<std::uint32_t, kChunk + 1> longs{}, shorts{}, tiny{};
  };
  const auto room = std::make_unique<Candidates>();
  const std::size_t first = hits.size();
  const KeyTable& longs = state_->longs;
  const KeyTable& shorts = state_->shorts;
  auto& maybe_long = room->longs;
  auto& maybe_short = room->shorts;
  auto& maybe_tiny = room->tiny;
  for (std::size_t base = 0; base < text.size(); base += kChunk) {
    const std::size_t end = std::min(text.size(), base + kChunk);
    std::size_t long_count = 0;
    std::size_t short_count = 0;
    std::size_t tiny_count = 0;
    // Candidates are stored without a branch; the last bytes of the text are padded with zeros.
    const auto ask = [&](std::uint64_t word, std::size_t at) {
      maybe_long[long_count] = static_cast<std::uint32_t>(at - base);
      long_count += longs.maybe(hash_of(word, kLongMask)) ? 1U : 0U;
      maybe_short[short_count] = static_cast<std::uint32_t>(at - base);
      short_count += shorts.maybe(hash_of(word, kShortMask)) ? 1U : 0U;
      maybe_tiny[tiny_count] = static_cast<std::uint32_t>(at - base);
      tiny_count += state_->maybe_tiny(word) ? 1U : 0U;
    };
    std::size_t at = base;
    for (; at < end && at + 8 <= text.size(); ++at) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + at, 8);
      ask(std::endian::native == std::endian::little ? word : __builtin_bswap64(word), at);
    }
    for (; at < end; ++at) {
      ask(load_word(text, at), at);
    }
    for (std::size_t i = 0; i < long_count; ++i) {
      longs.verify(text, base + maybe_long[i], state_->blob, hits);
    }
    for (std::size_t i = 0; i < short_count; ++i) {
      shorts.verify(text, base + maybe_short[i], state_->blob, hits);
    }
    for (std::size_t i = 0; i < tiny_count; ++i) {
      state_->verify_tiny(text, base + maybe_tiny[i], hits);
    }
  }
  std::sort(hits.begin() + static_cast<std::ptrdiff_t>(first),
            hits.end(),
            [](const LiteralHit& a, const LiteralHit& b) {
              return a.end != b.end ? a.end < b.end : a.literal < b.literal;
            });
}

}  // namespace imprimatur
