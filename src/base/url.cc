#include "base/url.h"

#include <algorithm>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxUrl = 8192;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

std::string encoded(std::string_view target) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kBad = "\"<>\\^`{|}";
  std::string out;
  for (const char c : target) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || kBad.find(c) != std::string_view::npos) {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out;
}

bool is_host(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    return std::all_of(host.begin() + 1, host.end() - 1, [](char c) {
      return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f') || c == ':' || c == '.';
    });
  }
  return !host.empty() && host.size() < 256 && host.front() != '.' &&
         host.find("..") == std::string_view::npos &&
         std::all_of(host.begin(), host.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_';
         });
}

bool is_port(std::string_view port) {
  return port.size() <= 5 && std::all_of(port.begin(), port.end(), is_digit);
}

// RFC 3986, 5.2.4.
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> parts;
  bool folder = true;
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    folder = end < path.size();
    if (part == "..") {
      if (!parts.empty()) {
        parts.pop_back();
      }
      folder = true;
    } else if (part == ".") {
      folder = true;
    } else if (folder || !part.empty()) {
      parts.push_back(part);
    } else {
      folder = true;
    }
    at = end + 1;
  }
  std::string out;
  for (const std::string_view part : parts) {
    out += '/';
    out += part;
  }
  return folder || out.empty() ? out + "/" : out;
}

std::string target_of(std::string_view rest) {
  const std::size_t query = std::min(rest.find('?'), rest.size());
  const std::string_view path = rest.substr(0, query);
  return encoded(without_dots(path.empty() ? "/" : path)) + encoded(rest.substr(query));
}

std::string_view without_fragment(std::string_view text) {
  return text.substr(0, text.find('#'));
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

tl::unexpected<Error> bad(std::string_view text, std::string_view why) {
  return fail(ErrorCode::usage,
              "'" + std::string(text.substr(0, 200)) + "' is no web address: " + std::string(why));
}

}  // namespace

std::string Url::origin() const {
  return scheme + "://" + host + (port.empty() ? "" : ":" + port);
}

std::string_view Url::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

bool is_web_address(std::string_view text) {
  std::string head(text.substr(0, 8));
  std::transform(head.begin(), head.end(), head.begin(), lower);
  return head.starts_with("http://") || head == "https://";
}

Result<Url> parse_url(std::string_view text) {
  text = trimmed(text);
  if (!is_web_address(text)) {
    return bad(text, "it does not begin with http:// or https://");
  }
  if (text.size() > kMaxUrl) {
    return bad(text, "it is too long");
  }
  Url url;
  url.scheme = lower(text[4]) == 's' ? "https" : "http";
  std::string_view rest = without_fragment(text.substr(url.scheme.size() + 3));
  const std::size_t end = std::min(rest.find_first_of("/?\\"), rest.size());
  std::string_view authority = rest.substr(0, end);
  rest.remove_prefix(end);
  if (authority.find('@') != std::string_view::npos) {
    return bad(text.substr(0, url.scheme.size() + 3), "names and passwords are not sent");
  }
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    url.port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  }
  if (!is_port(url.port)) {
    return bad(text, "its port is no number");
  }
  if (url.port == (url.scheme == "https" ? "443" : "80")) {
    url.port.clear();
  }
  url.host = authority;
  std::transform(url.host.begin(), url.host.end(), url.host.begin(), lower);
  if (!is_host(url.host)) {
    return bad(text, "its host name is empty or has characters other than a-z, 0-9, '-' and '.'");
  }
  url.target = target_of(rest);
  return url;
}

Result<Url> resolve_url(const Url& base, std::string_view reference) {
  reference = trimmed(reference);
  if (is_web_address(reference)) {
    return parse_url(reference);
  }
  if (reference.starts_with("//")) {
    return parse_url(base.scheme + ":" + std::string(reference));
  }
  const std::size_t colon = reference.find_first_of(":/?#");
  if (colon != std::string_view::npos && reference[colon] == ':') {
    return bad(reference, "only http and https are read");
  }
  reference = without_fragment(reference);
  Url url = base;
  if (reference.starts_with('/')) {
    url.target = target_of(reference);
  } else if (reference.starts_with('?')) {
    url.target = std::string(base.path()) + encoded(reference);
  } else if (!reference.empty()) {
    const std::string_view path = base.path();
    url.target =
        target_of(std::string(path.substr(0, path.rfind('/') + 1)) + std::string(reference));
  }
  return url;
}

}  // namespace imprimatur
