// Appends characters to a Decoded with their way back to the input. Private to the text layer.
#ifndef IMPRIMATUR_TEXT_DECODED_WRITER_H_
#define IMPRIMATUR_TEXT_DECODED_WRITER_H_

#include "text/decode.h"
#include "text/fold.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace imprimatur {

class DecodedWriter {
 public:
  DecodedWriter(Decoded& out, std::size_t expected) : out_(out) { out_.storage.reserve(expected); }

  // `c` stands in `length` bytes of the input at `source`.
  void write(char32_t c, std::size_t source, std::size_t length) {
    const std::size_t begin = out_.storage.size();
    if (c == 0xFFFD) {
      count_invalid(source);
    }
    append_utf8(out_.storage, c);
    const std::size_t size = out_.storage.size() - begin;
    OffsetMap::Piece piece{begin, source};
    piece.linear = length < 256;
    piece.decoded_step = static_cast<std::uint8_t>(size);
    piece.source_step = static_cast<std::uint8_t>(length);
    out_.map.add(piece);
  }

  // Bytes that are UTF-8 already.
  void copy(std::string_view text, std::size_t source) {
    if (!text.empty()) {
      out_.map.add({out_.storage.size(), source});
      out_.storage.append(text);
    }
  }

  void count_invalid(std::size_t source) {
    if (out_.invalid++ == 0) {
      out_.first_invalid = source;
    }
  }

  void finish(std::size_t source_size) {
    if (out_.storage.empty() && source_size > 0) {
      out_.map.add({0, source_size, false});  // only a byte order mark or shifts: no identity
    }
    out_.text = out_.storage;
    out_.map.finish(out_.storage.size(), source_size);
  }

 private:
  Decoded& out_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_DECODED_WRITER_H_
