#include "text/decode.h"

#include "text/binary.h"
#include "text/decoded_writer.h"
#include "text/encodings.h"
#include "text/garbled.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace imprimatur {

namespace {

using namespace std::string_view_literals;

struct Mark {
  std::string_view bytes;
  std::string_view encoding;
};

// UTF-32 before UTF-16: its mark begins with the shorter one.
constexpr std::array<Mark, 5> kMarks = {{{"\xFF\xFE\0\0"sv, "utf-32le"},
                                         {"\0\0\xFE\xFF"sv, "utf-32be"},
                                         {"\xEF\xBB\xBF"sv, "utf-8"},
                                         {"\xFF\xFE"sv, "utf-16le"},
                                         {"\xFE\xFF"sv, "utf-16be"}}};

// In UTF-16 with NULs at `nul` of each pair the other byte is a Latin-1 character, not a control.
bool is_text_beside_nuls(std::string_view head, std::size_t nul) {
  std::size_t text = 0;
  std::size_t controls = 0;
  for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
    const auto other = static_cast<unsigned char>(head[i + 1 - nul]);
    if (head[i + nul] == '\0') {
      const bool control = other < 0x20 && (other < '\t' || other > '\r');
      control ? ++controls : ++text;
    }
  }
  return text > 10 * controls;
}

// UTF-16 and UTF-32 without a mark: ASCII in them shows as NULs at one place of each unit.
std::string_view wide_by_nuls(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  if (head.size() < 4 || head.find('\0') == std::string_view::npos) {
    return {};
  }
  std::array<std::size_t, 4> nuls{};
  for (std::size_t i = 0; i < head.size(); ++i) {
    nuls[i % 4] += head[i] == '\0' ? 1U : 0U;
  }
  const std::size_t units = head.size() / 4;
  const auto most = [&](std::size_t n) { return n * 10 >= units * 7; };
  const auto few = [&](std::size_t n) { return n * 50 <= units; };
  if (most(nuls[1]) && most(nuls[2]) && most(nuls[3]) && few(nuls[0])) {
    return "utf-32le";
  }
  if (most(nuls[0]) && most(nuls[1]) && most(nuls[2]) && few(nuls[3])) {
    return "utf-32be";
  }
  const std::size_t even = nuls[0] + nuls[2];
  const std::size_t odd = nuls[1] + nuls[3];
  // Blanks and digits alone make a tenth of a text in any script.
  if (even * 50 <= odd && odd * 10 >= units && is_text_beside_nuls(head, 1)) {
    return "utf-16le";
  }
  if (odd * 50 <= even && even * 10 >= units && is_text_beside_nuls(head, 0)) {
    return "utf-16be";
  }
  return {};
}

char32_t unit_at(std::string_view bytes, std::size_t at, std::size_t size, bool little) {
  char32_t unit = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t from = little ? at + size - 1 - i : at + i;
    unit = unit << 8 | static_cast<unsigned char>(bytes[from]);
  }
  return unit;
}

bool is_surrogate(char32_t c) {
  return c >= 0xD800 && c < 0xE000;
}

void convert_wide(std::string_view bytes, std::size_t at, std::string_view encoding, Decoded& out) {
  const bool little = encoding.ends_with("le");
  const std::size_t size = encoding.starts_with("utf-32") ? 4 : 2;
  DecodedWriter writer(out, bytes.size());
  while (at + size <= bytes.size()) {
    char32_t c = unit_at(bytes, at, size, little);
    std::size_t length = size;
    if (size == 2 && c >= 0xD800 && c < 0xDC00 && at + 4 <= bytes.size()) {
      const char32_t low = unit_at(bytes, at + 2, 2, little);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        length = 4;
      }
    }
    writer.write(is_surrogate(c) || c > 0x10FFFF ? 0xFFFD : c, at, length);
    at += length;
  }
  if (at < bytes.size()) {
    writer.write(0xFFFD, at, bytes.size() - at);
  }
  writer.finish(bytes.size());
}

void convert_utf8(std::string_view bytes, std::size_t at, Decoded& out) {
  if (at == 0 && is_valid_utf8(bytes)) {
    const Misreading misreading = misreading_of(bytes);
    if (misreading.written.empty()) {
      out.text = bytes;
    } else {
      undo_misreading(bytes, misreading, out);
    }
    return;
  }
  DecodedWriter writer(out, bytes.size());
  while (at < bytes.size()) {
    const std::size_t begin = at;
    Utf8Step step;
    while (at < bytes.size()) {
      at += ascii_prefix(bytes.substr(at));
      step = utf8_step(bytes, at);
      if (at >= bytes.size() || !step.valid) {
        break;
      }
      at += step.length;
    }
    writer.copy(bytes.substr(begin, at - begin), begin);
    if (at < bytes.size()) {
      writer.write(0xFFFD, at, step.length);
      at += step.length;
    }
  }
  writer.finish(bytes.size());
}

// True if the bytes are UTF-8 but for a few: damaged or cut off rather than of another encoding.
bool is_mostly_utf8(std::string_view bytes) {
  std::size_t good = 0;
  std::size_t bad = 0;
  std::size_t at = 0;
  while (at < bytes.size()) {
    at += ascii_prefix(bytes.substr(at));
    if (at >= bytes.size()) {
      break;
    }
    const Utf8Step step = utf8_step(bytes, at);
    at += step.length;
    if (step.valid) {
      ++good;
    } else if (at < bytes.size()) {  // at the end a character may be cut off
      ++bad;
    }
  }
  return good > 0 && good >= 2 * bad;
}

// Chooses the encoding; `skip` is the length of a byte order mark.
Result<std::string> choose(std::string_view bytes,
                           std::string_view declared,
                           std::size_t& skip,
                           bool& detected) {
  for (const Mark& mark : kMarks) {
    if (bytes.starts_with(mark.bytes)) {
      skip = mark.bytes.size();
      return std::string(mark.encoding);
    }
  }
  std::string label;
  if (!declared.empty()) {
    label = encoding_for_label(declared);
    if (label.empty()) {
      return fail(ErrorCode::encoding, "unknown encoding \"" + std::string(declared) + "\"");
    }
    if (label.starts_with("utf-16") || label.starts_with("utf-32")) {
      return label;
    }
  }
  if (const std::string_view what = recognise_magic(bytes); !what.empty()) {
    return fail(ErrorCode::unsupported, "not a text: " + std::string(what));
  }
  if (const std::string_view wide = wide_by_nuls(bytes); !wide.empty()) {
    detected = true;
    return std::string(wide);
  }
  if (const std::string_view what = recognise_binary(bytes); !what.empty()) {
    return fail(ErrorCode::unsupported, "not a text: " + std::string(what));
  }
  if (!label.empty() && label != "utf-8") {
    return label;
  }
  detected = label.empty();
  const bool escapes = bytes.find("\x1B$") != std::string_view::npos;
  if (!escapes && (is_valid_utf8(bytes) || is_mostly_utf8(bytes))) {
    return std::string("utf-8");
  }
  detected = true;
  return guess_encoding(bytes);
}

}  // namespace

Decoded::Decoded(Decoded&& other) noexcept {
  *this = std::move(other);
}

// A view of the own storage must follow it: short strings move to another address.
Decoded& Decoded::operator=(Decoded&& other) noexcept {
  if (this == &other) {
    return *this;
  }
  const bool own = !other.storage.empty() && other.text.data() == other.storage.data();
  const std::size_t size = other.text.size();
  text = other.text;
  storage = std::move(other.storage);
  if (own) {
    text = std::string_view(storage).substr(0, size);
  }
  map = std::move(other.map);
  encoding = std::move(other.encoding);
  detected = other.detected;
  invalid = other.invalid;
  first_invalid = other.first_invalid;
  other.text = {};
  return *this;
}

Result<Decoded> decode(std::string_view bytes, std::string_view declared) {
  Decoded out;
  std::size_t skip = 0;
  IMPRIMATUR_TRY(std::string encoding, choose(bytes, declared, skip, out.detected));
  if (encoding == "utf-8") {
    convert_utf8(bytes, skip, out);
  } else if (encoding.starts_with("utf-16") || encoding.starts_with("utf-32")) {
    convert_wide(bytes, skip, encoding, out);
  } else {
    Result<void> converted = convert_legacy(bytes, encoding, out);
    if (!converted) {
      return tl::unexpected<Error>(std::move(converted).error());
    }
  }
  out.encoding = std::move(encoding);
  return out;
}

}  // namespace imprimatur
