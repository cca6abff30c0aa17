// The compressions, one file each, and the compressors of our own outputs. A compressor is one per
// thread; equal bytes give equal output.
#ifndef IMPRIMATUR_AUDIT_CODECS_H_
#define IMPRIMATUR_AUDIT_CODECS_H_

#include "audit/byte_stream.h"

#include <memory>
#include <string>
#include <string_view>

namespace imprimatur::audit {

[[nodiscard]] bool is_gzip(std::string_view head);
[[nodiscard]] bool is_zstd(std::string_view head);
[[nodiscard]] bool is_xz(std::string_view head);
[[nodiscard]] bool is_bzip2(std::string_view head);
[[nodiscard]] bool is_lz4(std::string_view head);
[[nodiscard]] std::unique_ptr<ByteStream> make_gzip_stream(std::unique_ptr<FileInput> input);
[[nodiscard]] std::unique_ptr<ByteStream> make_zstd_stream(std::unique_ptr<FileInput> input);
[[nodiscard]] std::unique_ptr<ByteStream> make_xz_stream(std::unique_ptr<FileInput> input);
[[nodiscard]] std::unique_ptr<ByteStream> make_bzip2_stream(std::unique_ptr<FileInput> input);
[[nodiscard]] std::unique_ptr<ByteStream> make_lz4_stream(std::unique_ptr<FileInput> input);

class Compressor {
 public:
  virtual ~Compressor() = default;
  // Appends one whole member or frame, so that outputs can be put one behind the other.
  virtual void append(std::string_view bytes, std::string& out) = 0;
};
[[nodiscard]] std::unique_ptr<Compressor> make_gzip_compressor();
[[nodiscard]] std::unique_ptr<Compressor> make_zstd_compressor();
[[nodiscard]] std::unique_ptr<Compressor> make_compressor(Packing packing);

// Rows of body_codec.h: "gzip", "deflate" with and without zlib's wrapper, and "zstd".
[[nodiscard]] bool inflate_body(std::string_view bytes,
                                std::size_t limit,
                                std::string& out,
                                bool& cut);
[[nodiscard]] bool unpack_zstd(std::string_view bytes,
                               std::size_t limit,
                               std::string& out,
                               bool& cut);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_CODECS_H_
