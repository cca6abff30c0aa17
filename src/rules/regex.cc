#include "rules/regex.h"

#include "rules/literals.h"
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace imprimatur {
namespace {

using Kind = RegexNode::Kind;

constexpr int kMaxDepth = 60;
constexpr int kMaxRepeat = 1000;
constexpr int kMaxGroups = 60;
// PCRE2 compiles to at most 64 KiB.
constexpr std::int64_t kMaxWeight = 62'000;
// A \b that minds vowel signs is a few assertions (fold_pattern.cc).
constexpr std::int64_t kMarkedBoundaryWeight = 96;
constexpr std::array<std::string_view, 3> kGroupNames = {"holder", "agency", "years"};
constexpr std::array<std::string_view, 20> kProperties = {
    "L",    "Lo",       "Lm",    "M",        "N",      "Nd",      "P",
    "S",    "Sc",       "Z",     "Latin",    "Han",    "Arabic",  "Hangul",
    "Thai", "Hiragana", "Greek", "Katakana", "Hebrew", "Cyrillic"};

bool is_ascii_alnum(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_single(const RegexNode& node) {
  return node.kind == Kind::character || node.kind == Kind::set || node.kind == Kind::any;
}

std::int64_t encoded_size(char32_t c) {
  return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

// A class is a bitmap for its low characters and a list of its high ranges.
std::int64_t weight_of_set(const RegexNode& node) {
  std::int64_t high = 0;
  bool low = node.open;
  for (const auto& [first, last] : node.ranges) {
    low = low || first < 0x100;
    if (last >= 0x100) {
      high += 1 + encoded_size(last) + (first == last ? 0 : encoded_size(first));
    }
  }
  return (low ? 33 : 1) + (high > 0 ? 4 + high : 0);
}

// The size of the compiled form in PCRE2, in which a repeated group stands as often as it may
// occur.
std::int64_t weight_of(const RegexNode& node) {
  std::int64_t weight = 0;
  switch (node.kind) {
    case Kind::character:
      return 1 + encoded_size(node.c);
    case Kind::set:
      return weight_of_set(node);
    case Kind::assertion:
      return node.c == 0 ? 1 : kMarkedBoundaryWeight;
    case Kind::any:
    case Kind::empty:
      return 1;
    case Kind::repeat: {
      const RegexNode& child = node.children[0];
      const int times = node.max == RegexNode::kUnbounded ? 1 : std::max(node.max, 1);
      return 6 + (is_single(child) ? 2 * weight_of(child) : (weight_of(child) + 10) * times);
    }
    case Kind::sequence:
      break;
    case Kind::choice:
      weight = 3 * static_cast<std::int64_t>(node.children.size());
      break;
    case Kind::group:
      weight = node.name.empty() ? 6 : 8;
      break;
    case Kind::look:
      weight = 10;
      break;
  }
  for (const RegexNode& child : node.children) {
    weight += weight_of(child);
  }
  return weight;
}

class Parser {
 public:
  explicit Parser(std::string_view pattern)
      : pattern_(pattern), marked_(word_boundary(pattern) != "\\b") {}

  Result<RegexNode> parse() {
    RegexNode root = choice(0);
    if (message_.empty() && at_ < pattern_.size()) {
      refuse(at_, "unmatched )");
    }
    if (message_.empty() && groups_ > kMaxGroups) {
      refuse(0, "more than 60 named groups");
    }
    if (message_.empty() && weight_of(root) > kMaxWeight) {
      refuse(0, "the pattern is too large (a group in {0,80} counts 80 times)");
    }
    if (!message_.empty()) {
      return fail(ErrorCode::rules, message_);
    }
    return root;
  }

 private:
  // Keeps the first complaint and ends parsing.
  void refuse(std::size_t at, std::string_view why) {
    if (message_.empty()) {
      std::size_t begin = std::min(at, pattern_.size());
      std::size_t end = std::min(begin + 24, pattern_.size());
      const auto inside = [&](std::size_t i) {
        return i < pattern_.size() && (static_cast<unsigned char>(pattern_[i]) & 0xC0U) == 0x80U;
      };
      while (inside(begin)) {
        --begin;
      }
      while (inside(end)) {
        ++end;
      }
      message_ = std::string(why);
      message_ += begin == end ? " at the end"
                               : " at \"" + std::string(pattern_.substr(begin, end - begin)) + '"';
    }
    at_ = pattern_.size();
  }

  [[nodiscard]] bool ahead(std::string_view text) const {
    return pattern_.substr(at_, text.size()) == text;
  }
  bool accept(std::string_view text) {
    const bool yes = ahead(text);
    at_ += yes ? text.size() : 0U;
    return yes;
  }

  RegexNode choice(int depth) {
    RegexNode node;
    if (depth > kMaxDepth) {
      refuse(at_, "groups are nested too deeply");
      return node;
    }
    node = sequence(depth);
    if (!ahead("|")) {
      return node;
    }
    RegexNode out;
    out.kind = Kind::choice;
    out.children.push_back(std::move(node));
    while (accept("|")) {
      out.children.push_back(sequence(depth));
    }
    return out;
  }

  RegexNode sequence(int depth) {
    RegexNode out;
    out.kind = Kind::sequence;
    while (at_ < pattern_.size() && pattern_[at_] != '|' && pattern_[at_] != ')') {
      const std::size_t begin = at_;
      RegexNode atom = this->atom(depth);
      out.children.push_back(quantified(std::move(atom), begin));
    }
    return out;
  }

  RegexNode atom(int depth) {
    RegexNode node;
    switch (pattern_[at_]) {
      case '(':
        return group(depth);
      case '[':
        return set();
      case '\\':
        return escape();
      case '.':
        ++at_;
        node.kind = Kind::any;
        return node;
      case '^':
      case '$':
        ++at_;
        node.kind = Kind::assertion;
        return node;
      case '*':
      case '+':
      case '?':
        refuse(at_, "nothing to repeat");
        return node;
      case '{':
      case '}':
        refuse(at_,
               counted_repeat_size(pattern_, at_) != 0
                   ? "nothing to repeat"
                   : "a brace that is no repeat (write \\{ or \\})");
        return node;
      default:
        node.kind = Kind::character;
        static_cast<void>(read_regex_character(pattern_, at_, node.c));
        return node;
    }
  }

  RegexNode group(int depth) {
    RegexNode node;
    const std::size_t begin = at_;
    node.kind = Kind::group;
    bool behind = false;
    if (accept("(?:")) {
    } else if (accept("(?=")) {
      node.kind = Kind::look;
      node.min = 1;
    } else if (accept("(?!")) {
      node.kind = Kind::look;
    } else if (accept("(?<=") || accept("(?<!")) {
      node.kind = Kind::look;
      behind = true;
    } else if (accept("(?<")) {
      group_name(node);
    } else {
      refuse(at_,
             ahead("(?") ? "this kind of group is not allowed" : "write (?: for a group, or \\(");
      return node;
    }
    node.children.push_back(choice(depth + 1));
    if (message_.empty() && !accept(")")) {
      refuse(begin, "the group is not closed");
    }
    if (behind) {
      check_look_behind(node.children[0], begin);
    }
    return node;
  }

  void group_name(RegexNode& node) {
    const std::size_t begin = at_;
    const std::size_t end = pattern_.find('>', at_);
    if (end == std::string_view::npos) {
      refuse(begin, "the group's name is not closed");
      return;
    }
    node.name = std::string(pattern_.substr(at_, end - at_));
    if (std::find(kGroupNames.begin(), kGroupNames.end(), node.name) == kGroupNames.end()) {
      refuse(begin, "a group is named holder, agency or years");
      return;
    }
    ++groups_;
    at_ = end + 1;
  }

  // PCRE2 wants every alternative of a look-behind to have one length.
  void check_look_behind(const RegexNode& content, std::size_t begin) {
    const auto fixed = [](const RegexNode& node) {
      const RegexWidth width = width_of(node);
      return width.min == width.max;
    };
    const bool fine = content.kind == Kind::choice
                          ? std::all_of(content.children.begin(), content.children.end(), fixed)
                          : fixed(content);
    if (!fine) {
      refuse(begin, "look-behind of varying length");
    }
  }

  RegexNode escape() {
    RegexNode node;
    if (read_regex_character(pattern_, at_, node.c)) {
      node.kind = Kind::character;
      return node;
    }
    const bool boundary = accept("\\b");
    if (boundary || accept("\\B")) {
      node.kind = Kind::assertion;
      node.c = boundary && marked_ ? U'b' : 0;
      return node;
    }
    node.kind = Kind::set;
    class_escape(node);
    return node;
  }

  // \d \w \s \p{..} and their opposites, added to `node`.
  void class_escape(RegexNode& node) {
    const std::size_t begin = at_;
    for (const std::string_view known : {"\\d", "\\w", "\\s", "\\D", "\\W", "\\S"}) {
      if (accept(known)) {
        node.open = true;
        return;
      }
    }
    if (accept("\\p{") || accept("\\P{")) {
      const std::size_t end = pattern_.find('}', at_);
      const std::string_view name =
          end == std::string_view::npos ? std::string_view() : pattern_.substr(at_, end - at_);
      if (std::find(kProperties.begin(), kProperties.end(), name) != kProperties.end()) {
        node.open = true;
        at_ = end + 1;
        return;
      }
    }
    refuse(begin, "this escape is not allowed");
  }

  RegexNode set() {
    RegexNode node;
    node.kind = Kind::set;
    const std::size_t begin = at_++;
    node.open = accept("^");
    if (ahead("]")) {
      refuse(begin, "empty class (write \\] for a bracket)");
      return node;
    }
    while (at_ < pattern_.size() && pattern_[at_] != ']') {
      if (ahead("[:") || ahead("[.") || ahead("[=")) {
        refuse(at_, "named classes are not allowed");
        return node;
      }
      set_item(node);
    }
    if (message_.empty() && !accept("]")) {
      refuse(begin, "the class is not closed");
    }
    return node;
  }

  void set_item(RegexNode& node) {
    const std::size_t begin = at_;
    char32_t first = 0;
    if (!read_regex_character(pattern_, at_, first)) {
      class_escape(node);
      if (message_.empty() && ahead("-") && !ahead("-]")) {
        refuse(begin, "a range cannot begin with a class");
      }
      return;
    }
    char32_t last = first;
    if (ahead("-") && !ahead("-]") && at_ + 1 < pattern_.size()) {
      ++at_;
      if (ahead("[") || !read_regex_character(pattern_, at_, last)) {
        refuse(begin, "a range needs a character at its end");
        return;
      }
    }
    if (last < first) {
      refuse(begin, "the range is upside down");
      return;
    }
    node.ranges.emplace_back(first, last);
  }

  RegexNode quantified(RegexNode atom, std::size_t begin) {
    if (!message_.empty() || at_ >= pattern_.size()) {
      return atom;
    }
    RegexNode node;
    node.kind = Kind::repeat;
    if (accept("*")) {
      node.max = RegexNode::kUnbounded;
    } else if (accept("+")) {
      node.min = 1;
      node.max = RegexNode::kUnbounded;
    } else if (accept("?")) {
      node.max = 1;
    } else if (!counted(node)) {
      return atom;
    }
    accept("?");
    if (ahead("*") || ahead("+") || ahead("?") || counted_repeat_size(pattern_, at_) != 0) {
      refuse(begin, "possessive or double repeat");
    }
    check_repeat(node, atom, begin);
    node.children.push_back(std::move(atom));
    return node;
  }

  bool counted(RegexNode& node) {
    const std::size_t size = counted_repeat_size(pattern_, at_);
    if (size == 0) {
      return false;
    }
    const std::string_view text = pattern_.substr(at_ + 1, size - 2);
    const std::size_t comma = text.find(',');
    node.min = number(text.substr(0, comma));
    node.max = comma == std::string_view::npos ? node.min
               : comma + 1 == text.size()      ? RegexNode::kUnbounded
                                               : number(text.substr(comma + 1));
    if (node.max != RegexNode::kUnbounded && node.max < node.min) {
      refuse(at_, "the repeat is upside down");
    } else if (std::max(node.min, node.max) > kMaxRepeat) {
      refuse(at_, "repeat of more than 1000");
    } else {
      at_ += size;
    }
    return true;
  }

  static int number(std::string_view digits) {
    int value = digits.size() > 4 ? kMaxRepeat + 1 : 0;
    for (const char c : digits.substr(0, 4)) {
      value = value * 10 + (c - '0');
    }
    return value;
  }

  void check_repeat(const RegexNode& repeat, const RegexNode& atom, std::size_t begin) {
    if (atom.kind == Kind::assertion || atom.kind == Kind::look) {
      refuse(begin, "nothing to repeat");
    } else if (repeat.max == RegexNode::kUnbounded && atom.kind != Kind::character &&
               atom.kind != Kind::set) {
      refuse(begin, "repeat without upper bound (write {0,80})");
    }
  }

  std::string_view pattern_;
  bool marked_ = false;
  std::size_t at_ = 0;
  int groups_ = 0;
  std::string message_;
};

int add_width(int a, int b) {
  return a == RegexNode::kUnbounded || b == RegexNode::kUnbounded ? RegexNode::kUnbounded
                                                                  : std::min(a + b, 1'000'000);
}

int times_width(int a, int times) {
  if (a == 0 || times == 0) {
    return 0;
  }
  return a == RegexNode::kUnbounded || times == RegexNode::kUnbounded
             ? RegexNode::kUnbounded
             : static_cast<int>(std::min<std::int64_t>(std::int64_t{a} * times, 1'000'000));
}

RegexWidth choice_width(const RegexNode& node) {
  RegexWidth out = width_of(node.children.front());
  for (const RegexNode& child : node.children) {
    const RegexWidth width = width_of(child);
    out.min = std::min(out.min, width.min);
    out.max = out.max == RegexNode::kUnbounded || width.max == RegexNode::kUnbounded
                  ? RegexNode::kUnbounded
                  : std::max(out.max, width.max);
  }
  return out;
}

}  // namespace

Result<RegexNode> parse_regex(std::string_view pattern) {
  return Parser(pattern).parse();
}

RegexWidth width_of(const RegexNode& node) {
  switch (node.kind) {
    case Kind::empty:
    case Kind::assertion:
    case Kind::look:
      return {0, 0};
    case Kind::character:
    case Kind::set:
    case Kind::any:
      return {1, 1};
    case Kind::repeat: {
      const RegexWidth child = width_of(node.children[0]);
      return {times_width(child.min, node.min), times_width(child.max, node.max)};
    }
    case Kind::choice:
      return choice_width(node);
    case Kind::sequence:
    case Kind::group:
      break;
  }
  RegexWidth out;
  for (const RegexNode& child : node.children) {
    const RegexWidth width = width_of(child);
    out = {add_width(out.min, width.min), add_width(out.max, width.max)};
  }
  return out;
}

bool read_regex_character(std::string_view pattern, std::size_t& at, char32_t& c) {
  if (at >= pattern.size()) {
    return false;
  }
  if (pattern[at] != '\\') {
    c = next_code_point(pattern, at);
    return true;
  }
  const char next = at + 1 < pattern.size() ? pattern[at + 1] : '\0';
  if (next == 'n' || next == 't') {
    c = next == 'n' ? U'\n' : U'\t';
    at += 2;
    return true;
  }
  if (next > ' ' && next < 0x7F && !is_ascii_alnum(static_cast<unsigned char>(next))) {
    c = static_cast<unsigned char>(next);
    at += 2;
    return true;
  }
  if (next != 'x' || at + 2 >= pattern.size() || pattern[at + 2] != '{') {
    return false;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  char32_t value = 0;
  std::size_t end = at + 3;
  for (; end < pattern.size() && end < at + 9; ++end) {
    const auto lower = static_cast<char>(fold(static_cast<unsigned char>(pattern[end])));
    const std::size_t digit = kDigits.find(lower);
    if (digit == std::string_view::npos) {
      break;
    }
    value = value * 16 + static_cast<char32_t>(digit);
  }
  const bool scalar = value > 0 && value < 0x110000 && (value < 0xD800 || value > 0xDFFF);
  if (end == at + 3 || end >= pattern.size() || pattern[end] != '}' || !scalar) {
    return false;
  }
  c = value;
  at = end + 1;
  return true;
}

std::size_t counted_repeat_size(std::string_view pattern, std::size_t at) {
  if (at >= pattern.size() || pattern[at] != '{') {
    return 0;
  }
  std::size_t end = at + 1;
  bool comma = false;
  for (; end < pattern.size(); ++end) {
    const char c = pattern[end];
    if (c == ',' && !comma && end > at + 1) {
      comma = true;
    } else if (c < '0' || c > '9') {
      break;
    }
  }
  return end < pattern.size() && pattern[end] == '}' && end > at + 1 ? end + 1 - at : 0;
}

int sight_of(const RegexNode& node) {
  int looks = 0;
  for (const RegexNode& child : node.children) {
    const int sight = sight_of(child);
    const int width = width_of(child).max;
    if (sight == RegexNode::kUnbounded || width == RegexNode::kUnbounded) {
      return RegexNode::kUnbounded;
    }
    looks = add_width(looks, sight - width);
    if (node.kind == RegexNode::Kind::look) {
      looks = add_width(looks, width);
    }
  }
  // A look within a repeat looks from the last repetition; its sight counts once.
  return add_width(width_of(node).max, looks);
}

}  // namespace imprimatur
