#include "lsp/framing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace imprimatur::lsp {
namespace {

constexpr std::string_view kEnd = "\r\n\r\n";
constexpr std::string_view kLength = "content-length";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
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

// Names of headers do not depend on case (RFC 7230).
std::optional<std::size_t> content_length(std::string_view header) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find("\r\n"), header.size());
    const std::string_view line = header.substr(0, end);
    header.remove_prefix(std::min(end + 2, header.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      continue;
    }
    std::string name(trimmed(line.substr(0, colon)));
    std::transform(name.begin(), name.end(), name.begin(), lower);
    if (name != kLength) {
      continue;
    }
    const std::string_view value = trimmed(line.substr(colon + 1));
    std::size_t length = 0;
    const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (error != std::errc() || rest != value.data() + value.size() || value.empty()) {
      return std::nullopt;
    }
    return length;
  }
  return std::nullopt;
}

}  // namespace

void MessageReader::add(std::string_view bytes) {
  if (begin_ == buffer_.size()) {
    buffer_.clear();
    begin_ = 0;
  }
  buffer_ += bytes;
}

Result<std::optional<std::string>> MessageReader::next() {
  const std::string_view waiting = std::string_view(buffer_).substr(begin_);
  const std::size_t end = waiting.substr(0, kMostHeader).find(kEnd);
  if (end == std::string_view::npos) {
    if (waiting.size() >= kMostHeader) {
      return fail(ErrorCode::limit,
                  fmt::format("a message's header has more than {} bytes", kMostHeader));
    }
    return std::optional<std::string>();
  }
  const auto length = content_length(waiting.substr(0, end + 2));
  if (!length) {
    return fail(ErrorCode::unreadable, "a message without a valid Content-Length header");
  }
  if (*length > kMostBody) {
    return fail(
        ErrorCode::limit,
        fmt::format("a message of {} bytes; {} are the most that is read", *length, kMostBody));
  }
  const std::size_t body = end + kEnd.size();
  if (waiting.size() - body < *length) {
    return std::optional<std::string>();
  }
  std::string message(waiting.substr(body, *length));
  begin_ += body + *length;
  if (begin_ > buffer_.size() / 2) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  return std::optional<std::string>(std::move(message));
}

std::string framed(std::string_view body) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body);
}

}  // namespace imprimatur::lsp
