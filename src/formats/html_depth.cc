#include "formats/html_depth.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace imprimatur {
namespace {

constexpr std::size_t kLongestName = 32;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool ends_name(char c) {
  return c == ' ' || c == '>' || c == '/' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

// Elements without content, and those that the next of their kind closes.
bool nests(std::string_view name) {
  constexpr std::array<std::string_view, 37> kFlat = {
      "a",     "nobr",     "form",  "area",   "base",  "basefont", "bgsound",  "br",
      "col",   "colgroup", "dd",    "dt",     "embed", "frame",    "hr",       "img",
      "input", "keygen",   "li",    "link",   "meta",  "option",   "optgroup", "p",
      "param", "rp",       "rt",    "source", "tbody", "td",       "tfoot",    "th",
      "thead", "tr",       "track", "wbr",    "image"};
  return std::find(kFlat.begin(), kFlat.end(), name) == kFlat.end();
}

class DepthCounter {
 public:
  explicit DepthCounter(std::string_view html) : html_(html) {}

  HtmlEstimate count() {
    std::size_t at = 0;
    while ((at = html_.find('<', at)) != std::string_view::npos) {
      at = tag(at);
    }
    return {deepest_, most_};
  }

 private:
  // Reads what begins with '<' at `at`; gives where to go on.
  std::size_t tag(std::size_t at) {
    if (html_.substr(at, 4) == "<!--") {
      return behind("-->", at + 4);
    }
    std::size_t begin = at + 1;
    const bool closes = begin < html_.size() && html_[begin] == '/';
    begin += closes ? 1 : 0;
    if (begin >= html_.size() || !is_letter(html_[begin])) {
      return at + 1;
    }
    std::string name;
    std::size_t end = begin;
    while (end < html_.size() && !ends_name(html_[end]) && name.size() < kLongestName) {
      const char c = html_[end++];
      name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    end = behind_attributes(end);
    if (!nests(name)) {
      return end;
    }
    std::uint32_t& open = open_[bucket(name)];
    if (closes) {
      depth_ -= open > 0 ? 1 : 0;
      open -= open > 0 ? 1 : 0;
      return end;
    }
    if (name == "script" || name == "style" || name == "textarea" || name == "title") {
      return behind("</" + name, end);
    }
    ++open;
    deepest_ = std::max(deepest_, ++depth_);
    return end;
  }

  // The end of the tag, whose attributes are counted: a name begins behind a blank, a slash or the
  // end of a quoted value.
  std::size_t behind_attributes(std::size_t at) {
    std::size_t count = 0;
    bool may_begin = false;
    while (at < html_.size() && html_[at] != '>') {
      const char c = html_[at++];
      if (c == '=') {
        at = std::min(html_.find_first_not_of(" \t\r\n\f", at), html_.size());
        if (at < html_.size() && (html_[at] == '"' || html_[at] == '\'')) {
          at = std::min(html_.find(html_[at], at + 1), html_.size() - 1) + 1;
          may_begin = true;
        }
      } else if (ends_name(c)) {
        may_begin = true;
      } else if (may_begin) {
        ++count;
        may_begin = false;
      }
    }
    most_ = std::max(most_, count);
    return at;
  }

  // Behind the next `mark` (in any case), or the end.
  [[nodiscard]] std::size_t behind(std::string_view mark, std::size_t from) const {
    const auto same = [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    };
    const auto found =
        std::search(html_.begin() + static_cast<std::ptrdiff_t>(std::min(from, html_.size())),
                    html_.end(),
                    mark.begin(),
                    mark.end(),
                    same);
    return found == html_.end() ? html_.size()
                                : static_cast<std::size_t>(found - html_.begin()) + mark.size();
  }

  // End tags of other names close nothing, so each name has a count of its own.
  static std::size_t bucket(std::string_view name) {
    std::uint32_t hash = 2166136261U;
    for (const char c : name) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return hash % kBuckets;
  }

  static constexpr std::size_t kBuckets = 1024;
  std::string_view html_;
  std::array<std::uint32_t, kBuckets> open_{};
  std::size_t depth_ = 0;
  std::size_t deepest_ = 0;
  std::size_t most_ = 0;
};

}  // namespace

HtmlEstimate estimate_html(std::string_view html) {
  return DepthCounter(html).count();
}

}  // namespace imprimatur
