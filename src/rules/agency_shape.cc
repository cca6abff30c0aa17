#include "rules/agency_shape.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace imprimatur {
namespace {

using Kind = RegexNode::Kind;

constexpr std::u32string_view kBefore = U"([/=@\u00A9";
constexpr std::u32string_view kBehind = U"/)";
// May stand in a class beside one of these: not all of them announce names, but each is rare.
constexpr std::u32string_view kMarks = U"([<{/=@\u00A9\u3010\u3014)]>}\u3011\u3015";

bool is_mark(char32_t c) {
  return kMarks.find(c) != std::u32string_view::npos;
}

bool is_agency(const RegexNode& node) {
  return node.kind == Kind::group && node.name == "agency";
}

bool has_agency(const RegexNode& node) {
  return node.kind != Kind::look &&
         (is_agency(node) || std::any_of(node.children.begin(), node.children.end(), has_agency));
}

// Takes no room, or a blank at most.
bool is_gap(const RegexNode& node) {
  return node.kind == Kind::look || node.kind == Kind::empty || node.kind == Kind::assertion ||
         (node.kind == Kind::repeat && node.min == 0 && node.children[0].kind == Kind::character &&
          node.children[0].c == U' ');
}

// Every match of it is, or at its `last` end has, one of `signs`, or a bracket if it is a class of
// brackets.
bool is_sign(const RegexNode& node, std::u32string_view signs, bool last) {
  switch (node.kind) {
    case Kind::character:
      return signs.find(node.c) != std::u32string_view::npos;
    case Kind::set:
      return !node.open && std::all_of(node.ranges.begin(), node.ranges.end(), [&](const auto& r) {
        return r.first == r.second && is_mark(r.first);
      }) && std::any_of(node.ranges.begin(), node.ranges.end(), [&](const auto& r) {
        return signs.find(r.first) != std::u32string_view::npos;
      });
    case Kind::choice:
      return std::all_of(node.children.begin(), node.children.end(), [&](const RegexNode& child) {
        return is_sign(child, signs, last);
      });
    case Kind::repeat:
      return node.min > 0 && is_sign(node.children[0], signs, last);
    case Kind::group:
      return is_sign(node.children[0], signs, last);
    case Kind::sequence: {
      const auto& parts = node.children;
      const auto first = std::find_if_not(parts.begin(), parts.end(), is_gap);
      const auto final = std::find_if_not(parts.rbegin(), parts.rend(), is_gap);
      return first != parts.end() && is_sign(last ? *final : *first, signs, last);
    }
    default:
      return false;
  }
}

// `before`, `behind`: a sign stands on that side of `node`.
bool in_shape(const RegexNode& node, bool before, bool behind) {
  switch (node.kind) {
    case Kind::group:
      return is_agency(node) ? before || behind : in_shape(node.children[0], before, behind);
    case Kind::choice:
      return std::all_of(node.children.begin(), node.children.end(), [&](const RegexNode& child) {
        return in_shape(child, before, behind);
      });
    case Kind::repeat:
      return node.min > 0 && in_shape(node.children[0], before, behind);
    case Kind::sequence:
      break;
    default:
      return false;
  }
  const auto& parts = node.children;
  const auto part = std::find_if(parts.begin(), parts.end(), has_agency);
  if (part == parts.end()) {
    return false;
  }
  const auto left = std::find_if_not(std::make_reverse_iterator(part), parts.rend(), is_gap);
  const auto right = std::find_if_not(part + 1, parts.end(), is_gap);
  return in_shape(*part,
                  left == parts.rend() ? before : is_sign(*left, kBefore, true),
                  right == parts.end() ? behind : is_sign(*right, kBehind, false));
}

}  // namespace

bool agency_stands_in_shape(const RegexNode& node) {
  return in_shape(node, false, false);
}

}  // namespace imprimatur
