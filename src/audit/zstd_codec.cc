// Zstandard (RFC 8878): frames one behind the other, skippable frames, and the dictionary frame in
// front of .warc.zst files (5D 2A 4D 18: the dictionary itself, or a frame that holds it).
#include "audit/codecs.h"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kOut = std::size_t{256} << 10U;
constexpr std::size_t kMaxDictionary = std::size_t{64} << 20U;
constexpr std::string_view kMagic = "\x28\xb5\x2f\xfd";
constexpr std::string_view kDictionaryFrame = "\x5d\x2a\x4d\x18";
constexpr int kLevel = 3;

struct FreeDecompressor {
  void operator()(ZSTD_DCtx* p) const { ZSTD_freeDCtx(p); }
};
struct FreeCompressor {
  void operator()(ZSTD_CCtx* p) const { ZSTD_freeCCtx(p); }
};

class ZstdStream final : public ByteStream {
 public:
  explicit ZstdStream(std::unique_ptr<FileInput> input)
      : ByteStream(std::move(input)), state_(ZSTD_createDCtx()) {
    out_.resize(kOut);
  }

  Result<Chunk> next() override {
    if (!began_) {
      began_ = true;
      IMPRIMATUR_TRY(const bool loaded, load_dictionary());
      (void)loaded;
    }
    while (true) {
      IMPRIMATUR_TRY(const std::string_view bytes, input().peek(1));
      if (!inside_) {
        member_ = input().offset();
        inflated_ = 0;
      }
      ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
      ZSTD_outBuffer out{out_.data(), out_.size(), 0};
      const std::size_t answer =
          bytes.empty() && !inside_ ? 0 : ZSTD_decompressStream(state_.get(), &out, &in);
      input().consume(in.pos);
      if (ZSTD_isError(answer) != 0U) {
        IMPRIMATUR_TRY(const bool found, skip_damage(ZSTD_getErrorName(answer)));
        if (!found) {
          return end();
        }
        continue;
      }
      if (out.pos > 0) {
        const Chunk chunk{{out_.data(), out.pos}, {member_, inflated_}, std::exchange(gap_, false)};
        inflated_ += out.pos;
        inside_ = answer != 0;
        return chunk;
      }
      if (bytes.empty()) {
        if (inside_) {
          gap_ = true;
          problem(ErrorCode::unreadable,
                  member_,
                  fmt::format("the file ends inside the zstd frame at offset {}: what is whole was "
                              "read",
                              member_));
        }
        return end();
      }
      inside_ = answer != 0;
    }
  }

 private:
  Chunk end() {
    inside_ = false;
    return Chunk{{}, {input().offset(), 0}, std::exchange(gap_, false)};
  }

  Result<bool> load_dictionary() {
    const std::uint64_t back = input().offset();
    if (back != 0) {
      if (const auto moved = input().seek(0); !moved) {
        return tl::unexpected<Error>(moved.error());
      }
    }
    IMPRIMATUR_TRY(std::string_view head, input().peek(8));
    if (head.starts_with(kDictionaryFrame) && head.size() >= 8) {
      std::size_t size = 0;
      for (std::size_t i = 8; i > 4; --i) {
        size = size << 8U | static_cast<unsigned char>(head[i - 1]);
      }
      size = std::min(size, kMaxDictionary);
      IMPRIMATUR_TRY(head, input().peek(8 + size));
      std::string dictionary(head.substr(8, size));
      if (dictionary.starts_with(kMagic)) {
        const auto length = ZSTD_getFrameContentSize(dictionary.data(), dictionary.size());
        std::string plain(std::min<unsigned long long>(length, kMaxDictionary), '\0');
        const std::size_t made =
            ZSTD_decompress(plain.data(), plain.size(), dictionary.data(), dictionary.size());
        dictionary = ZSTD_isError(made) != 0U ? std::string() : plain.substr(0, made);
      }
      if (ZSTD_isError(
              ZSTD_DCtx_loadDictionary(state_.get(), dictionary.data(), dictionary.size())) != 0U &&
          back == 0) {
        problem(ErrorCode::unreadable, 0, "the dictionary at the file's beginning is damaged");
      }
      if (back == 0) {
        input().consume(8 + size);
      }
    }
    if (back != 0) {
      if (const auto moved = input().seek(back); !moved) {
        return tl::unexpected<Error>(moved.error());
      }
    }
    return true;
  }

  // To the next frame behind damage; false: there is none.
  Result<bool> skip_damage(std::string_view why) {
    problem(
        ErrorCode::unreadable,
        member_,
        fmt::format("the zstd frame at offset {} is damaged near offset {} ({}): what stands in "
                    "front was read",
                    member_,
                    input().offset(),
                    why));
    gap_ = true;
    inside_ = false;
    (void)ZSTD_DCtx_reset(state_.get(), ZSTD_reset_session_only);
    if (input().offset() == member_) {
      input().consume(1);
    }
    while (true) {
      IMPRIMATUR_TRY(const std::string_view bytes, input().peek(kOut));
      if (bytes.empty()) {
        return false;
      }
      const std::size_t at = bytes.find(kMagic);
      if (at != std::string_view::npos) {
        input().consume(at);
        return true;
      }
      input().consume(bytes.size() > 3 ? bytes.size() - 3 : bytes.size());
    }
  }

  std::unique_ptr<ZSTD_DCtx, FreeDecompressor> state_;
  std::string out_;
  std::uint64_t member_ = 0;
  std::uint64_t inflated_ = 0;
  bool began_ = false;
  bool inside_ = false;
  bool gap_ = false;
};

class ZstdCompressor final : public Compressor {
 public:
  ZstdCompressor() : state_(ZSTD_createCCtx()) {}

  void append(std::string_view bytes, std::string& out) override {
    const std::size_t before = out.size();
    out.resize(before + ZSTD_compressBound(bytes.size()));
    const std::size_t made = ZSTD_compressCCtx(
        state_.get(), out.data() + before, out.size() - before, bytes.data(), bytes.size(), kLevel);
    out.resize(before + (ZSTD_isError(made) != 0U ? 0 : made));
  }

 private:
  std::unique_ptr<ZSTD_CCtx, FreeCompressor> state_;
};

}  // namespace

bool is_zstd(std::string_view head) {
  return head.starts_with(kMagic) || head.starts_with(kDictionaryFrame) ||
         (head.size() >= 4 && (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50U &&
          head.substr(1, 3) == kDictionaryFrame.substr(1));
}

std::unique_ptr<ByteStream> make_zstd_stream(std::unique_ptr<FileInput> input) {
  return std::make_unique<ZstdStream>(std::move(input));
}

bool unpack_zstd(std::string_view bytes, std::size_t limit, std::string& out, bool& cut) {
  out.clear();
  cut = true;
  const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> state(ZSTD_createDCtx());
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  std::size_t answer = 1;
  while (state && out.size() < limit) {
    const std::size_t before = out.size();
    out.resize(before + kOut);
    ZSTD_outBuffer made{out.data() + before, kOut, 0};
    answer = ZSTD_decompressStream(state.get(), &made, &in);
    out.resize(before + made.pos);
    if (ZSTD_isError(answer) != 0U || (made.pos < kOut && in.pos == in.size)) {
      break;
    }
  }
  cut = answer != 0 || in.pos < in.size;
  return !cut || !out.empty();
}

std::unique_ptr<Compressor> make_zstd_compressor() {
  return std::make_unique<ZstdCompressor>();
}

}  // namespace imprimatur::audit
