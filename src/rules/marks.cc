#include "rules/marks.h"

#include "rules/regex.h"

#include <algorithm>
#include <bit>

namespace imprimatur {
namespace {

using Kind = RegexNode::Kind;

bool is_mark(char32_t c) {
  const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
  return c > U' ' && c < 0x7F && !letter && !(c >= U'0' && c <= U'9');
}

// Less is rarer in running text.
int commonness(const Marks& marks) {
  constexpr std::string_view kCommon = "-\"':,.";
  int sum = std::popcount(marks.bits[0]) + std::popcount(marks.bits[1]);
  for (std::size_t place = 0; place < kCommon.size(); ++place) {
    Marks one;
    one.add(static_cast<unsigned char>(kCommon[place]));
    sum += marks.meet(one) ? 8 * static_cast<int>(place + 1) : 0;
  }
  return sum;
}

Marks rarest(const std::vector<RegexNode>& children) {
  Marks best;
  for (const RegexNode& child : children) {
    const Marks marks = required_marks(child);
    if (!marks.empty() && (best.empty() || commonness(marks) < commonness(best))) {
      best = marks;
    }
  }
  return best;
}

Marks of_any(const std::vector<RegexNode>& children) {
  Marks all;
  for (const RegexNode& child : children) {
    const Marks marks = required_marks(child);
    if (marks.empty()) {
      return {};
    }
    all.bits[0] |= marks.bits[0];
    all.bits[1] |= marks.bits[1];
  }
  return all;
}

Marks of_set(const RegexNode& set) {
  Marks marks;
  if (set.open) {
    return {};
  }
  for (const auto& [first, last] : set.ranges) {
    for (char32_t c = first; c <= last; ++c) {
      if (!is_mark(c)) {
        return {};
      }
      marks.add(static_cast<unsigned char>(c));
    }
  }
  return marks;
}

}  // namespace

std::vector<std::string> signs_of(const Marks& marks) {
  std::vector<std::string> signs;
  for (unsigned char c = 0; c < 0x80; ++c) {
    Marks one;
    one.add(c);
    if (marks.meet(one)) {
      signs.emplace_back(1, static_cast<char>(c));
    }
  }
  return signs;
}

Marks marks_in(std::string_view text) {
  Marks marks;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      marks.add(byte);
    }
  }
  return marks;
}

Marks required_marks(const RegexNode& pattern) {
  Marks marks;
  switch (pattern.kind) {
    case Kind::character:
      if (is_mark(pattern.c)) {
        marks.add(static_cast<unsigned char>(pattern.c));
      }
      return marks;
    case Kind::set:
      return of_set(pattern);
    case Kind::sequence:
    case Kind::group:
      return rarest(pattern.children);
    case Kind::choice:
      return of_any(pattern.children);
    case Kind::repeat:
      return pattern.min > 0 ? required_marks(pattern.children[0]) : marks;
    case Kind::empty:
    case Kind::any:
    case Kind::assertion:
    case Kind::look:
      break;
  }
  return marks;
}

}  // namespace imprimatur
