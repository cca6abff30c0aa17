#include "rules/gates.h"

#include "text/gram.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kMostGrams = 8;  // of a phrase: enough to tell, spread over its length

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

// A phrase without grams may stand anywhere, and so may its set.
void add_set(const std::vector<std::string>& set, std::vector<std::uint16_t>& code) {
  std::vector<std::vector<std::uint16_t>> phrases;
  std::size_t size = 2 + 2 * set.size();
  for (const std::string& phrase : set) {
    phrases.push_back(grams_of(phrase));
    size += phrases.back().size();
    if (phrases.back().empty()) {
      return;
    }
  }
  if (set.empty() || size > std::numeric_limits<std::uint16_t>::max()) {
    return;
  }
  code.push_back(static_cast<std::uint16_t>(size));
  code.push_back(static_cast<std::uint16_t>(set.size()));
  for (const auto& grams : phrases) {
    code.push_back(grams.front());
  }
  std::size_t at = 2 + 2 * set.size();
  for (const auto& grams : phrases) {
    code.push_back(static_cast<std::uint16_t>(at));
    at += grams.size();
  }
  for (const auto& grams : phrases) {
    code.push_back(static_cast<std::uint16_t>(grams.size() - 1));
    code.insert(code.end(), grams.begin() + 1, grams.end());
  }
}

}  // namespace

Gates make_gates(const std::vector<std::vector<std::string>>& sets) {
  Gates gates;
  std::vector<std::uint16_t> code;
  for (const auto& set : sets) {
    const bool signs =
        std::all_of(set.begin(), set.end(), [](const auto& phrase) { return phrase.size() == 1; });
    if (!signs) {
      add_set(set, code);
      continue;
    }
    for (const std::string& sign : set) {
      gates.marks.add(static_cast<unsigned char>(sign.front()));
    }
  }
  if (!code.empty()) {
    gates.code = std::move(code);
  }
  return gates;
}

bool Gates::phrase_grams(std::vector<PhraseGrams>& grams) const {
  const std::uint16_t* least = nullptr;
  for (const std::uint16_t *set = code.data(), *end = set + code.size(); set < end; set += set[0]) {
    least = least == nullptr || set[1] < least[1] ? set : least;
  }
  if (least == nullptr) {
    return false;
  }
  const std::size_t phrases = least[1];
  const std::uint16_t* const firsts = least + 2;
  const std::uint16_t* const places = firsts + phrases;
  grams.clear();
  for (std::size_t i = 0; i < phrases; ++i) {
    const std::uint16_t* const rest = least + places[i];
    const std::size_t count = *rest;
    PhraseGrams& some = grams.emplace_back();
    some.fill(firsts[i]);
    // The last one lies farthest from the others.
    if (count > 0) {
      some[1] = rest[count];
    }
    if (count > 1) {
      some[2] = rest[count / 2];
    }
  }
  return true;
}

}  // namespace imprimatur
