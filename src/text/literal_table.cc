#include "text/literal_table.h"

#include "text/literal_keys.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <unordered_map>
#include <utility>

namespace imprimatur {
namespace {

// A few bytes of each literal, its key, are hashed into a bit map. The text is asked at every
// second byte, so a literal has two keys, one for each way it can lie; what the map lets through is
// compared. Long keys are rare in any text, so a literal has the longest that its size allows.
constexpr std::size_t kStride = kKeyStride;
constexpr std::size_t kChunk = 4096;
constexpr std::size_t kKeysWithin = 1000;  // bytes of a literal
constexpr std::size_t kWordBytes = sizeof(LiteralTable::Entry::word);
constexpr std::size_t kWordsWithin = 256;
constexpr int kKnown = 40;  // of a byte of the key: commoner than any other
// Bits of the map for each key: what does not stand in the table is seldom let through.
constexpr std::size_t kRoom = 16;
constexpr std::size_t kLeastBits = 1024;
constexpr int kShared = 6;  // as bad as a key that stands for twice as many literals

using Keys = LiteralTable::Keys;
using Entry = LiteralTable::Entry;

constexpr std::uint64_t mask_of(std::size_t bytes) {
  return bytes >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * bytes)) - 1;
}

// Of a hash to a number below `count`, a power of two.
unsigned shift_to(std::size_t count) {
  return 32U - static_cast<unsigned>(std::countr_zero(count));
}

std::uint64_t little(std::uint64_t word) {
  return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
}

std::uint64_t load_whole(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return little(word);
}

// Eight bytes from `at` on, as far as the text goes, the first one lowest.
std::uint64_t load_word(std::string_view text, std::size_t at) {
  std::uint64_t word = 0;
  std::memcpy(&word, text.data() + at, std::min<std::size_t>(8, text.size() - at));
  return little(word);
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

// The kind of key of a literal of this size: room for two of them, one behind the other.
std::size_t kind_of(std::size_t size) {
  std::size_t kind = 0;
  while (kind + 1 < LiteralTable::kKeyBytes.size() &&
         LiteralTable::kKeyBytes[kind] + kStride - 1 > size) {
    ++kind;
  }
  return kind;
}

class KeysMaker {
 public:
  explicit KeysMaker(std::size_t key_bytes) : key_bytes_(key_bytes) {}

  void add(std::string_view literal, std::uint32_t index) {
    for (std::size_t first = 0; first < kStride; ++first) {
      if (first + key_bytes_ > literal.size()) {
        add_behind(literal, index);
        continue;
      }
      const std::size_t offset = best_key(literal, first);
      const std::uint64_t key = load_word(literal, offset);
      ++uses_[key & mask_of(key_bytes_)];
      entries_.push_back({key, entry_of(literal, index, offset)});
    }
  }

  Keys take() {
    if (entries_.empty()) {
      return {};
    }
    const std::size_t bits = std::bit_ceil(std::max(entries_.size() * kRoom, kLeastBits));
    const std::size_t count = std::bit_ceil(std::max<std::size_t>(entries_.size(), 2));
    std::vector<std::uint64_t> map(bits / 64);
    for (const Keyed& keyed : entries_) {
      const std::size_t bit = key_hash(keyed.key, key_bytes_) >> shift_to(bits);
      map[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    const auto bucket = [&](const Keyed& keyed) {
      return key_hash(keyed.key, key_bytes_) >> shift_to(count);
    };
    std::stable_sort(entries_.begin(), entries_.end(), [&](const Keyed& a, const Keyed& b) {
      return bucket(a) < bucket(b);
    });
    std::vector<std::uint32_t> buckets(count + 1);
    std::vector<Entry> entries;
    entries.reserve(entries_.size());
    for (const Keyed& keyed : entries_) {
      ++buckets[bucket(keyed) + 1];
      entries.push_back(keyed.entry);
    }
    for (std::size_t i = 1; i < buckets.size(); ++i) {
      buckets[i] += buckets[i - 1];
    }
    return {std::move(map), std::move(buckets), std::move(entries)};
  }

 private:
  struct Keyed {
    std::uint64_t key = 0;  // and what stands behind it
    Entry entry;
  };

  // A literal no longer than its key: with whatever may stand in front of it.
  void add_behind(std::string_view literal, std::uint32_t index) {
    const Entry entry{load_word(literal, 0), index, -1, 0, word_bytes(literal)};
    for (std::uint64_t before = 0; before < 256; ++before) {
      entries_.push_back({(entry.word << 8U) | before, entry});
    }
  }

  static std::uint8_t word_bytes(std::string_view literal) {
    return static_cast<std::uint8_t>(std::min(kWordBytes, literal.size()));
  }

  // The key at `offset` is as good as known to stand there: what tells the literal from others that
  // have it is the rest, and of that what is rarest.
  [[nodiscard]] Entry entry_of(std::string_view literal,
                               std::uint32_t index,
                               std::size_t offset) const {
    const std::size_t bytes = word_bytes(literal);
    std::size_t best = 0;
    int least = 1 << 20;
    for (std::size_t place = 0; place + bytes <= literal.size() && place < kWordsWithin; ++place) {
      int sum = 0;
      for (std::size_t i = place; i < place + bytes; ++i) {
        const bool known = i >= offset && i < offset + key_bytes_;
        sum += known ? kKnown : kCommonness[static_cast<unsigned char>(literal[i])];
      }
      if (sum < least) {
        least = sum;
        best = place;
      }
    }
    return {load_word(literal, best),
            index,
            static_cast<std::int16_t>(offset),
            static_cast<std::uint8_t>(best),
            static_cast<std::uint8_t>(bytes)};
  }

  // Among those that begin at every second byte from `first` on: the rarest.
  [[nodiscard]] std::size_t best_key(std::string_view literal, std::size_t first) const {
    std::size_t best = first;
    int least = 1 << 20;
    for (std::size_t at = first; at + key_bytes_ <= literal.size() && at < kKeysWithin;
         at += kStride) {
      const auto known = uses_.find(load_word(literal, at) & mask_of(key_bytes_));
      int sum =
          known == uses_.end() ? 0 : kShared * static_cast<int>(std::bit_width(known->second));
      for (std::size_t i = 0; i < key_bytes_; ++i) {
        sum += kCommonness[static_cast<unsigned char>(literal[at + i])];
      }
      if (sum < least) {
        least = sum;
        best = at;
      }
    }
    return best;
  }

  std::size_t key_bytes_;
  std::unordered_map<std::uint64_t, std::uint32_t> uses_;  // key -> literals that have it
  std::vector<Keyed> entries_;
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

// Nothing stands beside a literal at `begin` that may not.
bool bounded(std::string_view text, std::size_t begin, std::size_t size, std::uint8_t bounds) {
  const std::size_t end = begin + size;
  return !((bounds & LiteralTable::kBegins) != 0 && begin > 0 && is_word(text[begin - 1])) &&
         !((bounds & LiteralTable::kEnds) != 0 && end < text.size() && is_word(text[end]));
}

bool is_power(std::size_t n) {
  return n > 1 && (n & (n - 1)) == 0;
}

// `begins` cuts `size` things in pieces.
bool cuts(const Stored<std::uint32_t>& begins, std::size_t size) {
  return !begins.empty() && begins[0] == 0 && begins.back() == size &&
         std::is_sorted(begins.begin(), begins.end());
}

bool is_sound(const Keys& keys, std::size_t key_bytes, const LiteralTable::Parts& parts) {
  if (keys.entries.empty()) {
    return keys.map.empty() && keys.buckets.empty();
  }
  return is_power(keys.map.size()) && is_power(keys.buckets.size() - 1) &&
         cuts(keys.buckets, keys.entries.size()) &&
         std::all_of(keys.entries.begin(), keys.entries.end(), [&](const Entry& entry) {
           if (entry.literal >= parts.bounds.size() || entry.bytes == 0 || entry.offset < -1) {
             return false;
           }
           const std::size_t size = parts.begins[entry.literal + 1] - parts.begins[entry.literal];
           return static_cast<std::size_t>(entry.offset + 1) + key_bytes <= size + 1 &&
                  entry.bytes == std::min(kWordBytes, size) &&
                  std::size_t{entry.place} + entry.bytes <= size;
         });
}

}  // namespace

LiteralTable::LiteralTable(const std::vector<SearchLiteral>& literals) {
  std::vector<char> bytes;
  std::vector<std::uint32_t> begins = {0};
  std::vector<std::uint8_t> bounds;
  std::vector<KeysMaker> makers(kKeyBytes.begin(), kKeyBytes.end());
  for (const SearchLiteral& literal : literals) {
    assert(literal.bytes.size() >= kStride);
    makers[kind_of(literal.bytes.size())].add(literal.bytes,
                                              static_cast<std::uint32_t>(bounds.size()));
    bytes.insert(bytes.end(), literal.bytes.begin(), literal.bytes.end());
    begins.push_back(static_cast<std::uint32_t>(bytes.size()));
    bounds.push_back(
        static_cast<std::uint8_t>((literal.begins ? kBegins : 0) | (literal.ends ? kEnds : 0)));
  }
  parts_ = {std::move(bytes), std::move(begins), std::move(bounds), {}};
  for (std::size_t kind = 0; kind < makers.size(); ++kind) {
    parts_.keys[kind] = makers[kind].take();
  }
}

Result<LiteralTable> LiteralTable::of(Parts parts) {
  bool sound =
      parts.begins.size() == parts.bounds.size() + 1 && cuts(parts.begins, parts.bytes.size());
  for (std::size_t kind = 0; kind < kKeyBytes.size(); ++kind) {
    sound = sound && is_sound(parts.keys[kind], kKeyBytes[kind], parts);
  }
  if (!sound) {
    return fail(ErrorCode::internal, "a table of literals is damaged");
  }
  return LiteralTable(std::move(parts));
}

std::vector<SearchLiteral> LiteralTable::literals() const {
  std::vector<SearchLiteral> out;
  for (std::size_t i = 0; i < size(); ++i) {
    const std::uint8_t bounds = parts_.bounds[i];
    out.push_back({std::string(bytes(i)), (bounds & kBegins) != 0, (bounds & kEnds) != 0});
  }
  return out;
}

// Places in a chunk where a key may stand, with the entries that it may be of.
struct LiteralTable::Candidates {
  std::array<std::uint16_t, kChunk / kStride + kKeyRoom> at;
  std::array<std::uint32_t, kChunk / kStride> first, last;
  std::size_t count = 0;
  bool fast = has_fast_keys();

  // Nothing branches on what is found: the processor goes on while the map, and then the buckets,
  // come from memory. Eight bytes may be read from each place.
  template <std::size_t KeyBytes>
  void find(std::string_view chunk, const Keys& keys) {
    const std::uint64_t* const map = keys.map.data();
    const unsigned shift = shift_to(keys.map.size() * 64);
    std::size_t found = 0;
    std::size_t i = 0;
    if (fast) {
      found = find_keys_fast(chunk.data(), chunk.size(), KeyBytes, map, shift, at.data());
      i = chunk.size() - chunk.size() % kKeyBlock;
    }
    for (; i < chunk.size(); i += kStride) {
      const std::uint32_t bit = key_hash(load_whole(chunk.data() + i), KeyBytes) >> shift;
      at[found] = static_cast<std::uint16_t>(i);
      found += (map[bit / 64] >> (bit % 64)) & 1U;
    }
    const std::uint32_t* const buckets = keys.buckets.data();
    const unsigned bucket_shift = shift_to(keys.buckets.size() - 1);
    const Entry* const entries = keys.entries.data();
    count = 0;
    for (std::size_t place = 0; place < found; ++place) {
      const std::uint32_t bucket =
          key_hash(load_whole(chunk.data() + at[place]), KeyBytes) >> bucket_shift;
      at[count] = at[place];
      first[count] = buckets[bucket];
      last[count] = buckets[bucket + 1];
      __builtin_prefetch(entries + first[count]);
      count += first[count] < last[count] ? 1U : 0U;
    }
  }

  void find(std::size_t kind, std::string_view chunk, const Keys& keys) {
    static_assert(kKeyBytes == std::array<std::size_t, 4>{6, 4, 3, 2});
    switch (kind) {
      case 0:
        return find<6>(chunk, keys);
      case 1:
        return find<4>(chunk, keys);
      case 2:
        return find<3>(chunk, keys);
      default:
        return find<2>(chunk, keys);
    }
  }
};

// `chunk` is text from `base` on, with eight bytes more behind it.
void LiteralTable::search(std::string_view text,
                          std::size_t base,
                          std::string_view chunk,
                          Candidates& candidates,
                          std::vector<LiteralHit>& hits) const {
  for (std::size_t kind = 0; kind < kKeyBytes.size(); ++kind) {
    const Keys& keys = parts_.keys[kind];
    if (keys.entries.empty()) {
      continue;
    }
    candidates.find(kind, chunk, keys);
    for (std::size_t i = 0; i < candidates.count; ++i) {
      const std::size_t at = base + candidates.at[i];
      for (std::uint32_t e = candidates.first[i]; e < candidates.last[i]; ++e) {
        const Entry& entry = keys.entries[e];
        const auto begin = static_cast<std::ptrdiff_t>(at) - entry.offset;
        if (begin < 0) {
          continue;
        }
        const auto from = static_cast<std::size_t>(begin);
        const std::size_t place = from + entry.place;
        const std::uint64_t word = place + kWordBytes <= text.size()
                                       ? load_whole(text.data() + place)
                                       : load_word(text, std::min(place, text.size()));
        if (((entry.word ^ word) << (64 - 8 * entry.bytes)) != 0) {
          continue;
        }
        const std::size_t size =
            entry.bytes < kWordBytes ? entry.bytes : bytes(entry.literal).size();
        if (from + size <= text.size() &&
            (size <= kWordBytes || text.substr(from, size) == bytes(entry.literal)) &&
            bounded(text, from, size, parts_.bounds[entry.literal])) {
          hits.push_back({entry.literal, from + size});
        }
      }
    }
  }
}

void LiteralTable::scan(std::string_view text, std::vector<LiteralHit>& hits) const {
  const std::size_t first = hits.size();
  Candidates candidates;
  std::size_t base = 0;
  for (; base + kChunk + 8 <= text.size(); base += kChunk) {
    search(text, base, text.substr(base, kChunk), candidates, hits);
  }
  std::array<char, kChunk + 16> rest{};  // the last bytes, with zeros behind them
  while (base < text.size()) {
    const std::size_t size = std::min(kChunk, text.size() - base);
    rest.fill(0);
    std::memcpy(rest.data(), text.data() + base, std::min(size + 8, text.size() - base));
    search(text, base, {rest.data(), size}, candidates, hits);
    base += size;
  }
  std::sort(hits.begin() + static_cast<std::ptrdiff_t>(first),
            hits.end(),
            [](const LiteralHit& a, const LiteralHit& b) {
              return a.end != b.end ? a.end < b.end : a.literal < b.literal;
            });
}

}  // namespace imprimatur
