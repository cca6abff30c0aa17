#include "serve/request_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace imprimatur::serve {
namespace {

constexpr std::size_t kMethodBytes = 16;
constexpr std::size_t kLengthDigits = 15;  // no overflow, and more than any limit
constexpr std::size_t kChunkDigits = 8;

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

// Printable ASCII without blanks: what a target is made of.
bool is_target(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7F);
  });
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

// Of a field that two of which would contradict each other.
bool is_single(std::string_view name) {
  return name == "host" || name == "content-length" || name == "transfer-encoding" ||
         name == "content-type" || name == "authorization" || name == "origin" ||
         name == "expect" || name == "content-encoding" || name == "sec-fetch-site";
}

std::optional<std::uint64_t> number(std::string_view digits, std::size_t most, int base) {
  std::uint64_t value = 0;
  const char* const end = digits.data() + digits.size();
  if (digits.empty() || digits.size() > most) {
    return std::nullopt;
  }
  const auto parsed = std::from_chars(digits.data(), end, value, base);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(value) : std::nullopt;
}

}  // namespace

void RequestParser::fail_with(int status, std::string code, std::string detail, std::string next) {
  state_ = State::failed;
  problem_ = {status, std::move(code), std::move(detail), std::move(next)};
}

std::size_t RequestParser::feed(std::string_view bytes) {
  std::size_t used = 0;
  while (used < bytes.size() && (state_ == State::head || state_ == State::body)) {
    const std::string_view rest = bytes.substr(used);
    const bool data = step_ == Step::length || step_ == Step::chunk_data;
    used += data ? take_data(rest) : take_line(rest);
  }
  return used;
}

std::size_t RequestParser::take_line(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  const std::size_t taken = end == std::string_view::npos ? bytes.size() : end + 1;
  head_bytes_ += taken;
  if (head_bytes_ > kHeadBytes) {
    if (step_ == Step::request_line) {
      fail_with(414, "target-too-long", "the first line of the request is too long");
    } else {
      fail_with(431,
                "head-too-large",
                fmt::format("the head of the request is longer than {} bytes", kHeadBytes),
                "send fewer or shorter header fields");
    }
    return taken;
  }
  line_ += bytes.substr(0, taken);
  if (end == std::string_view::npos) {
    return taken;
  }
  if (!line_.ends_with("\r\n")) {
    fail_with(400, "bad-request", "a line of the request does not end with CR LF");
    return taken;
  }
  const std::string line = line_.substr(0, line_.size() - 2);
  line_.clear();
  on_line(line);
  return taken;
}

std::size_t RequestParser::take_data(std::string_view bytes) {
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  request_.body += bytes.substr(0, taken);
  left_ -= taken;
  if (left_ == 0) {
    if (step_ == Step::length) {
      state_ = State::complete;
    } else {
      step_ = Step::chunk_end;
    }
  }
  return taken;
}

void RequestParser::on_line(std::string_view line) {
  switch (step_) {
    case Step::request_line:
      // One empty line before a request is left over from the one before it (RFC 9112, 2.2).
      if (!line.empty() || head_bytes_ > 2) {
        on_request_line(line);
      }
      break;
    case Step::headers:
      if (line.empty()) {
        on_head_end();
      } else {
        on_header(line);
      }
      break;
    case Step::chunk_size:
      on_chunk_size(line);
      break;
    case Step::chunk_end:
      if (line.empty()) {
        step_ = Step::chunk_size;
        head_bytes_ = 0;
      } else {
        fail_with(400, "bad-request", "a chunk of the body is longer than it says");
      }
      break;
    case Step::trailers:
      if (line.empty()) {
        state_ = State::complete;
      }
      break;
    case Step::length:
    case Step::chunk_data:
      break;
  }
}

void RequestParser::on_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  const std::string_view method = line.substr(0, std::min(first, line.size()));
  if (first == std::string_view::npos || first == last || !is_token(method) ||
      method.size() > kMethodBytes) {
    fail_with(400, "bad-request", "the first line is no request line of HTTP/1.1");
    return;
  }
  const std::string_view version = line.substr(last + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    fail_with(version.starts_with("HTTP/") ? 505 : 400,
              "bad-version",
              "only HTTP/1.1 and HTTP/1.0 are spoken here");
    return;
  }
  old_ = version == "HTTP/1.0";
  request_.keep_alive = !old_;
  request_.method = method;
  step_ = Step::headers;
  take_target(line.substr(first + 1, last - first - 1));
}

void RequestParser::take_target(std::string_view target) {
  if (target.size() > kTargetBytes) {
    fail_with(
        414, "target-too-long", fmt::format("the address is longer than {} bytes", kTargetBytes));
    return;
  }
  // What a client says to a proxy names the server, too (RFC 9112, 3.2.2).
  if (target.starts_with("http://") || target.starts_with("https://")) {
    const std::size_t host = target.find("//") + 2;
    const std::size_t slash = std::min(target.find_first_of("/?", host), target.size());
    request_.headers.push_back({"host", std::string(target.substr(host, slash - host))});
    host_in_target_ = true;
    target.remove_prefix(slash);
    target = target.empty() ? "/" : target;
  }
  const std::size_t question = std::min(target.find('?'), target.size());
  const auto path = percent_decoded(target.substr(0, question), false);
  if (!is_target(target) || target.front() != '/' || !path ||
      target.find('#') != std::string_view::npos) {
    fail_with(400, "bad-request", "the address of the request is not a path such as /v1/check");
    return;
  }
  request_.path = *path;
  request_.query = target.substr(std::min(question + 1, target.size()));
}

void RequestParser::on_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  const std::string_view name = line.substr(0, std::min(colon, line.size()));
  if (colon == std::string_view::npos || !is_token(name)) {
    fail_with(400, "bad-request", "a header field is not of the form 'name: value'");
    return;
  }
  Header header{lower_case(name), std::string(trimmed(line.substr(colon + 1)))};
  if (!is_field_value(header.value)) {
    fail_with(400,
              "bad-request",
              fmt::format("the header field '{}' holds a control character", header.name));
    return;
  }
  if (is_single(header.name) && request_.header(header.name) != nullptr) {
    // The address that names the host wins (RFC 9112, 3.2.2), over one field.
    const bool overridden = header.name == "host" && std::exchange(host_in_target_, false);
    if (!overridden) {
      fail_with(400, "bad-request", fmt::format("the header field '{}' comes twice", header.name));
    }
    return;
  }
  if (request_.headers.size() == kHeaders) {
    fail_with(431,
              "head-too-large",
              fmt::format("the request has more than {} header fields", kHeaders),
              "send fewer header fields");
    return;
  }
  request_.headers.push_back(std::move(header));
}

void RequestParser::on_head_end() {
  if (!old_ && request_.header("host") == nullptr) {
    fail_with(400, "bad-request", "the header field 'host' is missing");
    return;
  }
  if (const std::string* connection = request_.header("connection")) {
    const std::string wish = lower_case(*connection);
    request_.keep_alive = wish.find("close") == std::string::npos &&
                          (!old_ || wish.find("keep-alive") != std::string::npos);
  }
  if (const std::string* length = request_.header("content-length")) {
    const auto value = number(*length, kLengthDigits, 10);
    if (!value) {
      fail_with(400, "bad-length", "the header field 'content-length' is not a number of bytes");
      return;
    }
    left_ = *value;
    has_length_ = true;
  }
  if (const std::string* coding = request_.header("transfer-encoding")) {
    if (has_length_ || old_) {
      fail_with(400, "bad-length", "the length of the body is given in two ways");
      return;
    }
    if (lower_case(*coding) != "chunked") {
      fail_with(501, "bad-coding", "the only transfer coding that is read is 'chunked'");
      return;
    }
    chunked_ = true;
  }
  if (const std::string* expected = request_.header("expect")) {
    if (lower_case(*expected) != "100-continue") {
      fail_with(417, "bad-expectation", "the only expectation that can be met is '100-continue'");
      return;
    }
    expects_continue_ = !old_ && (chunked_ || left_ > 0);
  }
  state_ = State::head_done;
}

void RequestParser::read_body(std::size_t limit) {
  limit_ = limit;
  head_bytes_ = 0;
  if (chunked_) {
    state_ = State::body;
    step_ = Step::chunk_size;
    return;
  }
  if (left_ > limit) {
    fail_with(413,
              "too-large",
              fmt::format("the body has {} bytes, {} are the limit", left_, limit),
              "send less, or start the server with a higher --max-body");
    return;
  }
  state_ = left_ == 0 ? State::complete : State::body;
  step_ = Step::length;
}

void RequestParser::on_chunk_size(std::string_view line) {
  const auto size = number(trimmed(line.substr(0, line.find(';'))), kChunkDigits, 16);
  if (!size) {
    fail_with(400, "bad-length", "the size of a chunk is not a hexadecimal number");
    return;
  }
  if (request_.body.size() + *size > limit_) {
    fail_with(413,
              "too-large",
              fmt::format("the body has more than {} bytes, the limit", limit_),
              "send less, or start the server with a higher --max-body");
    return;
  }
  left_ = *size;
  step_ = left_ == 0 ? Step::trailers : Step::chunk_data;
}

}  // namespace imprimatur::serve
