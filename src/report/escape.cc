#include "report/escape.h"

#include "text/fold.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace imprimatur {
namespace {

struct Sequence {
  char32_t code_point = 0;
  std::size_t size = 1;
  bool valid = false;
};

unsigned byte_at(std::string_view s, std::size_t at) {
  return at < s.size() ? static_cast<unsigned char>(s[at]) : 0U;
}

// The lowest and highest second byte that Unicode (table 3-7) allows behind a lead byte.
struct Continuation {
  unsigned low = 0x80;
  unsigned high = 0xBF;
};

Continuation second_byte(unsigned lead) {
  switch (lead) {
    case 0xE0:
      return {0xA0, 0xBF};
    case 0xED:
      return {0x80, 0x9F};
    case 0xF0:
      return {0x90, 0xBF};
    case 0xF4:
      return {0x80, 0x8F};
    default:
      return {};
  }
}

// The sequence that begins at `at`; if invalid, its size is that of the maximal subpart.
Sequence sequence_at(std::string_view s, std::size_t at) {
  const unsigned lead = byte_at(s, at);
  if (lead < 0x80) {
    return {static_cast<char32_t>(lead), 1, true};
  }
  if (lead < 0xC2 || lead > 0xF4) {
    return {};
  }
  const std::size_t length = lead < 0xE0 ? 2 : (lead < 0xF0 ? 3 : 4);
  std::uint32_t value = lead & (0x7FU >> length);
  Continuation allowed = second_byte(lead);
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned next = byte_at(s, at + i);
    if (next < allowed.low || next > allowed.high) {
      return {0, i, false};
    }
    value = (value << 6U) | (next & 0x3FU);
    allowed = {};
  }
  return {static_cast<char32_t>(value), length, true};
}

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Characters that change how their neighbours look or that cannot be seen at all.
bool is_format_control(char32_t c) {
  return (c >= 0x80 && c <= 0x9F) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

// Joiners and marks that ordinary Arabic, Persian, Hindi and emoji texts need to look right.
bool is_harmless_format(char32_t c) {
  return c == 0x200C || c == 0x200D || c == 0x200E || c == 0x200F;
}

template <typename OnInvalid>
std::string escape_with(std::string_view text, OnInvalid on_invalid) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Sequence sequence = sequence_at(text, at);
    if (sequence.valid) {
      append_visible(out, sequence.code_point);
    } else {
      on_invalid(out, text.substr(at, sequence.size));
    }
    at += sequence.size;
  }
  return out;
}

}  // namespace

std::string to_valid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const Sequence sequence = sequence_at(bytes, at);
    out += sequence.valid ? bytes.substr(at, sequence.size) : kReplacement;
    at += sequence.size;
  }
  return out;
}

int append_visible(std::string& out, char32_t c) {
  if (c < 0x20 || c == 0x7F) {
    append_utf8(out, c == 0x7F ? char32_t{0x2421} : char32_t{0x2400} + c);
    return 1;
  }
  if (is_format_control(c) && !is_harmless_format(c)) {
    const std::string escape = fmt::format("\\u{{{:X}}}", static_cast<std::uint32_t>(c));
    out += escape;
    return static_cast<int>(escape.size());
  }
  append_utf8(out, c);
  return is_harmless_format(c) ? 0 : display_width(c);
}

std::string escape_controls(std::string_view text) {
  return escape_with(text, [](std::string& out, std::string_view) { out += kReplacement; });
}

std::string display_name(std::string_view name) {
  return escape_with(name, [](std::string& out, std::string_view invalid) {
    for (const char c : invalid) {
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
    }
  });
}

std::string escape_json_controls(std::string json) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = 0; at < json.size();) {
    const unsigned lead = byte_at(json, at);
    // Only DEL and sequences led by C2, D8, E2, EF and F3 can be such a control.
    if (lead != 0x7F && lead < 0xC2) {
      ++at;
      continue;
    }
    const Sequence sequence = sequence_at(json, at);
    const bool escape = sequence.valid && sequence.code_point < 0x10000 &&
                        (sequence.code_point == 0x7F || is_format_control(sequence.code_point)) &&
                        !is_harmless_format(sequence.code_point);
    if (escape) {
      out.append(json, done, at - done);
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(sequence.code_point));
      done = at + sequence.size;
    }
    at += sequence.size;
  }
  if (done == 0) {
    return json;
  }
  out.append(json, done);
  return out;
}

}  // namespace imprimatur
