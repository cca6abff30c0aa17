#include "audit/warc_record.h"

#include "audit/wat.h"

#include <algorithm>
#include <array>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kMaxHeader = std::size_t{64} << 10U;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

// Takes a line without its end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

bool is_text_type(std::string_view type) {
  constexpr std::array<std::string_view, 4> kOthers = {
      "application/xhtml+xml", "application/xml", "application/json", "application/ld+json"};
  return type.empty() || type.starts_with("text/") || type.ends_with("+xml") ||
         std::find(kOthers.begin(), kOthers.end(), type) != kOthers.end();
}

// The size in front of a chunk; empty if there is none.
std::optional<std::size_t> chunk_size(std::string_view line) {
  line = trimmed(line.substr(0, line.find(';')));
  std::size_t size = 0;
  if (line.empty() || line.size() > 8) {
    return std::nullopt;
  }
  for (const char c : line) {
    const char l = lower(c);
    const int digit = l >= '0' && l <= '9' ? l - '0' : l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
    if (digit < 0) {
      return std::nullopt;
    }
    size = size * 16 + static_cast<std::size_t>(digit);
  }
  return size;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

HeaderFields::HeaderFields(std::string_view lines) {
  while (!lines.empty()) {
    const std::string_view line = take_line(lines);
    if (line.empty()) {
      return;
    }
    const std::size_t colon = line.find(':');
    const bool continues = line.front() == ' ' || line.front() == '\t';
    if (continues || colon == std::string_view::npos) {
      if (!fields_.empty()) {
        fields_.back().second += ' ';
        fields_.back().second += trimmed(line);
      }
      continue;
    }
    fields_.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  }
}

std::string_view HeaderFields::operator[](std::string_view name) const {
  for (const auto& [field, value] : fields_) {
    if (same_name(field, name)) {
      return value;
    }
  }
  return {};
}

std::size_t header_size(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kMaxHeader);
  const std::size_t crlf = head.find("\r\n\r\n");
  const std::size_t lf = head.find("\n\n");
  if (crlf == std::string_view::npos && lf == std::string_view::npos) {
    return std::string_view::npos;
  }
  return crlf < lf ? crlf + 4 : lf + 2;
}

WarcParts warc_parts(std::string_view record) {
  const std::size_t size = std::min(header_size(record), record.size());
  std::string_view header = record.substr(0, size);
  (void)take_line(header);  // "WARC/1.0"
  return {HeaderFields(header), record.substr(size)};
}

std::optional<HttpParts> http_parts(std::string_view content_type, std::string_view block) {
  if (media_type_of(content_type) != "application/http" || !block.starts_with("HTTP/")) {
    return std::nullopt;
  }
  const std::size_t size = std::min(header_size(block), block.size());
  std::string_view header = block.substr(0, size);
  (void)take_line(header);  // "HTTP/1.1 200 OK"
  return HttpParts{HeaderFields(header), block.substr(size)};
}

std::string media_type_of(std::string_view content_type) {
  return lowered(trimmed(content_type.substr(0, content_type.find(';'))));
}

std::string charset_of(std::string_view content_type) {
  const std::string all = lowered(content_type);
  const std::size_t at = all.find("charset=");
  if (at == std::string::npos) {
    return {};
  }
  std::string_view value = std::string_view(all).substr(at + 8);
  value = value.substr(0, value.find_first_of(";,"));
  value = trimmed(value);
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'')) {
    value = value.substr(1, value.size() - 2);
  }
  return std::string(value);
}

std::string why_no_document(const WarcParts& parts) {
  const std::string type = lowered(parts.fields["WARC-Type"]);
  const std::string_view content = parts.fields["Content-Type"];
  if (type == "metadata" && media_type_of(content) == "application/json") {
    const std::string kind = wat_kind(parts.block);
    const bool document =
        kind.empty() || kind == "response" || kind == "resource" || kind == "conversion";
    return document ? std::string() : "wat of " + kind.substr(0, 20);
  }
  if (type != "response" && type != "resource" && type != "conversion") {
    return "warc " + (type.empty() ? "record without a type" : type);
  }
  const auto http = http_parts(content, parts.block);
  std::string media(parts.fields["WARC-Identified-Payload-Type"]);
  if (media.empty() && http) {
    media = http->fields["Content-Type"];
  } else if (media.empty() && media_type_of(content) != "application/http") {
    media = content;
  }
  media = media_type_of(media);
  return is_text_type(media) ? std::string() : media.substr(0, 80);
}

bool join_chunks(std::string_view body, std::string& out, bool& cut) {
  out.clear();
  cut = true;
  while (!body.empty()) {
    const bool whole_line = body.find('\n') != std::string_view::npos;
    std::string_view rest = body;
    const auto size = chunk_size(take_line(rest));
    if (!size || !whole_line) {
      return !out.empty();
    }
    if (*size == 0) {
      cut = false;
      return true;
    }
    out += rest.substr(0, *size);
    if (rest.size() < *size) {
      return true;
    }
    rest.remove_prefix(*size);
    if (rest.starts_with("\r\n")) {
      rest.remove_prefix(2);
    } else if (rest.starts_with('\n')) {
      rest.remove_prefix(1);
    }
    body = rest;
  }
  return !out.empty();
}

}  // namespace imprimatur::audit
