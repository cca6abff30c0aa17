// Bytes of any encoding to UTF-8, with an exact way back to the input's bytes.
// Valid UTF-8 without a byte order mark is not copied: `text` then views the input, which must
// outlive the Decoded. Invalid bytes become U+FFFD and are counted, never dropped. What was once
// read in a wrong encoding and written as UTF-8 becomes what it was meant to be.
// Encodings follow the WHATWG Encoding Standard's labels. Pure; thread-safe.
#ifndef IMPRIMATUR_TEXT_DECODE_H_
#define IMPRIMATUR_TEXT_DECODE_H_

#include "base/result.h"
#include "text/span.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// A monotone, piecewise linear map from offsets in decoded text to offsets in the input.
class OffsetMap {
 public:
  [[nodiscard]] bool identity() const { return pieces_.empty(); }
  // Offset in the input of the character that holds byte `at` of the decoded text.
  [[nodiscard]] std::size_t to_source(std::size_t at) const;
  [[nodiscard]] Span to_source(Span decoded) const;

  // From decoded offset `decoded` to where the next piece begins. Linear: characters of
  // `decoded_step` bytes that took `source_step` bytes each; source offset = source +
  // (at - decoded) / decoded_step * source_step. Not linear: all of it stands for the source up to
  // the next piece. Pieces are added in order of both offsets; what continues the last is merged.
  struct Piece {
    std::size_t decoded = 0;
    std::size_t source = 0;
    bool linear = true;
    std::uint8_t decoded_step = 1;
    std::uint8_t source_step = 1;
  };
  void add(Piece piece);
  // The pieces of another text's map, which stands behind what is here: both its offsets are
  // moved. An identity becomes one piece.
  void append(const OffsetMap& map, std::size_t decoded, std::size_t source);
  // Where decoded text ends and the source ends; needed to map exclusive ends.
  void finish(std::size_t decoded_size, std::size_t source_size);

 private:
  [[nodiscard]] const Piece* piece_at(std::size_t at) const;
  [[nodiscard]] std::size_t character_end(std::size_t at) const;

  std::vector<Piece> pieces_;
  std::size_t decoded_size_ = 0;
  std::size_t source_size_ = 0;
};

// The way through two maps: `first` leads from `text` to where `second` goes on. Asked for each
// character, so that it is exact also where the steps of `second` are not those of characters
// (base64).
[[nodiscard]] OffsetMap chain(std::string_view text,
                              const OffsetMap& first,
                              const OffsetMap& second);

struct Decoded {
  std::string_view text;          // UTF-8, valid; views the input or `storage`
  std::string storage;            // owns the text when it had to be converted
  OffsetMap map;                  // empty: identity
  std::string encoding;           // lower-case WHATWG name: "utf-8", "windows-1254", …
  bool detected = false;          // guessed from the bytes rather than declared or marked
  std::size_t invalid = 0;        // byte sequences replaced by U+FFFD
  std::size_t first_invalid = 0;  // input offset of the first, if any

  Decoded() = default;
  Decoded(const Decoded&) = delete;
  Decoded& operator=(const Decoded&) = delete;
  Decoded(Decoded&&) noexcept;
  Decoded& operator=(Decoded&&) noexcept;
};

// `declared` is a label from a header or flag, empty if none: "iso-8859-9", "latin5", "gbk", …
// Errors: encoding (unknown label), unsupported (the bytes are binary, not text: says what was
// recognised, "PNG image", "ELF program", or "binary data").
[[nodiscard]] Result<Decoded> decode(std::string_view bytes, std::string_view declared = {});

// Lower-case WHATWG name for a label, in any case and with blanks around it; empty if unknown.
[[nodiscard]] std::string encoding_for_label(std::string_view label);

// True if all of `bytes` is well-formed UTF-8 (as fast as the machine allows).
[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_DECODE_H_
