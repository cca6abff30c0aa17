#include "engine/glob.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace imprimatur {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool in_class(std::string_view name, unsigned char c) {
  const bool lower = c >= 'a' && c <= 'z';
  const bool upper = c >= 'A' && c <= 'Z';
  const bool digit = c >= '0' && c <= '9';
  const bool blank = c == ' ' || c == '\t';
  const bool space = blank || (c >= '\n' && c <= '\r');
  const bool graph = c > 0x20 && c < 0x7F;
  const bool xdigit = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  struct Entry {
    std::string_view name;
    bool value;
  };
  const std::array<Entry, 12> entries = {{{"lower", lower},
                                          {"upper", upper},
                                          {"alpha", lower || upper},
                                          {"digit", digit},
                                          {"alnum", lower || upper || digit},
                                          {"xdigit", xdigit},
                                          {"blank", blank},
                                          {"space", space},
                                          {"graph", graph},
                                          {"print", graph || c == ' '},
                                          {"punct", graph && !lower && !upper && !digit},
                                          {"cntrl", c < 0x20 || c == 0x7F}}};
  return std::any_of(
      entries.begin(), entries.end(), [&](const Entry& e) { return e.name == name && e.value; });
}

struct BracketResult {
  std::size_t end = kNone;  // behind ']', or kNone if there is no closing bracket
  bool matched = false;
};

// `at` is behind '['. A ']' that comes first stands for itself.
BracketResult match_bracket(std::string_view pattern, std::size_t at, unsigned char c) {
  BracketResult result;
  bool negated = false;
  if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^')) {
    negated = true;
    ++at;
  }
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) {
      result.end = at + 1;
      result.matched = result.matched != negated;
      return result;
    }
    if (pattern.substr(at, 2) == "[:") {
      const std::size_t close = pattern.find(":]", at + 2);
      if (close != kNone) {
        result.matched |= in_class(pattern.substr(at + 2, close - at - 2), c);
        at = close + 2;
        continue;
      }
    }
    const auto take = [&] {
      if (pattern[at] == '\\' && at + 1 < pattern.size()) {
        ++at;
      }
      return static_cast<unsigned char>(pattern[at++]);
    };
    const unsigned char low = take();
    unsigned char high = low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      ++at;
      high = take();
    }
    result.matched |= low <= c && c <= high;
  }
  return result;
}

// Matches one pattern element (not '*') against `c`; the element's end, or kNone if it does not.
std::size_t match_element(std::string_view pattern, std::size_t at, char c) {
  const char p = pattern[at];
  if (p == '?') {
    return at + 1;
  }
  if (p == '[') {
    const BracketResult bracket = match_bracket(pattern, at + 1, static_cast<unsigned char>(c));
    if (bracket.end != kNone) {
      return bracket.matched ? bracket.end : kNone;
    }
  }
  if (p == '\\' && at + 1 < pattern.size()) {
    return pattern[at + 1] == c ? at + 2 : kNone;
  }
  return p == c ? at + 1 : kNone;
}

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == kNone) {
      return parts;
    }
    path.remove_prefix(slash + 1);
  }
}

std::string_view trim_line(std::string_view line) {
  if (!line.empty() && line.back() == '\r') {
    line.remove_suffix(1);
  }
  while (!line.empty() && line.back() == ' ' &&
         !(line.size() >= 2 && line[line.size() - 2] == '\\')) {
    line.remove_suffix(1);
  }
  return line;
}

}  // namespace

// One star to come back to is enough: an earlier star can only take what a later one could.
bool segment_matches(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = kNone;
  std::size_t star_name = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_name = n;
      continue;
    }
    const std::size_t next = p < pattern.size() ? match_element(pattern, p, name[n]) : kNone;
    if (next != kNone) {
      p = next;
      ++n;
    } else if (star != kNone) {
      p = star + 1;
      n = ++star_name;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') {
    ++p;
  }
  return p == pattern.size();
}

std::optional<Glob> Glob::parse(std::string_view line) {
  line = trim_line(line);
  if (line.empty() || line.front() == '#') {
    return std::nullopt;
  }
  Glob glob;
  if (line.front() == '!') {
    glob.negated_ = true;
    line.remove_prefix(1);
  }
  if (!line.empty() && line.back() == '/') {
    glob.folders_only_ = true;
    line.remove_suffix(1);
  }
  if (line.empty()) {
    return std::nullopt;
  }
  const bool anchored = line.find('/') != kNone;
  if (line.front() == '/') {
    line.remove_prefix(1);
  }
  if (!anchored) {
    glob.segments_.emplace_back("**");
  }
  for (const std::string_view part : split(line)) {
    glob.segments_.emplace_back(part);
  }
  return glob;
}

bool Glob::matches(std::string_view path, bool is_folder) const {
  if (folders_only_ && !is_folder) {
    return false;
  }
  const std::vector<std::string_view> parts = split(path);
  std::size_t s = 0;
  std::size_t p = 0;
  std::size_t star = kNone;
  std::size_t star_part = 0;
  while (p < parts.size()) {
    if (s < segments_.size() && segments_[s] == "**") {
      star = s++;
      star_part = p;
      if (s == segments_.size()) {
        return true;  // "folder/**" takes everything inside
      }
    } else if (s < segments_.size() && segment_matches(segments_[s], parts[p])) {
      ++s;
      ++p;
    } else if (star != kNone) {
      s = star + 1;
      p = ++star_part;
    } else {
      return false;
    }
  }
  return s == segments_.size();
}

void GlobList::add(std::string_view line) {
  if (auto glob = Glob::parse(line)) {
    globs_.push_back(std::move(*glob));
  }
}

void GlobList::add_file(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    add(text.substr(0, end));
    text.remove_prefix(end == kNone ? text.size() : end + 1);
  }
}

GlobList::Decision GlobList::decide(std::string_view path, bool is_folder) const {
  for (auto glob = globs_.rbegin(); glob != globs_.rend(); ++glob) {
    if (glob->matches(path, is_folder)) {
      return glob->negated() ? Decision::keep : Decision::ignore;
    }
  }
  return Decision::none;
}

}  // namespace imprimatur
