// UTF-16 and UTF-32 streams read as UTF-8: records are cut at bytes that stand for themselves in
// UTF-8 alone.
#ifndef IMPRIMATUR_AUDIT_UNICODE_STREAM_H_
#define IMPRIMATUR_AUDIT_UNICODE_STREAM_H_

#include "audit/byte_stream.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace imprimatur::audit {

// `none`: UTF-8, or whatever else has bytes that stand for ASCII characters.
enum class WideEncoding : std::uint8_t { none, utf16le, utf16be, utf32le, utf32be };

// By a byte order mark, or by where the zeros of ASCII characters stand.
[[nodiscard]] WideEncoding wide_encoding_of(std::string_view head);

// The text of `bytes` as far as it goes, without a byte order mark.
[[nodiscard]] std::string to_utf8(std::string_view bytes, WideEncoding encoding);

// The stream's text as UTF-8. It must begin at the beginning of its input; places are bytes of the
// text since then, with member 0. Lone surrogates become U+FFFD.
[[nodiscard]] std::unique_ptr<ByteStream> make_utf8_stream(std::unique_ptr<ByteStream> stream,
                                                           WideEncoding encoding);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_UNICODE_STREAM_H_
