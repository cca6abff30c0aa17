#include "audit/byte_stream.h"

#include "audit/codecs.h"

#include <algorithm>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10U;

class PlainStream final : public ByteStream {
 public:
  using ByteStream::ByteStream;

  Result<Chunk> next() override {
    input().consume(given_);
    IMPRIMATUR_TRY(const std::string_view bytes, input().peek(1));
    given_ = std::min(bytes.size(), kBlock);
    return Chunk{bytes.substr(0, given_), {0, input().offset()}, false};
  }

 private:
  std::size_t given_ = 0;
};

std::unique_ptr<ByteStream> make_plain_stream(std::unique_ptr<FileInput> input) {
  return std::make_unique<PlainStream>(std::move(input));
}

class NoCompressor final : public Compressor {
 public:
  void append(std::string_view bytes, std::string& out) override { out += bytes; }
};

}  // namespace

std::unique_ptr<Compressor> make_compressor(Packing packing) {
  switch (packing) {
    case Packing::gzip:
      return make_gzip_compressor();
    case Packing::zstd:
      return make_zstd_compressor();
    case Packing::plain:
      break;
  }
  return std::make_unique<NoCompressor>();
}

const std::vector<Codec>& codecs() {
  static const std::vector<Codec> rows = {
      {"gzip", {".gz", ".gzip"}, is_gzip, make_gzip_stream, Packing::gzip},
      {"zstd", {".zst", ".zstd"}, is_zstd, make_zstd_stream, Packing::zstd},
      {"xz", {".xz"}, is_xz, make_xz_stream, Packing::zstd},
      {"bzip2", {".bz2"}, is_bzip2, make_bzip2_stream, Packing::zstd},
      {"lz4", {".lz4"}, is_lz4, make_lz4_stream, Packing::zstd},
      {"plain", {}, [](std::string_view) { return true; }, make_plain_stream, Packing::plain},
  };
  return rows;
}

Result<std::unique_ptr<ByteStream>> open_stream(std::unique_ptr<FileInput> input,
                                                StreamPosition from,
                                                const Codec** codec) {
  IMPRIMATUR_TRY(const std::string_view head, input->peek(16));
  const auto found = std::find_if(
      codecs().begin(), codecs().end(), [&](const Codec& row) { return row.sniff(head); });
  if (codec != nullptr) {
    *codec = &*found;
  }
  const bool plain = found->packing == Packing::plain;
  if (const auto moved = input->seek(plain ? from.skip : from.member); !moved) {
    return tl::unexpected<Error>(moved.error());
  }
  return found->make(std::move(input));
}

std::string_view without_codec_suffix(std::string_view name) {
  for (const Codec& row : codecs()) {
    for (const std::string_view suffix : row.suffixes) {
      if (name.ends_with(suffix)) {
        return name.substr(0, name.size() - suffix.size());
      }
    }
  }
  return name;
}

}  // namespace imprimatur::audit
