#include "audit/unicode_stream.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kSample = 512;
constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kMark = 0xFEFF;

bool is_utf32(WideEncoding encoding) {
  return encoding == WideEncoding::utf32le || encoding == WideEncoding::utf32be;
}

bool is_little(WideEncoding encoding) {
  return encoding == WideEncoding::utf16le || encoding == WideEncoding::utf32le;
}

std::size_t unit_size(WideEncoding encoding) {
  return is_utf32(encoding) ? 4 : 2;
}

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&](char32_t value) { out += static_cast<char>(value); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6U);
    byte(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12U);
    byte(0x80 | (c >> 6U & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  } else {
    byte(0xF0 | c >> 18U);
    byte(0x80 | (c >> 12U & 0x3FU));
    byte(0x80 | (c >> 6U & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  }
}

// Units that come in pieces to UTF-8.
class WideDecoder {
 public:
  explicit WideDecoder(WideEncoding encoding)
      : size_(unit_size(encoding)), little_(is_little(encoding)) {}

  void add(std::string_view bytes, std::string& out) {
    for (const char c : bytes) {
      part_[filled_++] = static_cast<unsigned char>(c);
      if (filled_ == size_) {
        filled_ = 0;
        unit(value(), out);
      }
    }
  }
  // Ends the text here: what is begun is given as U+FFFD. True if there was something.
  bool end(std::string& out) {
    const bool begun = filled_ > 0 || high_;
    if (begun) {
      append_utf8(out, kReplacement);
    }
    filled_ = 0;
    high_.reset();
    return begun;
  }

 private:
  [[nodiscard]] char32_t value() const {
    char32_t value = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      value = value << 8U | part_[little_ ? size_ - 1 - i : i];
    }
    return value;
  }

  void unit(char32_t value, std::string& out) {
    const bool low = value >= 0xDC00 && value < 0xE000;
    if (high_ && low && size_ == 2) {
      append_utf8(out, 0x10000 + ((*high_ & 0x3FFU) << 10U | (value & 0x3FFU)));
      high_.reset();
      return;
    }
    if (high_) {
      append_utf8(out, kReplacement);
      high_.reset();
    }
    if (value >= 0xD800 && value < 0xDC00 && size_ == 2) {
      high_ = value;
    } else if (!std::exchange(began_, true) && value == kMark) {
      return;
    } else {
      const bool wrong = low || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000);
      append_utf8(out, wrong ? kReplacement : value);
    }
  }

  std::size_t size_;
  bool little_;
  bool began_ = false;
  std::array<unsigned char, 4> part_{};
  std::size_t filled_ = 0;
  std::optional<char32_t> high_;
};

class Utf8Stream final : public ByteStream {
 public:
  Utf8Stream(std::unique_ptr<ByteStream> stream, WideEncoding encoding)
      : ByteStream(nullptr), stream_(std::move(stream)), decoder_(encoding) {}

  Result<Chunk> next() override {
    while (true) {
      Chunk chunk;
      if (held_) {
        chunk = *std::exchange(held_, std::nullopt);
      } else {
        IMPRIMATUR_TRY(chunk, stream_->next());
      }
      text_.clear();
      const bool end = chunk.bytes.empty();
      if ((end || chunk.gap) && decoder_.end(text_)) {
        // In front of the gap or the end, where it stood.
        if (end && !chunk.gap) {
          problem(ErrorCode::unreadable,
                  stream_->consumed(),
                  "the input ends inside a character: it has an odd number of bytes, or half of a "
                  "pair of surrogates");
        }
        held_ = chunk;
        return give(false);
      }
      for (Problem& one : stream_->take_problems()) {
        problem(one.code, one.offset, std::move(one.message));
      }
      gap_ = gap_ || chunk.gap;
      if (end) {
        return Chunk{{}, {0, given_}, std::exchange(gap_, false)};
      }
      decoder_.add(chunk.bytes, text_);
      if (!text_.empty()) {
        return give(std::exchange(gap_, false));
      }
    }
  }
  std::uint64_t consumed() const override { return stream_->consumed(); }

 private:
  Chunk give(bool gap) {
    const Chunk chunk{text_, {0, given_}, gap};
    given_ += text_.size();
    return chunk;
  }

  std::unique_ptr<ByteStream> stream_;
  WideDecoder decoder_;
  std::string text_;
  std::optional<Chunk> held_;  // what follows an unfinished character
  std::uint64_t given_ = 0;
  bool gap_ = false;
};

}  // namespace

WideEncoding wide_encoding_of(std::string_view head) {
  if (head.starts_with(std::string_view("\xff\xfe\0\0", 4))) {
    return WideEncoding::utf32le;
  }
  if (head.starts_with(std::string_view("\0\0\xfe\xff", 4))) {
    return WideEncoding::utf32be;
  }
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) {
    return head.starts_with("\xff") ? WideEncoding::utf16le : WideEncoding::utf16be;
  }
  // JSON and tables hold many ASCII characters, and no zeros that are characters.
  head = head.substr(0, kSample);
  std::array<std::size_t, 4> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) {
    zeros[i % 4] += head[i] == '\0' ? 1U : 0U;
  }
  const std::size_t units = head.size() / 4;
  if (units == 0) {
    return WideEncoding::none;
  }
  const auto most = [&](std::size_t at) { return zeros[at] * 8 >= units * 7; };
  const auto many = [&](std::size_t at) { return zeros[at] * 4 >= units; };
  const auto few = [&](std::size_t at) { return zeros[at] * 16 <= units; };
  if (most(2) && most(3) && few(0)) {
    return WideEncoding::utf32le;
  }
  if (most(0) && most(1) && few(3)) {
    return WideEncoding::utf32be;
  }
  if (many(1) && many(3) && few(0) && few(2)) {
    return WideEncoding::utf16le;
  }
  if (many(0) && many(2) && few(1) && few(3)) {
    return WideEncoding::utf16be;
  }
  return WideEncoding::none;
}

std::string to_utf8(std::string_view bytes, WideEncoding encoding) {
  std::string out;
  WideDecoder(encoding).add(bytes, out);
  return out;
}

std::unique_ptr<ByteStream> make_utf8_stream(std::unique_ptr<ByteStream> stream,
                                             WideEncoding encoding) {
  return std::make_unique<Utf8Stream>(std::move(stream), encoding);
}

}  // namespace imprimatur::audit
