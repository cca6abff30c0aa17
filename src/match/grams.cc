#include "match/grams.h"

#include "rules/rule_set.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace imprimatur {
namespace {

constexpr std::size_t kGram = 3;
constexpr std::size_t kMostGrams = 8;  // of a phrase: enough to tell, spread over its length
constexpr std::uint32_t kMultiplier = 0x9E3779B1U;
constexpr unsigned kShift = 32 - 12;

// A blank of a phrase may be a line break in the text.
constexpr std::uint32_t plain(char c) {
  return c == '\n' ? std::uint32_t{' '} : static_cast<unsigned char>(c);
}

// `bytes`: three, the first one lowest; what stands above them does not count.
constexpr std::uint32_t gram_of(std::uint32_t bytes) {
  return ((bytes & 0xFFFFFFU) * kMultiplier) >> kShift;
}

std::uint32_t gram_at(std::string_view text, std::size_t at) {
  return gram_of(plain(text[at]) | (plain(text[at + 1]) << 8U) | (plain(text[at + 2]) << 16U));
}

void add_phrase(std::string_view phrase, std::vector<std::uint16_t>& code) {
  const std::size_t grams = phrase.size() < kGram ? 0 : phrase.size() - kGram + 1;
  const std::size_t count = std::min(grams, kMostGrams);
  code.push_back(static_cast<std::uint16_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    code.push_back(static_cast<std::uint16_t>(gram_at(phrase, i * grams / count)));
  }
}

}  // namespace

Gates::Gates(std::string_view joined) {
  code_.reserve(joined.size());  // a phrase of n bytes has n - 2 grams at most, and their number
  std::size_t set_at = 0;
  bool in_set = false;
  for (std::size_t begin = 0; begin < joined.size();) {
    if (joined[begin] == kGateEnd) {
      in_set = false;
      ++begin;
      continue;
    }
    if (!in_set) {
      in_set = true;
      set_at = code_.size();
      code_.push_back(0);
    }
    const std::size_t end = joined.find(kPhraseEnd, begin);
    add_phrase(joined.substr(begin, end - begin), code_);
    ++code_[set_at];
    begin = end + 1;
  }
}

bool Gates::first_grams(std::vector<std::uint16_t>& grams) const {
  std::vector<std::uint16_t> set;
  bool any = false;
  for (const std::uint16_t *at = code_.data(), *end = at + code_.size(); at < end;) {
    set.clear();
    bool usable = true;
    for (std::uint16_t phrases = *at++; phrases > 0; --phrases) {
      const std::uint16_t count = *at++;
      usable = usable && count > 0;
      if (usable) {
        set.push_back(*at);
      }
      at += count;
    }
    if (usable && (!any || set.size() < grams.size())) {
      grams = set;
      any = true;
    }
  }
  return any;
}

void TextGrams::add(std::string_view text) {
  const auto set = [&](std::uint32_t gram) { map_[gram / 64] |= std::uint64_t{1} << (gram % 64); };
  std::size_t at = 0;
  // Most texts have no line break: four bytes are read at once.
  if (std::endian::native == std::endian::little && text.find('\n') == std::string_view::npos) {
    for (; at + sizeof(std::uint32_t) <= text.size(); ++at) {
      std::uint32_t bytes = 0;
      std::memcpy(&bytes, text.data() + at, sizeof bytes);
      set(gram_of(bytes));
    }
  }
  for (; at + kGram <= text.size(); ++at) {
    set(gram_at(text, at));
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
  const std::uint16_t* at = gates.code_.data();
  const std::uint16_t* const end = at + gates.code_.size();
  while (at < end) {
    bool held = false;
    for (std::uint16_t phrases = *at++; phrases > 0; --phrases) {
      const std::uint16_t count = *at++;
      held = held || std::all_of(at, at + count, [&](std::uint16_t gram) {
               return ((map_[gram / 64] >> (gram % 64U)) & 1U) != 0;
             });
      at += count;
    }
    if (!held) {
      return false;
    }
  }
  return true;
}

}  // namespace imprimatur
