#include "match/grams.h"

#include "rules/rule_set.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kGram = 3;
constexpr std::size_t kMostGrams = 8;  // of a phrase: enough to tell, spread over its length
constexpr std::uint32_t kMultiplier = 0x9E3779B1U;
constexpr unsigned kShift = 32 - 12;

// `bytes`: three, the first one lowest; what stands above them does not count.
constexpr std::uint32_t gram_of(std::uint32_t bytes) {
  return ((bytes & 0xFFFFFFU) * kMultiplier) >> kShift;
}

std::uint32_t little_word(const char* at) {
  std::uint32_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return std::endian::native == std::endian::little ? word : __builtin_bswap32(word);
}

// A blank of a phrase may be a line break in the text: both are blanks here.
std::uint32_t gram_at(std::string_view phrase, std::size_t at) {
  std::array<char, sizeof(std::uint32_t)> piece{};
  std::replace_copy(phrase.begin() + static_cast<std::ptrdiff_t>(at),
                    phrase.begin() + static_cast<std::ptrdiff_t>(at + kGram),
                    piece.begin(),
                    '\n',
                    ' ');
  return gram_of(little_word(piece.data()));
}

// How common a byte is in text, roughly.
constexpr std::array<unsigned char, 256> make_commonness() {
  constexpr std::string_view kByFrequency = "zqjxkvbwpgyfmcuhldrsnotaie ";
  std::array<unsigned char, 256> common{};
  for (std::size_t place = 0; place < kByFrequency.size(); ++place) {
    common[static_cast<unsigned char>(kByFrequency[place])] = static_cast<unsigned char>(place);
  }
  return common;
}
constexpr std::array<unsigned char, 256> kCommonness = make_commonness();

int commonness(std::string_view piece) {
  int sum = 0;
  for (const char c : piece) {
    sum += kCommonness[static_cast<unsigned char>(c)];
  }
  return sum;
}

// The rarest piece comes first: mostly it tells alone that the phrase does not stand there.
std::vector<std::uint16_t> grams_of(std::string_view phrase) {
  const std::size_t grams = phrase.size() < kGram ? 0 : phrase.size() - kGram + 1;
  const std::size_t count = std::min(grams, kMostGrams);
  std::vector<std::uint16_t> out;
  int least = std::numeric_limits<int>::max();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = i * grams / count;
    out.push_back(static_cast<std::uint16_t>(gram_at(phrase, at)));
    if (const int common = commonness(phrase.substr(at, kGram)); common < least) {
      least = common;
      std::swap(out.front(), out.back());
    }
  }
  return out;
}

}  // namespace

Gates::Gates(std::string_view joined) {
  code_.reserve(joined.size());
  std::vector<std::vector<std::uint16_t>> set;
  for (std::size_t begin = 0; begin < joined.size();) {
    if (joined[begin] == kGateEnd) {
      add_set(set);
      set.clear();
      ++begin;
      continue;
    }
    const std::size_t end = joined.find(kPhraseEnd, begin);
    if (set.empty() && end - begin == 1) {
      while (joined[begin] != kGateEnd) {
        marks_.add(static_cast<unsigned char>(joined[begin]));
        begin += 2;  // a sign and kPhraseEnd
      }
      continue;
    }
    set.push_back(grams_of(joined.substr(begin, end - begin)));
    begin = end + 1;
  }
}

// A phrase without grams may stand anywhere, and so may its set.
void Gates::add_set(const std::vector<std::vector<std::uint16_t>>& set) {
  const bool tells =
      std::none_of(set.begin(), set.end(), [](const auto& grams) { return grams.empty(); });
  std::size_t size = 2 + 2 * set.size();
  for (const auto& grams : set) {
    size += grams.size();
  }
  if (set.empty() || !tells || size > std::numeric_limits<std::uint16_t>::max()) {
    return;
  }
  code_.push_back(static_cast<std::uint16_t>(size));
  code_.push_back(static_cast<std::uint16_t>(set.size()));
  for (const auto& grams : set) {
    code_.push_back(grams.front());
  }
  std::size_t at = 2 + 2 * set.size();
  for (const auto& grams : set) {
    code_.push_back(static_cast<std::uint16_t>(at));
    at += grams.size();
  }
  for (const auto& grams : set) {
    code_.push_back(static_cast<std::uint16_t>(grams.size() - 1));
    code_.insert(code_.end(), grams.begin() + 1, grams.end());
  }
}

bool Gates::first_grams(std::vector<std::uint16_t>& grams) const {
  const std::uint16_t* least = nullptr;
  for (const std::uint16_t *set = code_.data(), *end = set + code_.size(); set < end;
       set += set[0]) {
    least = least == nullptr || set[1] < least[1] ? set : least;
  }
  if (least == nullptr) {
    return false;
  }
  grams.assign(least + 2, least + 2 + least[1]);
  return true;
}

void TextGrams::add(std::string_view text) {
  constexpr std::size_t kPiece = 512;
  std::array<char, kPiece + sizeof(std::uint32_t)> piece{};
  for (std::size_t begin = 0; begin + kGram <= text.size(); begin += kPiece) {
    // Four bytes are read at once, the last of which does not count.
    const std::string_view part = text.substr(begin, kPiece + kGram - 1);
    std::replace_copy(part.begin(), part.end(), piece.begin(), '\n', ' ');
    for (std::size_t at = 0; at + kGram <= part.size(); ++at) {
      const std::uint32_t gram = gram_of(little_word(piece.data() + at));
      map_[gram / 64] |= std::uint64_t{1} << (gram % 64);
    }
  }
}

void Grams::assign(std::string_view shadow) {
  shadow_ = shadow;
  const std::size_t count = shadow.size() / kStretch + 1;
  filled_.assign(count, false);
  if (stretches_.size() < count) {
    stretches_.resize(count);
  }
  joined_.clear();
}

// The pieces that begin in a stretch.
const TextGrams& Grams::stretch(std::size_t index) {
  TextGrams& map = stretches_[index];
  if (!filled_[index]) {
    filled_[index] = true;
    map = TextGrams(shadow_.substr(index * kStretch, kStretch + kGram - 1));
  }
  return map;
}

const TextGrams& Grams::map_of(Span range) {
  const std::size_t most = filled_.size() - 1;
  const std::size_t first = std::min(range.begin / kStretch, most);
  const std::size_t last = std::min(range.end / kStretch, most);
  if (first == last) {
    return stretch(first);
  }
  for (auto joined = joined_.rbegin(); joined != joined_.rend(); ++joined) {
    if (joined->first == first && joined->last == last) {
      return joined->map;
    }
    if (joined->last < first) {
      break;
    }
  }
  Joined joined{first, last, stretch(first)};
  for (std::size_t i = first + 1; i <= last; ++i) {
    const TextGrams& next = stretch(i);
    for (std::size_t word = 0; word < next.map_.size(); ++word) {
      joined.map.map_[word] |= next.map_[word];
    }
  }
  joined_.push_back(joined);
  return joined_.back().map;
}

bool Grams::may_hold(const Gates& gates, Span range) {
  return gates.code_.empty() || map_of(range).may_hold(gates);
}

bool TextGrams::may_hold(const Gates& gates) const {
  const std::uint64_t* const map = map_.data();
  const auto stands = [map](std::uint16_t gram) {
    return ((map[gram / 64U] >> (gram % 64U)) & 1U) != 0;
  };
  const auto phrase_stands = [&](const std::uint16_t* rest) {
    return std::all_of(rest + 1, rest + 1 + *rest, stands);
  };
  const std::uint16_t* const end = gates.code_.data() + gates.code_.size();
  for (const std::uint16_t* set = gates.code_.data(); set < end; set += set[0]) {
    const std::size_t phrases = set[1];
    const std::uint16_t* const firsts = set + 2;
    const std::uint16_t* const places = firsts + phrases;
    std::size_t i = 0;
    while (i < phrases && !(stands(firsts[i]) && phrase_stands(set + places[i]))) {
      ++i;
    }
    if (i == phrases) {
      return false;
    }
  }
  return true;
}

}  // namespace imprimatur
