#include "rules/search_sets.h"

#include "rules/anchor_score.h"
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

namespace imprimatur {
namespace {

// Bits, as -log2 of the chance at a place of text. Roughly is enough: they only order the choice.
constexpr double kMostCommonWord = 5;
constexpr double kCommonWord = 10;
constexpr double kRarestWord = 16;
constexpr double kLatinLetter = 2;
constexpr double kOtherLetter = 3;
constexpr double kDenseLetter = 7;
constexpr double kDigit = 4;
constexpr double kFirstLetter = 2;
constexpr double kStop = 5;
constexpr double kMark = 8;
constexpr double kCopyrightSign = 14;
constexpr double kEdge = 1;  // a blank beside a word
// Sets that together are as rare as this announce hardly anything by chance.
constexpr double kRareEnough = 18;
// Sets are not told apart beyond this.
constexpr double kCapped = 13;
// What another set adds at least, and how rare it must be for that.
constexpr double kTellsSomething = 1.5;
constexpr double kTelling = 7.5;
// Literals are cut to about this size where they stay rare enough.
constexpr std::size_t kLongLiteral = 16;

constexpr std::array<std::string_view, 40> kMostCommonWords = {
    "a",    "all",  "an",  "and",  "are",  "as",  "at",   "be",   "been", "but",
    "by",   "can",  "de",  "for",  "from", "has", "have", "he",   "in",   "is",
    "it",   "its",  "la",  "may",  "no",   "not", "of",   "on",   "one",  "or",
    "said", "that", "the", "they", "this", "to",  "was",  "will", "with", "you"};

bool is_dense(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3);
}

double letter_rarity(char32_t c) {
  if (c == U'\u00A9') {
    return kCopyrightSign;
  }
  if (c == U'.' || c == U',') {
    return kStop;
  }
  if (!is_word(c)) {
    return kMark;
  }
  if (is_digit(c)) {
    return kDigit;
  }
  return is_dense(c) ? kDenseLetter : c < 0x80 ? kLatinLetter : kOtherLetter;
}

// `whole`: blanks stand around it in the literal, so it is not the beginning or end of a longer
// one.
double word_rarity(std::string_view word, bool whole) {
  if (word.empty()) {
    return kEdge;
  }
  const bool most_common =
      std::binary_search(kMostCommonWords.begin(), kMostCommonWords.end(), word);
  double bits = kFirstLetter;
  for (std::size_t at = 0; at < word.size();) {
    bits += letter_rarity(next_code_point(word, at));
  }
  bits = std::min(bits, kRarestWord);
  if (most_common) {
    bits = std::min(bits, kMostCommonWord);
  } else if (is_common_word(word)) {
    bits = std::min(bits, kCommonWord);
  }
  return whole ? bits : std::max(bits - kEdge, kEdge);
}

double literal_rarity(std::string_view literal) {
  double bits = 0;
  for (std::size_t begin = 0; begin <= literal.size();) {
    const std::size_t end = std::min(literal.find(' ', begin), literal.size());
    bits += word_rarity(literal.substr(begin, end - begin), begin > 0 && end < literal.size());
    begin = end + 1;
  }
  return bits;
}

// The rarest words in a row of a long literal.
std::string shortened(const std::string& literal) {
  std::string best = literal;
  double most = 0;
  for (std::size_t begin = 0; literal.size() > kLongLiteral && begin < literal.size();) {
    std::size_t end = begin;
    while (end < literal.size() && (end == begin || end - begin < kLongLiteral)) {
      end = std::min(literal.find(' ', end + 1), literal.size());
    }
    const std::string part = literal.substr(begin, end - begin);
    if (const double bits = literal_rarity(part); bits > most) {
      most = bits;
      best = part;
    }
    begin = literal.find(' ', begin + 1);
  }
  return most >= kRareEnough ? best : literal;
}

// Each shortened, without those that hold another.
std::vector<std::string> tidied(const std::vector<std::string>& set) {
  std::vector<std::string> cut;
  std::transform(set.begin(), set.end(), std::back_inserter(cut), shortened);
  std::sort(cut.begin(), cut.end());
  cut.erase(std::unique(cut.begin(), cut.end()), cut.end());
  std::vector<std::string> kept;
  std::copy_if(cut.begin(), cut.end(), std::back_inserter(kept), [&](const std::string& literal) {
    return std::none_of(cut.begin(), cut.end(), [&](const std::string& part) {
      return part.size() < literal.size() && literal.find(part) != std::string::npos;
    });
  });
  return kept;
}

bool usable(const std::vector<std::string>& set) {
  return !set.empty() && std::all_of(set.begin(), set.end(), [](const std::string& literal) {
    return literal.size() >= 2;
  });
}

}  // namespace

double rarity(const std::vector<std::string>& literals) {
  double chance = 0;
  for (const std::string& literal : literals) {
    chance += std::exp2(-literal_rarity(literal));
  }
  return chance > 0 ? -std::log2(chance) : 0;
}

std::vector<PlacedSet> choose_search_sets(std::vector<PlacedSet> candidates,
                                          const SearchLimits& limits) {
  struct Candidate {
    double bits = 0;
    PlacedSet set;
  };
  std::vector<Candidate> sorted;
  for (const PlacedSet& set : candidates) {
    if (usable(set.literals)) {
      std::vector<std::string> kept = tidied(set.literals);
      const double bits = rarity(kept);
      sorted.push_back({bits, {std::move(kept), set.before}});
    }
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Candidate& a, const Candidate& b) {
    // Among sets that are rare enough the smaller one is searched faster.
    const double x = std::min(a.bits, kCapped);
    const double y = std::min(b.bits, kCapped);
    return x != y ? x > y : a.set.literals.size() < b.set.literals.size();
  });
  // One of a set stands by chance somewhere near in so many places.
  const double near = std::log2(static_cast<double>(std::max<std::size_t>(limits.reach, 2)));
  double known = limits.known;
  std::vector<PlacedSet> chosen;
  for (Candidate& candidate : sorted) {
    const bool first = chosen.empty() && known <= 0;
    // Words of one matter stand together more often than by chance, so a far set tells little, but
    // something.
    const double adds = first ? candidate.bits : std::max(candidate.bits - near, kTellsSomething);
    if (chosen.size() >= limits.sets ||
        (!first && (known >= kRareEnough || candidate.bits < std::min(kTelling, near + 1)))) {
      break;
    }
    const bool old = std::any_of(chosen.begin(), chosen.end(), [&](const auto& other) {
      return implied(candidate.set.literals, other.literals) ||
             implied(other.literals, candidate.set.literals);
    });
    if (!old) {
      known += adds;
      chosen.push_back(std::move(candidate.set));
    }
  }
  return chosen;
}

}  // namespace imprimatur
