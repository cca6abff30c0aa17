// bzip2: streams one behind the other. Damage ends the file: what stands in front of it is read.
#include "audit/codecs.h"

#include <bzlib.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kOut = std::size_t{256} << 10U;

class Bzip2Stream final : public ByteStream {
 public:
  explicit Bzip2Stream(std::unique_ptr<FileInput> input) : ByteStream(std::move(input)) {
    out_.resize(kOut);
  }
  ~Bzip2Stream() override { close(); }
  Bzip2Stream(const Bzip2Stream&) = delete;
  Bzip2Stream& operator=(const Bzip2Stream&) = delete;

  Result<Chunk> next() override {
    while (!ended_) {
      IMPRIMATUR_TRY(const std::string_view bytes, input().peek(4));
      if (!open_ && bytes.empty()) {
        break;
      }
      if (!open_) {
        if (!is_bzip2(bytes)) {
          stop(fmt::format("bytes from offset {} on are no bzip2 stream and were left out",
                           input().offset()));
          break;
        }
        begin();
      }
      // bzip2 does not write to its input.
      state_.next_in = const_cast<char*>(bytes.data());
      state_.avail_in = static_cast<unsigned>(std::min(bytes.size(), kOut));
      const unsigned given = state_.avail_in;
      state_.next_out = out_.data();
      state_.avail_out = static_cast<unsigned>(out_.size());
      const int answer = ::BZ2_bzDecompress(&state_);
      input().consume(given - state_.avail_in);
      const std::size_t made = out_.size() - state_.avail_out;
      if (answer == BZ_STREAM_END) {
        close();
      } else if (answer != BZ_OK) {
        stop(
            fmt::format("the bzip2 stream at offset {} is damaged near offset {}: what stands in "
                        "front was read",
                        member_,
                        input().offset()));
      } else if (bytes.empty() && made == 0) {
        stop(
            fmt::format("the file ends inside the bzip2 stream at offset {}: what is whole was "
                        "read",
                        member_));
      }
      if (made > 0) {
        const Chunk chunk{{out_.data(), made}, {member_, inflated_}, false};
        inflated_ += made;
        return chunk;
      }
    }
    const bool broken = !failure_.empty();
    if (broken) {
      problem(ErrorCode::unreadable, input().offset(), std::exchange(failure_, {}));
    }
    return Chunk{{}, {member_, inflated_}, broken};
  }

 private:
  void begin() {
    state_ = bz_stream{};
    open_ = ::BZ2_bzDecompressInit(&state_, 0, 0) == BZ_OK;
    member_ = input().offset();
    inflated_ = 0;
  }

  void close() {
    if (open_) {
      (void)::BZ2_bzDecompressEnd(&state_);
      open_ = false;
    }
  }

  // Told at the end, behind the bytes that came before.
  void stop(std::string message) {
    ended_ = true;
    failure_ = std::move(message);
  }

  bz_stream state_{};
  std::string out_;
  std::uint64_t member_ = 0;
  std::uint64_t inflated_ = 0;
  bool open_ = false;
  bool ended_ = false;
  std::string failure_;
};

}  // namespace

bool is_bzip2(std::string_view head) {
  return head.starts_with("BZh") && head.size() > 3 && head[3] >= '1' && head[3] <= '9';
}

std::unique_ptr<ByteStream> make_bzip2_stream(std::unique_ptr<FileInput> input) {
  return std::make_unique<Bzip2Stream>(std::move(input));
}

}  // namespace imprimatur::audit
