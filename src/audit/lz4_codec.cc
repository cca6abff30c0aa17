// LZ4 frames (the frame format 1.6), one behind the other. The older format of the lz4 command
// (magic 02 21 4C 18), which has no end and no checks, is told as one that is not read.
#include "audit/codecs.h"

#include <fmt/format.h>
#include <lz4frame.h>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kOut = std::size_t{256} << 10U;
constexpr std::string_view kMagic = "\x04\x22\x4d\x18";
constexpr std::string_view kLegacy = "\x02\x21\x4c\x18";

struct FreeDecompressor {
  void operator()(LZ4F_dctx* p) const { (void)LZ4F_freeDecompressionContext(p); }
};

class Lz4Stream final : public ByteStream {
 public:
  explicit Lz4Stream(std::unique_ptr<FileInput> input) : ByteStream(std::move(input)) {
    LZ4F_dctx* state = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&state, LZ4F_VERSION)) == 0U) {
      state_.reset(state);
    }
    out_.resize(kOut);
  }

  Result<Chunk> next() override {
    if (!state_) {
      return fail(ErrorCode::limit, "not enough memory to unpack it");
    }
    while (true) {
      IMPRIMATUR_TRY(const std::string_view bytes, input().peek(1));
      if (bytes.empty()) {
        return end();
      }
      if (!inside_) {
        member_ = input().offset();
        inflated_ = 0;
      }
      std::size_t made = out_.size();
      std::size_t used = bytes.size();
      const std::size_t answer =
          LZ4F_decompress(state_.get(), out_.data(), &made, bytes.data(), &used, nullptr);
      if (LZ4F_isError(answer) != 0U) {
        IMPRIMATUR_TRY(const bool found, skip_damage(LZ4F_getErrorName(answer)));
        if (!found) {
          return end();
        }
        continue;
      }
      input().consume(used);
      inside_ = answer != 0;
      if (made > 0) {
        const Chunk chunk{{out_.data(), made}, {member_, inflated_}, std::exchange(gap_, false)};
        inflated_ += made;
        return chunk;
      }
    }
  }

 private:
  Chunk end() {
    if (std::exchange(inside_, false)) {
      gap_ = true;
      problem(ErrorCode::unreadable,
              member_,
              fmt::format("the file ends inside the LZ4 frame at offset {}: what is whole was read",
                          member_));
    }
    return Chunk{{}, {input().offset(), 0}, std::exchange(gap_, false)};
  }

  // To the next frame behind damage; false: there is none.
  Result<bool> skip_damage(std::string_view why) {
    IMPRIMATUR_TRY(std::string_view bytes, input().peek(kLegacy.size()));
    problem(ErrorCode::unreadable,
            member_,
            bytes.starts_with(kLegacy)
                ? "it has the lz4 command's old format, which is not read: pack it again with a "
                  "newer lz4"
                : fmt::format("the LZ4 frame at offset {} is damaged near offset {} ({}): what "
                              "stands in front was read",
                              member_,
                              input().offset(),
                              why));
    gap_ = true;
    inside_ = false;
    LZ4F_resetDecompressionContext(state_.get());
    input().consume(1);
    while (true) {
      IMPRIMATUR_TRY(bytes, input().peek(kOut));
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

  std::unique_ptr<LZ4F_dctx, FreeDecompressor> state_;
  std::string out_;
  std::uint64_t member_ = 0;
  std::uint64_t inflated_ = 0;
  bool inside_ = false;
  bool gap_ = false;
};

}  // namespace

bool is_lz4(std::string_view head) {
  return head.starts_with(kMagic) || head.starts_with(kLegacy);
}

std::unique_ptr<ByteStream> make_lz4_stream(std::unique_ptr<FileInput> input) {
  return std::make_unique<Lz4Stream>(std::move(input));
}

}  // namespace imprimatur::audit
