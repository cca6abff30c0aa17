#include "lsp/uri.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace imprimatur::lsp {
namespace {

constexpr std::string_view kFile = "file://";

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned value = 0;
    if (text[at] == '%' && at + 2 < text.size()) {
      const char* const first = text.data() + at + 1;
      const auto [rest, error] = std::from_chars(first, first + 2, value, 16);
      if (error == std::errc() && rest == first + 2) {
        out += static_cast<char>(value);
        at += 2;
        continue;
      }
    }
    out += text[at];
  }
  return out;
}

}  // namespace

bool is_file_uri(std::string_view uri) {
  return uri.starts_with(kFile);
}

std::string path_of_uri(std::string_view uri) {
  if (is_file_uri(uri)) {
    uri.remove_prefix(kFile.size());
    uri.remove_prefix(std::min(uri.find('/'), uri.size()));  // the host
  } else if (const std::size_t colon = uri.find(':'); colon != std::string_view::npos) {
    uri.remove_prefix(colon + 1);
  }
  return decoded(uri.substr(0, uri.find_first_of("?#")));
}

std::string uri_of_path(std::string_view absolute_path) {
  std::string out(kFile);
  for (const char c : absolute_path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-._~").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace imprimatur::lsp
