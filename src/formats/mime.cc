#include "formats/mime.h"

#include "formats/ascii.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace imprimatur {
namespace {

constexpr int kNoDigit = -1;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char low = static_cast<char>(c | 0x20);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : kNoDigit;
}

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') {
    return c - 'A';
  }
  if (c >= 'a' && c <= 'z') {
    return c - 'a' + 26;
  }
  if (c >= '0' && c <= '9') {
    return c - '0' + 52;
  }
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : kNoDigit;
}

bool is_field_name(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 127; });
}

// As UTF-8, whatever charset it claims; damage becomes U+FFFD.
std::string to_utf8(const std::string& bytes, std::string_view charset) {
  auto decoded = decode(bytes, charset);
  if (!decoded) {
    decoded = decode(bytes);
  }
  return decoded ? std::string(decoded->text) : std::string();
}

std::string quoted_printable(std::string_view text, bool in_header) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '=' && i + 2 < text.size() ? hex_digit(text[i + 1]) : kNoDigit;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : kNoDigit;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += in_header && text[i] == '_' ? ' ' : text[i];
    }
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : kNoDigit;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : kNoDigit;
    out += low >= 0 ? static_cast<char>(high * 16 + low) : text[i];
    i += low >= 0 ? 2U : 0U;
  }
  return out;
}

class Base64 {
 public:
  explicit Base64(MimeBody& body) : body_(body) {}

  void add(std::string_view message, Span span) {
    for (std::size_t at = span.begin; at < span.end && !ended_; ++at) {
      const char c = message[at];
      const int digit = base64_digit(c);
      if (digit >= 0) {
        begin_ = count_ == 0 ? at : begin_;
        bits_ = bits_ << 6U | static_cast<std::uint32_t>(digit);
        if (++count_ == 4) {
          give(3, at + 1);
        }
      } else if (c == '=') {
        at += at + 1 < span.end && message[at + 1] == '=' ? 1U : 0U;
        rest(at + 1);
        ended_ = true;
      }
    }
    rest(span.end);
  }

 private:
  // What a quantum that is not full holds.
  void rest(std::size_t end) {
    if (count_ > 1) {
      const std::size_t bytes = count_ - 1;
      bits_ <<= 6U * (4 - count_);
      give(bytes, end);
    }
    count_ = 0;
  }

  void give(std::size_t bytes, std::size_t end) {
    body_.map.add({body_.bytes.size(),
                   begin_,
                   true,
                   static_cast<std::uint8_t>(bytes),
                   static_cast<std::uint8_t>(std::min<std::size_t>(end - begin_, 255))});
    for (std::size_t i = 0; i < bytes; ++i) {
      body_.bytes += static_cast<char>(bits_ >> (16U - 8U * i) & 0xFFU);
    }
    bits_ = 0;
    count_ = 0;
  }

  MimeBody& body_;
  std::uint32_t bits_ = 0;
  std::size_t count_ = 0;
  std::size_t begin_ = 0;
  bool ended_ = false;
};

void add_quoted_printable(std::string_view message, Span span, MimeBody& body) {
  const auto add = [&](std::string_view bytes, std::size_t at, std::size_t length) {
    body.map.add({body.bytes.size(),
                  at,
                  true,
                  static_cast<std::uint8_t>(1),
                  static_cast<std::uint8_t>(length)});
    body.bytes += bytes;
  };
  for (std::size_t at = span.begin; at < span.end;) {
    if (message[at] != '=') {
      add(message.substr(at, 1), at, 1);
      ++at;
      continue;
    }
    std::size_t line = at + 1;
    while (line < span.end && (message[line] == ' ' || message[line] == '\t')) {
      ++line;
    }
    line += line < span.end && message[line] == '\r' ? 1U : 0U;
    if (line >= span.end || message[line] == '\n') {  // a soft line break
      at = std::min(line + 1, span.end);
      continue;
    }
    const int high = at + 2 < span.end ? hex_digit(message[at + 1]) : kNoDigit;
    const int low = high >= 0 ? hex_digit(message[at + 2]) : kNoDigit;
    if (low >= 0) {
      const char byte = static_cast<char>(high * 16 + low);
      add({&byte, 1}, at, 3);
      at += 3;
    } else {
      add("=", at, 1);
      ++at;
    }
  }
}

// Behind the quoted string that begins at `at`; `out` takes what it says.
std::size_t read_quoted(std::string_view text, std::size_t at, std::string& out) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    at += text[at] == '\\' && at + 1 < text.size() ? 1U : 0U;
    out += text[at];
  }
  return std::min(at + 1, text.size());
}

struct Parameter {
  std::string name;  // lower case, with its '*'
  std::string value;
};

std::vector<Parameter> read_parameters(std::string_view field) {
  std::vector<Parameter> parameters;
  std::size_t at = field.find(';');
  while (at < field.size()) {
    ++at;
    const std::size_t equals = field.find_first_of("=;", at);
    if (equals == std::string_view::npos) {
      break;
    }
    if (field[equals] == ';') {
      at = equals;
      continue;
    }
    Parameter parameter;
    parameter.name = ascii_lower(trim_blanks(field.substr(at, equals - at)));
    at = std::min(field.find_first_not_of(" \t\r\n", equals + 1), field.size());
    if (at < field.size() && field[at] == '"') {
      at = read_quoted(field, at, parameter.value);
      at = std::min(field.find(';', at), field.size());
    } else {
      const std::size_t end = std::min(field.find(';', at), field.size());
      parameter.value = trim_blanks(field.substr(at, end - at));
      at = end;
    }
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

// One encoded word, "=?charset?Q?text?=", at the beginning of `text`: its length, or 0.
std::size_t read_word(std::string_view text, std::string& out) {
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 3 >= text.size() ||
      text[charset_end + 2] != '?') {
    return 0;
  }
  const std::size_t begin = charset_end + 3;
  const std::size_t end = text.find("?=", begin);
  if (end == std::string_view::npos || text.substr(begin, end - begin).find('\n') < end) {
    return 0;
  }
  std::string_view charset = text.substr(2, charset_end - 2);
  charset = charset.substr(0, charset.find('*'));
  const std::string_view value = text.substr(begin, end - begin);
  const char kind = static_cast<char>(text[charset_end + 1] | 0x20);
  if (kind == 'q') {
    out = to_utf8(quoted_printable(value, true), charset);
  } else if (kind == 'b') {
    MimeBody body;
    Base64(body).add(value, {0, value.size()});
    out = to_utf8(body.bytes, charset);
  } else {
    return 0;
  }
  return end + 2;
}

}  // namespace

const MimeField* MimeHeader::find(std::string_view name) const {
  const auto found = std::find_if(
      fields.begin(), fields.end(), [&](const MimeField& f) { return f.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

MimeHeader read_mime_header(std::string_view message, Span part) {
  MimeHeader header;
  std::size_t at = part.begin;
  while (at < part.end) {
    std::size_t end = std::min(message.find('\n', at), part.end);
    const std::string_view line = message.substr(at, end - at);
    const std::size_t next = std::min(end + 1, part.end);
    if (trim_blanks(line).empty()) {
      header.end = next;
      return header;
    }
    const std::size_t colon = line.find(':');
    if ((line.front() == ' ' || line.front() == '\t') && !header.fields.empty()) {
      header.fields.back().value.end = at + line.size();
    } else if (colon != std::string_view::npos &&
               is_field_name(trim_blanks(line.substr(0, colon)))) {
      header.fields.push_back(
          {ascii_lower(trim_blanks(line.substr(0, colon))), {at + colon + 1, at + line.size()}});
    } else if (!line.starts_with("From ") && !line.starts_with(">From ")) {
      break;  // no header at all: the body begins here
    }
    at = next;
  }
  header.end = at;
  return header;
}

std::string mime_value(std::string_view field) {
  return ascii_lower(trim_blanks(field.substr(0, field.find_first_of(";("))));
}

// RFC 2231: "name*=utf-8''a%20b", and pieces "name*0*=", "name*1=".
std::string mime_parameter(std::string_view field, std::string_view name) {
  std::string joined;
  std::string charset;
  bool pieces = false;
  for (const Parameter& parameter : read_parameters(field)) {
    if (parameter.name == name) {
      std::string text;
      for (const MimeWords& words :
           read_encoded_words(parameter.value, {0, parameter.value.size()})) {
        text += words.text;
      }
      return text;
    }
    if (!parameter.name.starts_with(std::string(name) + "*")) {
      continue;
    }
    std::string value = parameter.value;
    if (parameter.name.ends_with('*')) {
      const std::size_t first = value.find('\'');
      const std::size_t second = first == std::string::npos ? first : value.find('\'', first + 1);
      if (!pieces && second != std::string::npos) {
        charset = value.substr(0, first);
        value.erase(0, second + 1);
      }
      value = percent_decoded(value);
    }
    joined += value;
    pieces = true;
  }
  return to_utf8(joined, charset);
}

std::vector<MimeWords> read_encoded_words(std::string_view message, Span value) {
  std::vector<MimeWords> words;
  bool after_word = false;
  const auto plain = [&](std::size_t begin, std::size_t end) {
    const std::string_view text = message.substr(begin, end - begin);
    if (begin < end && !(after_word && end < value.end && trim_blanks(text).empty())) {
      words.push_back({to_utf8(std::string(text), {}), {begin, end}});
    }
  };
  std::size_t done = value.begin;
  for (std::size_t at = value.begin; at < value.end;) {
    std::string text;
    const bool begins = message[at] == '=' && at + 1 < value.end && message[at + 1] == '?';
    const std::size_t length =
        begins ? read_word(message.substr(at, value.end - at), text) : std::size_t{0};
    if (length == 0) {
      ++at;
      continue;
    }
    plain(done, at);
    words.push_back({std::move(text), {at, at + length}});
    after_word = true;
    at += length;
    done = at;
  }
  plain(done, value.end);
  return words;
}

MimeBody decode_mime_body(std::string_view message, Span body, std::string_view encoding) {
  MimeBody decoded;
  if (encoding == "base64") {
    Base64(decoded).add(message, body);
  } else if (encoding == "quoted-printable") {
    add_quoted_printable(message, body, decoded);
  } else {
    decoded.bytes = message.substr(body.begin, body.size());
    decoded.map.add({0, body.begin, true, 1, 1});
  }
  decoded.map.finish(decoded.bytes.size(), body.end);
  return decoded;
}

}  // namespace imprimatur
