#include "formats/front_matter.h"

#include "formats/ascii.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 10U;
constexpr std::size_t kMaxFields = 200;

constexpr std::string_view kNames =
    "license licence licenseurl licenceurl licenseid rights rightsholder copyright copyrightholder "
    "copyrightnotice usage usageterms terms source credit author authors byline creator "
    "spdxlicenseidentifier tdmreservation tdmpolicy";
// Of "license: {name: ..., url: ...}" and "author: {name: ...}".
constexpr std::string_view kInner = "name url id spdx text title holder type";

struct Line {
  Span span;  // without its end
  std::size_t indent = 0;
  std::string_view text;  // without indent
};

std::string plain_name(std::string_view name) {
  std::string plain = ascii_lower(name);
  std::erase_if(plain, [](char c) {
    return c == '_' || c == '-' || c == ' ' || c == ':' || c == '"' || c == '\'';
  });
  return plain;
}

class FrontMatterReader {
 public:
  explicit FrontMatterReader(std::string_view text) : text_(text) {}

  FrontMatter read() {
    const std::string_view mark = text_.substr(0, 3);
    if (mark != "---" && mark != "+++") {
      return {};
    }
    equals_ = mark == "+++" ? '=' : ':';
    std::size_t at = line_end(0);
    if (!trim_blanks(text_.substr(3, at - 3)).empty()) {
      return {};
    }
    const std::size_t limit = std::min(text_.size(), kMaxBytes);
    while (at < limit) {
      const Line line = line_at(at);
      at = line.span.end + (line.span.end < text_.size() ? 1 : 0);
      const std::string_view bare = trim_blanks(line.text);
      if (line.indent == 0 && (bare == mark || (bare == "..." && equals_ == ':'))) {
        found_.end = at;
        return std::move(found_);
      }
      take(line);
      if (line.span.end >= text_.size()) {
        break;
      }
    }
    return {};  // it has no end: a rule of dashes, not front matter
  }

 private:
  [[nodiscard]] std::size_t line_end(std::size_t at) const {
    const std::size_t end = text_.find('\n', at);
    return end == std::string_view::npos ? text_.size() : end + 1;
  }

  [[nodiscard]] Line line_at(std::size_t at) const {
    Line line;
    line.span = {at, std::min(text_.find('\n', at), text_.size())};
    const std::string_view all = text_.substr(at, line.span.size());
    line.indent = std::min(all.find_first_not_of(" \t"), all.size());
    line.text = all.substr(line.indent);
    return line;
  }

  void take(const Line& line) {
    const bool item = line.text.starts_with("- ");
    if (line.text.empty() || line.text.front() == '#') {
      return;
    }
    if (equals_ == '=' && line.text.front() == '[') {  // a table: [license]
      table_ = plain_name(line.text.substr(1, line.text.find(']') - 1));
      return;
    }
    const std::size_t colon = key_end(line.text);
    if (line.indent == 0 && !item) {
      current_.clear();
      block_ = false;
      if (colon == std::string_view::npos) {
        return;
      }
      std::string name = plain_name(line.text.substr(0, colon));
      if (!table_.empty()) {
        name = lists_word(kInner, name) ? table_ : std::string();
      }
      if (name == "title") {
        found_.title = unquoted(value_span(line, colon + 1)).second;
      }
      if (lists_word(kNames, name)) {
        current_ = name;
        found_.written.push_back({line.span.begin, line_end(line.span.begin)});
        value(value_span(line, colon + 1));
      }
      return;
    }
    if (current_.empty()) {
      return;
    }
    found_.written.push_back({line.span.begin, line_end(line.span.begin)});
    const std::size_t begin = line.span.begin + line.indent + (item ? 2 : 0);
    const std::string_view rest = text_.substr(begin, line.span.end - begin);
    const std::size_t inner = key_end(rest);
    if (!block_ && inner != std::string_view::npos &&
        rest.substr(0, inner).find(' ') == std::string_view::npos) {
      if (lists_word(kInner, plain_name(rest.substr(0, inner)))) {
        value({begin + inner + 1, line.span.end});
      }
    } else if (block_ && !found_.fields.empty() && block_field_ == found_.fields.size()) {
      Field& field = found_.fields.back();
      field.value += " " + std::string(trim_blanks(rest));
      field.span.end = line.span.end;
    } else {
      value({begin, line.span.end});
      block_field_ = found_.fields.size();
    }
  }

  [[nodiscard]] std::size_t key_end(std::string_view text) const {
    const std::size_t at = text.find(equals_);
    const bool separated = equals_ == '=' || at + 1 >= text.size() || text[at + 1] == ' ';
    return at != std::string_view::npos && separated ? at : std::string_view::npos;
  }

  static Span value_span(const Line& line, std::size_t from) {
    return {std::min(line.span.begin + line.indent + from, line.span.end), line.span.end};
  }

  // Without blanks, quotes and a comment behind.
  [[nodiscard]] std::pair<Span, std::string> unquoted(Span span) const {
    while (!span.empty() && std::string_view(" \t").find(text_[span.begin]) < 2) {
      ++span.begin;
    }
    if (span.empty()) {
      return {span, {}};
    }
    const char quote = text_[span.begin];
    if (quote == '"' || quote == '\'') {
      const std::size_t end = text_.find(quote, span.begin + 1);
      if (end < span.end) {
        span = {span.begin + 1, end};
      }
    } else if (const std::size_t comment = text_.find(" #", span.begin); comment < span.end) {
      span.end = comment;
    }
    while (!span.empty() && std::string_view(" \t\r").find(text_[span.end - 1]) < 3) {
      --span.end;
    }
    return {span, std::string(text_.substr(span.begin, span.size()))};
  }

  void value(Span span) {
    auto [place, text] = unquoted(span);
    if (text.empty() || found_.fields.size() >= kMaxFields) {
      return;
    }
    if (text == ">" || text == "|" || text == ">-" || text == "|-" || text == ">+" ||
        text == "|+") {
      block_ = true;
      return;
    }
    if (text.front() == '[' && text.back() == ']') {  // a list in one line
      std::size_t at = place.begin + 1;
      while (at < place.end) {
        const std::size_t end = std::min({text_.find(',', at), place.end - 1});
        if (at < end) {
          value({at, end});
        }
        at = end + 1;
      }
      return;
    }
    const bool reservation = current_.starts_with("tdm");
    const std::string name = !reservation ? current_ : "tdm-" + current_.substr(3);
    found_.fields.push_back({reservation ? Field::Kind::meta : Field::Kind::property,
                             name,
                             std::move(text),
                             place,
                             Scope::document});
  }

  std::string_view text_;
  FrontMatter found_;
  char equals_ = ':';
  std::string table_;
  std::string current_;
  bool block_ = false;
  std::size_t block_field_ = 0;
};

}  // namespace

FrontMatter read_front_matter(std::string_view text) {
  return FrontMatterReader(text).read();
}

}  // namespace imprimatur
