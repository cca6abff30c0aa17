#include "audit/body_codec.h"

#include "audit/codecs.h"
#include "audit/warc_record.h"

#include <brotli/decode.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kOut = std::size_t{256} << 10U;

struct FreeDecoder {
  void operator()(BrotliDecoderState* p) const { BrotliDecoderDestroyInstance(p); }
};

// Brotli (RFC 7932) has no magic.
bool unpack_brotli(std::string_view bytes, std::size_t limit, std::string& out, bool& cut) {
  out.clear();
  cut = true;
  const std::unique_ptr<BrotliDecoderState, FreeDecoder> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!state) {
    return false;
  }
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  auto answer = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (answer == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out.size() < limit) {
    const std::size_t before = out.size();
    out.resize(before + kOut);
    auto* made = reinterpret_cast<std::uint8_t*>(out.data() + before);
    std::size_t room = kOut;
    answer = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &made, nullptr);
    out.resize(before + kOut - room);
  }
  cut = answer != BROTLI_DECODER_RESULT_SUCCESS;
  return !cut || !out.empty();
}

}  // namespace

const BodyCodec* find_body_codec(std::string_view name) {
  static constexpr std::array<BodyCodec, 5> kRows = {{
      {"gzip", true, inflate_body},
      {"x-gzip", true, inflate_body},
      {"deflate", true, inflate_body},
      {"br", false, unpack_brotli},
      {"zstd", true, unpack_zstd},
  }};
  const auto* const found = std::find_if(
      kRows.begin(), kRows.end(), [&](const BodyCodec& row) { return same_name(row.name, name); });
  return found == kRows.end() ? nullptr : found;
}

}  // namespace imprimatur::audit
