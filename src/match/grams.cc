#include "match/grams.h"

#include "text/gram.h"

#include <algorithm>

namespace imprimatur {

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
  return gates.code.empty() || map_of(range).may_hold(gates);
}

bool TextGrams::may_hold(const Gates& gates) const {
  const auto stands = [this](std::uint16_t gram) { return holds(gram); };
  const auto phrase_stands = [&](const std::uint16_t* rest) {
    return std::all_of(rest + 1, rest + 1 + *rest, stands);
  };
  const std::uint16_t* const end = gates.code.data() + gates.code.size();
  for (const std::uint16_t* set = gates.code.data(); set < end; set += set[0]) {
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
