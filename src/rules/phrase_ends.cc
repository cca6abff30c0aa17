#include "rules/phrase_ends.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace imprimatur {
namespace {

using Strings = std::vector<std::string>;

constexpr std::size_t kMostEnds = 64;
// Ends are cut to the most of these sizes at which they are few.
constexpr std::array<std::size_t, 5> kEndBytes = {24, 16, 12, 8, 5};

// At most so many bytes of an end, without a part of a word if a blank allows it.
std::string cut_end(const std::string& text, std::size_t bytes, End end) {
  const auto inside = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  if (text.size() <= bytes) {
    return text;
  }
  if (end == End::head) {
    while (inside(bytes)) {
      --bytes;
    }
    const std::size_t blank = text.rfind(' ', bytes - 1);
    return text.substr(0, blank < bytes && blank + 1 >= kShortPhrase ? blank + 1 : bytes);
  }
  std::size_t begin = text.size() - bytes;
  while (begin < text.size() && inside(begin)) {
    ++begin;
  }
  const std::size_t blank = text.find(' ', begin);
  return text.substr(blank < text.size() && text.size() - blank >= kShortPhrase ? blank : begin);
}

Strings cut_ends(const Strings& texts, std::size_t bytes, End end) {
  Strings out;
  std::transform(texts.begin(), texts.end(), std::back_inserter(out), [&](const auto& text) {
    return cut_end(text, bytes, end);
  });
  tidy(out);
  return out;
}

}  // namespace

void tidy(Strings& strings) {
  std::sort(strings.begin(), strings.end());
  strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
}

std::vector<std::string> cross(const Strings& a, const Strings& b) {
  Strings out;
  out.reserve(a.size() * b.size());
  for (const std::string& x : a) {
    for (const std::string& y : b) {
      out.push_back(x + y);
    }
  }
  tidy(out);
  return out;
}

std::vector<std::string> few_ends(const Strings& texts, End end) {
  for (const std::size_t bytes : kEndBytes) {
    if (Strings out = cut_ends(texts, bytes, end); out.size() <= kMostEnds) {
      return out;
    }
  }
  return {};
}

std::vector<std::string> joined(const Strings& tails, const Strings& heads, bool whole) {
  for (const std::size_t bytes : kEndBytes) {
    const Strings left = cut_ends(tails, bytes, End::tail);
    const Strings right = whole ? heads : cut_ends(heads, bytes, End::head);
    if (left.size() * right.size() <= kMaxExact) {
      return cross(left, right);
    }
  }
  return {};
}

}  // namespace imprimatur
