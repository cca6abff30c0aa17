#include "text/garbled.h"

#include "text/decoded_writer.h"
#include "text/encodings.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

// Characters beyond ASCII that are looked at, in so many bytes from the first one on.
constexpr std::size_t kSample = 2000;
constexpr std::size_t kReach = std::size_t{1} << 20;
// Fewer misread characters prove nothing.
constexpr std::size_t kLeast = 6;
// Runs of letters this long are words of their own.
constexpr std::size_t kWord = 3;

// The byte of each character in a single-byte encoding.
class Bytes {
 public:
  explicit Bytes(const std::string& encoding) {
    const ByteTable table = byte_table(encoding);
    for (std::size_t byte = 0x80; byte < table.size(); ++byte) {
      if (table[byte] != 0xFFFD) {
        bytes_.emplace_back(table[byte], static_cast<std::uint8_t>(byte));
      }
      // What has no character there passes as a control.
      if (byte < 0xA0 && (table[byte] == 0xFFFD || encoding == "windows-1252")) {
        bytes_.emplace_back(static_cast<char32_t>(byte), static_cast<std::uint8_t>(byte));
      }
    }
    std::sort(bytes_.begin(), bytes_.end());
  }

  // -1 if it has none, or is ASCII.
  [[nodiscard]] int of(char32_t c) const {
    const auto found = std::lower_bound(
        bytes_.begin(), bytes_.end(), std::pair<char32_t, std::uint8_t>(c, std::uint8_t{0}));
    return found != bytes_.end() && found->first == c ? found->second : -1;
  }

 private:
  std::vector<std::pair<char32_t, std::uint8_t>> bytes_;
};

const Bytes& bytes_of(std::string_view encoding) {
  static const Bytes western("windows-1252");
  static const Bytes cyrillic("windows-1251");
  return encoding == "windows-1251" ? cyrillic : western;
}

struct Meant {
  char32_t c = 0;
  std::size_t length = 0;  // bytes of the text that show it; 0: nothing was misread here
};

// A character of UTF-8 whose bytes are shown from `at` on.
Meant read_utf8(std::string_view text, std::size_t at, const Bytes& bytes) {
  std::string shown;
  std::size_t end = at;
  std::size_t length = 1;
  while (shown.size() < length) {
    if (end >= text.size()) {
      return {};
    }
    const int byte = bytes.of(next_code_point(text, end));
    if (byte < 0) {
      return {};
    }
    if (shown.empty()) {
      length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    }
    shown.push_back(static_cast<char>(byte));
  }
  std::size_t inside = 0;
  return is_valid_utf8(shown) ? Meant{next_code_point(shown, inside), end - at} : Meant{};
}

std::size_t next_beyond_ascii(std::string_view text, std::size_t at) {
  return at + ascii_prefix(text.substr(at));
}

// True if the characters beyond ASCII are UTF-8 that was read as `bytes`.
bool was_utf8(std::string_view text, const Bytes& bytes) {
  std::size_t letters = 0;
  std::size_t others = 0;
  std::size_t at = next_beyond_ascii(text, 0);
  for (std::size_t looked = 0; at < text.size() && looked < kSample; ++looked) {
    const Meant meant = read_utf8(text, at, bytes);
    if (meant.length != 0) {
      letters += is_letter(meant.c) ? 1U : 0U;
      at += meant.length;
    } else {
      ++others;
      if (others > kLeast && others > letters) {
        return false;
      }
      static_cast<void>(next_code_point(text, at));
    }
    at = next_beyond_ascii(text, at);
  }
  // Some bytes have no character in windows-1252 and were lost on the way.
  constexpr std::size_t kPerLost = 3;
  return letters >= kLeast && letters > kPerLost * others;
}

bool is_ascii_letter(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z';
}

// The bytes of a single-byte encoding, or of an East Asian one, that were read as windows-1252;
// empty if it were a likely text: whose words are not all accents.
std::string western_bytes(std::string_view text) {
  const Bytes& bytes = bytes_of("windows-1252");
  std::string shown;
  std::size_t words = 0;    // letters in runs that are words
  std::size_t accents = 0;  // others
  std::size_t at = 0;
  while (at < text.size() && words + accents < kSample) {
    const std::size_t begin = next_beyond_ascii(text, at);
    shown.append(text.substr(at, begin - at));
    at = begin;
    std::size_t run = 0;
    std::size_t letters = 0;
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80U) {
      const char32_t c = next_code_point(text, at);
      const int byte = bytes.of(c);
      if (byte < 0) {
        return {};
      }
      shown.push_back(static_cast<char>(byte));
      letters += is_letter(c) ? 1U : 0U;
      ++run;
    }
    const bool beside =
        (begin > 0 && is_ascii_letter(text, begin - 1)) || is_ascii_letter(text, at);
    (run >= kWord && 2 * letters >= run && !beside ? words : accents) += run;
    if (accents > 4 * kLeast && accents > words) {
      return {};
    }
  }
  return words >= 4 * kWord && words > 2 * accents ? shown : std::string();
}

bool is_of_another_script(std::string_view encoding) {
  constexpr std::array<std::string_view, 14> kEncodings = {"windows-1251",
                                                           "koi8-r",
                                                           "koi8-u",
                                                           "windows-1253",
                                                           "iso-8859-7",
                                                           "windows-1255",
                                                           "windows-1256",
                                                           "windows-874",
                                                           "gb18030",
                                                           "gbk",
                                                           "big5",
                                                           "shift_jis",
                                                           "euc-jp",
                                                           "euc-kr"};
  return std::find(kEncodings.begin(), kEncodings.end(), encoding) != kEncodings.end();
}

void undo_utf8(std::string_view text, const Bytes& bytes, Decoded& out) {
  DecodedWriter writer(out, text.size());
  std::size_t begin = 0;  // of what is copied
  std::size_t at = next_beyond_ascii(text, 0);
  while (at < text.size()) {
    const Meant meant = read_utf8(text, at, bytes);
    if (meant.length != 0) {
      writer.copy(text.substr(begin, at - begin), begin);
      writer.write(meant.c, at, meant.length);
      at += meant.length;
      begin = at;
    } else {
      static_cast<void>(next_code_point(text, at));
    }
    at = next_beyond_ascii(text, at);
  }
  writer.copy(text.substr(begin), begin);
  writer.finish(text.size());
}

void undo_western(std::string_view text, const std::string& written, Decoded& out) {
  const Bytes& bytes = bytes_of("windows-1252");
  std::string shown;
  shown.reserve(text.size());
  OffsetMap back;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = next_beyond_ascii(text, at);
    if (begin > at) {
      back.add({shown.size(), at});
      shown.append(text.substr(at, begin - at));
    }
    at = begin;
    if (at < text.size()) {
      const int byte = bytes.of(next_code_point(text, at));
      OffsetMap::Piece piece{shown.size(), begin};
      piece.source_step = static_cast<std::uint8_t>(at - begin);
      back.add(piece);
      shown.push_back(byte < 0 ? '?' : static_cast<char>(byte));
    }
  }
  back.finish(shown.size(), text.size());
  if (convert_legacy(shown, written, out)) {
    out.map = chain(out.text, out.map, back);
  }
}

}  // namespace

Misreading misreading_of(std::string_view text) {
  text.remove_prefix(next_beyond_ascii(text, 0));
  if (text.size() > kReach) {
    std::size_t end = kReach;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    text = text.substr(0, end);
  }
  if (text.empty()) {
    return {};
  }
  for (const std::string_view read_as : {"windows-1252", "windows-1251"}) {
    if (was_utf8(text, bytes_of(read_as))) {
      return {"utf-8", std::string(read_as)};
    }
  }
  const std::string bytes = western_bytes(text);
  if (bytes.empty() || is_valid_utf8(bytes)) {
    return {};
  }
  std::string written = guess_encoding(bytes);
  return is_of_another_script(written) ? Misreading{std::move(written), "windows-1252"}
                                       : Misreading{};
}

void undo_misreading(std::string_view text, const Misreading& misreading, Decoded& out) {
  if (misreading.written == "utf-8") {
    undo_utf8(text, bytes_of(misreading.read_as), out);
  } else {
    undo_western(text, misreading.written, out);
  }
}

}  // namespace imprimatur
