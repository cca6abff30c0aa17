#include "formats/html_encoding.h"

#include "formats/ascii.h"
#include "text/decode.h"

#include <algorithm>

namespace imprimatur {
namespace {

constexpr std::size_t kPrescan = 4096;

// The value behind `at`, quoted or not.
std::string_view value_at(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '=' || text[at] == '\n')) {
    ++at;
  }
  if (at >= text.size()) {
    return {};
  }
  const bool quoted = text[at] == '"' || text[at] == '\'';
  const std::size_t begin = quoted ? at + 1 : at;
  const std::size_t end =
      quoted ? text.find(text[at], begin) : text.find_first_of(" />\"';\n", begin);
  return text.substr(begin, std::min(end, text.size()) - begin);
}

std::string in_tag(std::string_view tag) {
  const std::size_t at = tag.find("charset");
  return at == std::string_view::npos ? std::string() : std::string(value_at(tag, at + 7));
}

}  // namespace

std::string declared_html_encoding(std::string_view bytes) {
  const std::string head = ascii_lower(bytes.substr(0, kPrescan));
  std::string label;
  if (head.starts_with("<?xml")) {
    const std::string_view declaration = std::string_view(head).substr(0, head.find("?>"));
    if (const std::size_t at = declaration.find("encoding"); at != std::string_view::npos) {
      label = value_at(declaration, at + 8);
    }
  }
  for (std::size_t at = head.find("<meta"); at != std::string::npos && label.empty();
       at = head.find("<meta", at + 1)) {
    // "content='text/html; charset=x'": the end of the tag ends an unclosed value as well.
    label = in_tag(std::string_view(head).substr(at, head.find('>', at) - at));
  }
  const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  const bool beyond_ascii = !std::all_of(bytes.begin(), bytes.end(), ascii);
  const bool converted = beyond_ascii && is_valid_utf8(bytes);
  return label.starts_with("utf-16") || converted || encoding_for_label(label).empty()
             ? std::string()
             : label;
}

}  // namespace imprimatur
