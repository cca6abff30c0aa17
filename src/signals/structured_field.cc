#include "signals/structured_field.h"

#include <algorithm>

namespace imprimatur {
namespace {

using Kind = DictionaryMember::Kind;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alpha(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z');
}

// Every function takes what it reads from the front, and returns false if that is malformed.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  bool dictionary(std::vector<DictionaryMember>& out) {
    skip(" ");
    while (!rest_.empty()) {
      DictionaryMember member;
      if (!key(member.key) || !value(member)) {
        return false;
      }
      const auto known = std::find_if(
          out.begin(), out.end(), [&](const auto& other) { return other.key == member.key; });
      if (known != out.end()) {
        out.erase(known);
      }
      out.push_back(std::move(member));
      skip(" \t");
      if (rest_.empty()) {
        return true;
      }
      if (!take(',')) {
        return false;
      }
      skip(" \t");
      if (rest_.empty()) {
        return false;  // a comma at the end
      }
    }
    return true;
  }

 private:
  char front() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(char c) {
    if (front() != c || rest_.empty()) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }
  void skip(std::string_view blanks) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
  }

  bool key(std::string& out) {
    if (!is_lower(front()) && front() != '*') {
      return false;
    }
    std::size_t size = 1;
    while (size < rest_.size() &&
           (is_lower(rest_[size]) || is_digit(rest_[size]) ||
            std::string_view("_-.*").find(rest_[size]) != std::string::npos)) {
      ++size;
    }
    out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return true;
  }

  // "=value", or nothing for true; then parameters.
  bool value(DictionaryMember& out) {
    if (!take('=')) {
      out.kind = Kind::boolean;
      out.truth = true;
      return parameters();
    }
    return front() == '(' ? inner_list() : item(out) && parameters();
  }

  bool inner_list() {
    static_cast<void>(take('('));
    while (!rest_.empty()) {
      skip(" ");
      if (take(')')) {
        return parameters();
      }
      DictionaryMember inner;
      if (!item(inner) || !parameters()) {
        return false;
      }
      if (front() != ' ' && front() != ')') {
        return false;
      }
    }
    return false;
  }

  bool parameters() {
    while (take(';')) {
      skip(" ");
      std::string name;
      DictionaryMember ignored;
      if (!key(name) || (take('=') && !item(ignored))) {
        return false;
      }
    }
    return true;
  }

  bool item(DictionaryMember& out) {
    const char c = front();
    if (is_alpha(c) || c == '*') {
      return token(out);
    }
    if (c == '-' || is_digit(c)) {
      return number(true);
    }
    if (take('?')) {
      out.kind = Kind::boolean;
      out.truth = front() == '1';
      return take('0') || take('1');
    }
    if (take('"')) {
      return string();
    }
    if (take(':')) {
      return bytes();
    }
    if (take('@')) {
      return number(false);
    }
    return take('%') && take('"') && display_string();
  }

  bool token(DictionaryMember& out) {
    constexpr std::string_view kMore = "!#$%&'*+-.^_`|~:/";
    std::size_t size = 1;
    while (size < rest_.size() && (is_alpha(rest_[size]) || is_digit(rest_[size]) ||
                                   kMore.find(rest_[size]) != std::string_view::npos)) {
      ++size;
    }
    out.kind = Kind::token;
    out.token = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return true;
  }

  bool number(bool decimal) {
    static_cast<void>(take('-'));
    const std::size_t whole = digits();
    if (whole == 0 || whole > 15) {
      return false;
    }
    if (front() != '.') {
      return true;
    }
    rest_.remove_prefix(1);
    const std::size_t part = digits();
    return decimal && whole <= 12 && part >= 1 && part <= 3;
  }

  std::size_t digits() {
    const std::size_t size = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    rest_.remove_prefix(size);
    return size;
  }

  bool string() {
    while (!rest_.empty()) {
      const char c = front();
      rest_.remove_prefix(1);
      if (c == '"') {
        return true;
      }
      if (c == '\\') {
        if (front() != '"' && front() != '\\') {
          return false;
        }
        rest_.remove_prefix(1);
      } else if (c < 0x20 || c == 0x7F) {
        return false;
      }
    }
    return false;
  }

  bool bytes() {
    constexpr std::string_view kBase64 =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    skip(kBase64);
    return take(':');
  }

  bool display_string() {
    while (!rest_.empty()) {
      const char c = front();
      rest_.remove_prefix(1);
      if (c == '"') {
        return true;
      }
      if (c < 0x20 || c == 0x7F) {
        return false;
      }
      if (c == '%') {
        if (rest_.size() < 2 ||
            std::min(rest_.find_first_not_of("0123456789abcdef"), rest_.size()) < 2) {
          return false;
        }
        rest_.remove_prefix(2);
      }
    }
    return false;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<std::vector<DictionaryMember>> parse_dictionary(std::string_view text) {
  while (text.ends_with(' ')) {
    text.remove_suffix(1);
  }
  std::vector<DictionaryMember> members;
  if (!Parser(text).dictionary(members)) {
    return std::nullopt;
  }
  return members;
}

}  // namespace imprimatur
