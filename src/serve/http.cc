#include "serve/http.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace imprimatur::serve {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 20> kReasons = {{
    {100, "Continue"},
    {200, "OK"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// RFC 9110, section 5.6.7.
std::string http_date(std::time_t now) {
  std::tm parts{};
  if (::gmtime_r(&now, &parts) == nullptr) {
    return {};
  }
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays[static_cast<std::size_t>(parts.tm_wday)],
                     parts.tm_mday,
                     kMonths[static_cast<std::size_t>(parts.tm_mon)],
                     parts.tm_year + 1900,
                     parts.tm_hour,
                     parts.tm_min,
                     parts.tm_sec);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

// A token up to a delimiter, or a quoted string; moves `text` behind it.
std::string take_value(std::string_view& text) {
  std::string value;
  if (text.empty() || text.front() != '"') {
    const std::size_t end = std::min(text.find(';'), text.size());
    value = trimmed(text.substr(0, end));
    text.remove_prefix(end);
    return value;
  }
  text.remove_prefix(1);
  while (!text.empty() && text.front() != '"') {
    if (text.front() == '\\' && text.size() > 1) {
      text.remove_prefix(1);
    }
    value += text.front();
    text.remove_prefix(1);
  }
  const std::size_t end = std::min(text.find(';'), text.size());
  text.remove_prefix(end);
  return value;
}

}  // namespace

const std::string* Request::header(std::string_view name) const {
  const auto found = std::find_if(
      headers.begin(), headers.end(), [&](const Header& header) { return header.name == name; });
  return found == headers.end() ? nullptr : &found->value;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  std::string_view rest = query;
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (percent_decoded(pair.substr(0, equals), true) == name) {
      return percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true);
    }
  }
  return std::nullopt;
}

std::string_view reason_of(int status) {
  const auto* const found = std::find_if(
      kReasons.begin(), kReasons.end(), [&](const auto& row) { return row.first == status; });
  return found == kReasons.end() ? "Unknown" : found->second;
}

std::string written(const Response& response, const ResponseStyle& style) {
  std::string out;
  out.reserve(512 + (style.with_body ? response.body.size() : 0));
  auto end = std::back_inserter(out);
  fmt::format_to(end,
                 "HTTP/1.1 {} {}\r\nDate: {}\r\n",
                 response.status,
                 reason_of(response.status),
                 http_date(style.now));
  for (const Header& header : response.headers) {
    fmt::format_to(end, "{}: {}\r\n", header.name, header.value);
  }
  if (!response.media_type.empty()) {
    fmt::format_to(end, "Content-Type: {}\r\n", response.media_type);
  }
  if (response.status != 304) {
    fmt::format_to(end, "Content-Length: {}\r\n", response.body.size());
  }
  fmt::format_to(end, "Connection: {}\r\n\r\n", style.keep_alive ? "keep-alive" : "close");
  if (style.with_body && response.status != 304) {
    out += response.body;
  }
  return out;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += plus && text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    const int value = high * 16 + low;
    if (high < 0 || low < 0 || value < 0x20 || value == 0x7F) {
      return std::nullopt;
    }
    out += static_cast<char>(value);
    i += 2;
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte < 0x80 && std::isalnum(byte) != 0) ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", byte);
    }
  }
  return out;
}

std::string essence_of(std::string_view media_type) {
  return lower_case(trimmed(media_type.substr(0, media_type.find(';'))));
}

std::string parameter_of(std::string_view value, std::string_view name) {
  std::string_view rest = value;
  (void)take_value(rest);
  while (!rest.empty()) {
    rest.remove_prefix(1);  // ';'
    const std::size_t equals = rest.find_first_of("=;");
    if (equals == std::string_view::npos) {
      return {};
    }
    const std::string key = lower_case(trimmed(rest.substr(0, equals)));
    const bool has_value = rest[equals] == '=';
    rest.remove_prefix(has_value ? equals + 1 : equals);
    if (!has_value) {
      continue;
    }
    std::string found = take_value(rest);
    if (key == name) {
      return found;
    }
  }
  return {};
}

std::string lower_case(std::string_view ascii) {
  std::string out(ascii);
  for (char& c : out) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  return out;
}

}  // namespace imprimatur::serve
