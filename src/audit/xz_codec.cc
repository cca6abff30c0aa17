// xz: streams one behind the other, with padding. Damage ends the file: what stands in front of it
// is read.
#include "audit/codecs.h"

#include <fmt/format.h>
#include <lzma.h>

#include <utility>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kOut = std::size_t{256} << 10U;
constexpr std::uint64_t kMemory = std::uint64_t{160} << 20U;
constexpr std::string_view kMagic("\xfd\x37zXZ\x00", 6);

std::string_view what(lzma_ret answer) {
  return answer == LZMA_MEMLIMIT_ERROR  ? "needs too much memory"
         : answer == LZMA_OPTIONS_ERROR ? "uses options that are not known"
                                        : "is damaged";
}

class XzStream final : public ByteStream {
 public:
  explicit XzStream(std::unique_ptr<FileInput> input) : ByteStream(std::move(input)) {
    last_ = lzma_stream_decoder(&state_, kMemory, LZMA_CONCATENATED);
    ended_ = last_ != LZMA_OK;
    out_.resize(kOut);
  }
  ~XzStream() override { lzma_end(&state_); }
  XzStream(const XzStream&) = delete;
  XzStream& operator=(const XzStream&) = delete;

  Result<Chunk> next() override {
    while (!ended_) {
      IMPRIMATUR_TRY(const std::string_view bytes, input().peek(1));
      state_.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
      state_.avail_in = bytes.size();
      state_.next_out = reinterpret_cast<std::uint8_t*>(out_.data());
      state_.avail_out = out_.size();
      last_ = lzma_code(&state_, bytes.empty() ? LZMA_FINISH : LZMA_RUN);
      input().consume(bytes.size() - state_.avail_in);
      cut_ = bytes.empty();
      ended_ = last_ != LZMA_OK;
      const std::size_t made = out_.size() - state_.avail_out;
      if (made > 0) {
        const Chunk chunk{{out_.data(), made}, {0, inflated_}, false};
        inflated_ += made;
        return chunk;
      }
    }
    const lzma_ret answer = std::exchange(last_, LZMA_STREAM_END);
    const bool broken = answer != LZMA_STREAM_END;
    if (broken) {
      problem(ErrorCode::unreadable,
              input().offset(),
              cut_ ? std::string("the file ends inside its xz data: what is whole was read")
                   : fmt::format("the xz data {} near offset {}: what stands in front was read",
                                 what(answer),
                                 input().offset()));
    }
    return Chunk{{}, {0, inflated_}, broken};
  }

 private:
  lzma_stream state_ = LZMA_STREAM_INIT;
  std::string out_;
  std::uint64_t inflated_ = 0;
  lzma_ret last_ = LZMA_STREAM_END;
  bool ended_ = false;
  bool cut_ = false;
};

}  // namespace

bool is_xz(std::string_view head) {
  return head.starts_with(kMagic);
}

std::unique_ptr<ByteStream> make_xz_stream(std::unique_ptr<FileInput> input) {
  return std::make_unique<XzStream>(std::move(input));
}

}  // namespace imprimatur::audit
