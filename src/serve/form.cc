#include "serve/form.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprimatur::serve {
namespace {

constexpr std::size_t kBoundaryBytes = 70;  // RFC 2046, section 5.1.1
constexpr std::size_t kHeadBytes = 8'192;

tl::unexpected<Problem> bad_form(std::string detail) {
  return refuse({400, "bad-form", std::move(detail), "send the form as browsers and curl -F do"});
}

// Browsers write a quote and line breaks of a name with percent signs (the HTML standard).
std::string plain_name(std::string name) {
  for (const auto& [code, character] : {std::pair<std::string_view, char>("%22", '"'),
                                        std::pair<std::string_view, char>("%0D", ' '),
                                        std::pair<std::string_view, char>("%0A", ' ')}) {
    for (std::size_t at = name.find(code); at != std::string::npos; at = name.find(code, at)) {
      name.replace(at, code.size(), 1, character);
    }
  }
  return name;
}

bool has_parameter(std::string_view value, std::string_view name) {
  const std::string lower = lower_case(value);
  return lower.find(std::string(name) + "=") != std::string::npos;
}

// Of "Content-Disposition: form-data; name=x" and the like; false if it is no part of a form.
bool read_head(std::string_view head, FormPart& part) {
  bool disposed = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      return false;
    }
    const std::string name = lower_case(line.substr(0, colon));
    std::string_view value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    if (name == "content-type") {
      part.media_type = value;
    } else if (name == "content-disposition") {
      disposed = essence_of(value) == "form-data";
      part.name = plain_name(parameter_of(value, "name"));
      if (has_parameter(value, "filename")) {
        part.file_name = plain_name(parameter_of(value, "filename"));
      }
    }
  }
  return disposed && !part.name.empty();
}

// Where the next part begins, or the end: the delimiter fills its line.
std::size_t find_delimiter(std::string_view body, std::string_view delimiter, std::size_t from) {
  for (std::size_t at = from;; ++at) {
    at = body.find(delimiter, at);
    if (at == std::string_view::npos) {
      return at;
    }
    std::string_view rest = body.substr(at + delimiter.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    if (rest.starts_with("\r\n") || body.substr(at + delimiter.size()).starts_with("--")) {
      return at;
    }
  }
}

}  // namespace

Answer<std::vector<FormPart>> read_form(std::string_view body,
                                        std::string_view media_type,
                                        std::size_t most_parts) {
  const std::string boundary = parameter_of(media_type, "boundary");
  if (boundary.empty() || boundary.size() > kBoundaryBytes) {
    return bad_form("the media type multipart/form-data has no usable boundary");
  }
  const std::string first = "--" + boundary;
  const std::string delimiter = "\r\n" + first;
  std::size_t at = 0;
  if (!body.starts_with(first)) {
    at = find_delimiter(body, delimiter, 0);
    if (at == std::string_view::npos) {
      return bad_form("the boundary of the form is not in the body");
    }
    at += 2;
  }
  at += first.size();
  std::vector<FormPart> parts;
  while (!body.substr(at).starts_with("--")) {
    const std::size_t line = body.find("\r\n", at);
    const std::size_t end = find_delimiter(body, delimiter, at);
    if (line == std::string_view::npos || end == std::string_view::npos) {
      return bad_form("the form does not end with its boundary");
    }
    if (parts.size() == most_parts) {
      return refuse({413,
                     "too-many",
                     fmt::format("the form has more than {} parts", most_parts),
                     "send the documents in several requests"});
    }
    const std::size_t head = line + 2;
    const std::size_t blank = body.substr(0, end).find("\r\n\r\n", line);
    FormPart part;
    if (blank == std::string_view::npos || blank - line > kHeadBytes ||
        !read_head(body.substr(head, blank < head ? 0 : blank - head), part)) {
      return bad_form(fmt::format("part {} of the form has no head with a name", parts.size() + 1));
    }
    part.content = body.substr(blank + 4, end - blank - 4);
    parts.push_back(std::move(part));
    at = end + delimiter.size();
  }
  return parts;
}

}  // namespace imprimatur::serve
