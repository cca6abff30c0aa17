#include "report/log_safe.h"

#include "report/escape.h"

#include <cstddef>

namespace imprimatur {
namespace {

constexpr std::string_view kHashes = "##";

bool begins_with_vso(std::string_view text) {
  constexpr std::string_view kVso = "vso[";
  if (text.size() < kVso.size()) {
    return false;
  }
  for (std::size_t i = 0; i < kVso.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
    if (c != kVso[i]) {
      return false;
    }
  }
  return true;
}

// The place of the second '#' of the next "##[" or "##vso[" from `at` on.
std::size_t next_command(std::string_view text, std::size_t at) {
  while ((at = text.find(kHashes, at)) != std::string_view::npos) {
    const std::string_view behind = text.substr(at + kHashes.size());
    if (behind.starts_with('[') || begins_with_vso(behind)) {
      return at + 1;
    }
    ++at;
  }
  return std::string_view::npos;
}

std::string replace_commands(std::string text, std::string_view hash) {
  for (std::size_t at = 0; (at = next_command(text, at)) != std::string::npos;) {
    text.replace(at, 1, hash);
    at += hash.size();
  }
  return text;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || static_cast<unsigned char>(c) >= 0x80;  // U+00A0 and its like
}

}  // namespace

std::string defuse_text(std::string text) {
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && is_blank(text[at])) {
      ++at;
    }
    if (text.compare(at, 2, "::") == 0) {
      text.replace(at, 1, "\\u{3A}");
    }
    const std::size_t end = text.find('\n', at);
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return replace_commands(std::move(text), "\\u{23}");
}

std::string defuse_json(std::string json) {
  return replace_commands(std::move(json), "\\u0023");
}

std::string escape_markup(std::string_view text) {
  constexpr std::string_view kNonCharacter = "\xEF\xBF";  // U+FFFE, U+FFFF: BE and BF follow
  std::string out;
  char before = 0;
  const std::string visible = escape_controls(text);
  for (std::size_t i = 0; i < visible.size(); ++i) {
    const char c = visible[i];
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '#':
        out += before == '#' ? "&#35;" : "#";
        break;
      case '\xBE':
      case '\xBF':
        out += out.ends_with(kNonCharacter) && visible.compare(i - 2, 2, kNonCharacter) == 0
                   ? '\xBD'
                   : c;
        break;
      default:
        out += c;
    }
    before = c;
  }
  return out;
}

}  // namespace imprimatur
