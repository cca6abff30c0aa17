// gzip (RFC 1952): members one behind the other. Members that fit into memory go through
// libdeflate, which is two to three times as fast; long and damaged ones through zlib, which gives
// what stands in front of the damage.
#include "audit/codecs.h"

#include <fmt/format.h>
#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <array>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kLookAhead = std::size_t{4} << 20U;
constexpr std::size_t kSmallMember = std::size_t{1} << 20U;
constexpr std::size_t kLargeMember = std::size_t{48} << 20U;
constexpr std::size_t kLargeInput = std::size_t{24} << 20U;
constexpr std::size_t kOut = std::size_t{256} << 10U;
constexpr std::string_view kMagic = "\x1f\x8b\x08";
constexpr int kAnyHeader = 15 + 32;  // zlib: gzip or zlib, whichever stands there
constexpr std::size_t kHeader = 18;  // header and trailer of the smallest member

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* p) const { libdeflate_free_decompressor(p); }
};
struct FreeCompressor {
  void operator()(libdeflate_compressor* p) const { libdeflate_free_compressor(p); }
};

// zlib's state, ended with its owner.
class Inflater {
 public:
  explicit Inflater(int window_bits = kAnyHeader) {
    ok_ = ::inflateInit2(&state_, window_bits) == Z_OK;
  }
  ~Inflater() {
    if (ok_) {
      (void)::inflateEnd(&state_);
    }
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  void reset() { (void)::inflateReset(&state_); }
  // One step: what was read and written, and zlib's answer.
  int step(std::string_view in, char* out, std::size_t room, std::size_t& used, std::size_t& made) {
    if (!ok_) {
      return Z_MEM_ERROR;
    }
    const auto in_size = static_cast<uInt>(std::min(in.size(), kLookAhead));
    const auto out_size = static_cast<uInt>(room);
    // zlib does not write to its input.
    state_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    state_.avail_in = in_size;
    state_.next_out = reinterpret_cast<Bytef*>(out);
    state_.avail_out = out_size;
    const int answer = ::inflate(&state_, Z_NO_FLUSH);
    used = in_size - state_.avail_in;
    made = out_size - state_.avail_out;
    return answer;
  }
  [[nodiscard]] bool failed_check() const {
    return state_.msg != nullptr && std::string_view(state_.msg).ends_with(" check");
  }

 private:
  z_stream state_{};
  bool ok_ = false;
};

// The three bytes of a member's beginning also occur by chance: look whether a member follows.
bool is_plausible_member(std::string_view bytes) {
  if (bytes.size() > 3 && (static_cast<unsigned char>(bytes[3]) & 0xE0U) != 0) {
    return false;
  }
  Inflater inflater;
  std::array<char, 256> out{};
  std::size_t used = 0;
  std::size_t made = 0;
  const int answer = inflater.step(bytes, out.data(), out.size(), used, made);
  return answer == Z_OK || answer == Z_STREAM_END || answer == Z_BUF_ERROR;
}

class GzipStream final : public ByteStream {
 public:
  explicit GzipStream(std::unique_ptr<FileInput> input)
      : ByteStream(std::move(input)), fast_(libdeflate_alloc_decompressor()) {}

  Result<Chunk> next() override {
    while (true) {
      if (failure_ != Z_OK) {
        broken();
      }
      if (inside_) {
        IMPRIMATUR_TRY(Chunk chunk, stream());
        if (!chunk.bytes.empty()) {
          return chunk;
        }
        continue;
      }
      IMPRIMATUR_TRY(const bool found, find_member());
      if (!found) {
        return Chunk{{}, {input().offset(), 0}, std::exchange(gap_, false)};
      }
      IMPRIMATUR_TRY(Chunk chunk, whole());
      if (!chunk.bytes.empty()) {
        return chunk;
      }
    }
  }

 private:
  // Stands at the beginning of a member afterwards; false: there is none.
  Result<bool> find_member() {
    IMPRIMATUR_TRY(std::string_view bytes, input().peek(kHeader));
    if (bytes.empty()) {
      return false;
    }
    if (bytes.starts_with(kMagic)) {
      return true;
    }
    if (std::string_view("\x1f\x8b").starts_with(bytes.substr(0, 2)) && bytes.size() < 3) {
      cut(input().offset());
      input().consume(bytes.size());
      return false;
    }
    const std::uint64_t from = input().offset();
    bool zeros = true;
    while (!bytes.empty()) {
      const std::size_t at = bytes.find(kMagic);
      const std::size_t skipped = std::min(at, bytes.size() > 2 ? bytes.size() - 2 : bytes.size());
      zeros = zeros && bytes.substr(0, skipped).find_first_not_of('\0') == std::string_view::npos;
      input().consume(skipped);
      if (at != std::string_view::npos) {
        IMPRIMATUR_TRY(bytes, input().peek(kOut));
        if (is_plausible_member(bytes)) {
          break;
        }
        input().consume(1);
      }
      IMPRIMATUR_TRY(bytes, input().peek(kOut));
    }
    if (!zeros) {  // padding is none of our business
      gap_ = true;
      problem(ErrorCode::unreadable,
              from,
              fmt::format("{} bytes at offset {} belong to no gzip member and were left out",
                          input().offset() - from,
                          from));
    }
    return !bytes.empty();
  }

  // A member in one go, if it fits; otherwise (empty chunk) it is streamed.
  Result<Chunk> whole() {
    member_ = input().offset();
    inflated_ = 0;
    IMPRIMATUR_TRY(std::string_view bytes, input().peek(large_ ? kHeader : kLookAhead));
    std::size_t room = kSmallMember;
    if (!tried_large_) {
      // A file of one member: its last four bytes say how long it is.
      tried_large_ = true;
      IMPRIMATUR_TRY(bytes, input().peek(kLargeInput));
      room = bytes.size() < kLargeInput ? std::max(room, last_size(bytes)) : room;
    }
    if (fast_ && !large_ && room <= kLargeMember) {
      out_.resize(std::max(out_.size(), room));
      std::size_t used = 0;
      std::size_t made = 0;
      const auto answer = libdeflate_gzip_decompress_ex(
          fast_.get(), bytes.data(), bytes.size(), out_.data(), room, &used, &made);
      if (answer == LIBDEFLATE_SUCCESS) {
        input().consume(used);
        return Chunk{{out_.data(), made}, {member_, 0}, made > 0 && std::exchange(gap_, false)};
      }
      large_ = answer == LIBDEFLATE_INSUFFICIENT_SPACE;
    }
    inside_ = true;
    inflater_.reset();
    return Chunk{};
  }

  static std::size_t last_size(std::string_view bytes) {
    std::size_t size = 0;
    for (std::size_t i = 1; i <= 4 && bytes.size() >= kHeader; ++i) {
      size = size << 8U | static_cast<unsigned char>(bytes[bytes.size() - i]);
    }
    return size;
  }

  Result<Chunk> stream() {
    IMPRIMATUR_TRY(const std::string_view bytes, input().peek(1));
    out_.resize(std::max(out_.size(), kOut));
    std::size_t used = 0;
    std::size_t made = 0;
    const std::uint64_t at = input().offset();
    const int answer = inflater_.step(bytes, out_.data(), kOut, used, made);
    input().consume(used);
    Chunk chunk{{out_.data(), made}, {member_, inflated_}, made > 0 && std::exchange(gap_, false)};
    inflated_ += made;
    if (answer == Z_STREAM_END) {
      inside_ = false;
      large_ = inflated_ > kSmallMember;
    } else if (answer == Z_BUF_ERROR && bytes.empty()) {
      inside_ = false;
      cut(member_);
    } else if (answer != Z_OK && answer != Z_BUF_ERROR) {
      // Told with the next call: it stands behind these bytes.
      failure_ = answer;
      failed_at_ = at + used;
      if (made == 0) {
        broken();
      }
    }
    return chunk;
  }

  void cut(std::uint64_t member) {
    gap_ = true;
    problem(ErrorCode::unreadable,
            member,
            fmt::format("the file ends inside the gzip member at offset {}: what is whole was read",
                        member));
  }

  void broken() {
    const int answer = std::exchange(failure_, Z_OK);
    inside_ = false;
    if (answer == Z_DATA_ERROR && inflater_.failed_check()) {
      // The content came whole; zlib stands somewhere in the trailer.
      problem(
          ErrorCode::unreadable,
          member_,
          fmt::format("the checksum of the gzip member at offset {} does not match: its content "
                      "was read and may be wrong",
                      member_));
    } else {
      gap_ = true;
      problem(ErrorCode::unreadable,
              member_,
              fmt::format("the gzip member at offset {} is damaged near offset {}: what stands in "
                          "front was read",
                          member_,
                          failed_at_));
    }
    // zlib may have taken the sound members behind it for the rest of it before it stumbled. What
    // cannot be sought (a pipe) goes on from here, and so does what would be read too often.
    if (failed_at_ - member_ < kSmallMember) {
      (void)input().seek(member_ + 1);
    }
    resync();
  }

  // On to the next member; find_member() would tell of the rest of this one once more.
  void resync() {
    if (input().offset() == member_) {
      input().consume(1);
    }
    while (true) {
      const auto bytes = input().peek(kOut);
      if (!bytes || bytes->empty()) {
        return;
      }
      const std::size_t at = bytes->find(kMagic);
      if (at != std::string_view::npos && at > 0) {
        input().consume(at);
      } else if (at == 0) {
        if (is_plausible_member(*bytes)) {
          return;
        }
        input().consume(1);
      } else {
        input().consume(bytes->size() > 2 ? bytes->size() - 2 : bytes->size());
      }
    }
  }

  std::unique_ptr<libdeflate_decompressor, FreeDecompressor> fast_;
  Inflater inflater_;
  std::string out_;
  std::uint64_t member_ = 0;
  std::uint64_t inflated_ = 0;
  std::uint64_t failed_at_ = 0;
  int failure_ = Z_OK;
  bool inside_ = false;
  bool large_ = false;
  bool tried_large_ = false;
  bool gap_ = false;
};

class GzipCompressor final : public Compressor {
 public:
  GzipCompressor() : compressor_(libdeflate_alloc_compressor(4)) {}

  void append(std::string_view bytes, std::string& out) override {
    const std::size_t before = out.size();
    out.resize(before + libdeflate_gzip_compress_bound(compressor_.get(), bytes.size()));
    const std::size_t made = libdeflate_gzip_compress(
        compressor_.get(), bytes.data(), bytes.size(), out.data() + before, out.size() - before);
    out.resize(before + made);
  }

 private:
  std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor_;
};

bool inflate_all(
    Inflater& inflater, std::string_view bytes, std::size_t limit, std::string& out, bool& cut) {
  out.clear();
  cut = true;
  while (out.size() < limit) {
    const std::size_t before = out.size();
    out.resize(before + kOut);
    std::size_t used = 0;
    std::size_t made = 0;
    const int answer = inflater.step(bytes, out.data() + before, kOut, used, made);
    out.resize(before + made);
    bytes.remove_prefix(used);
    if (answer == Z_STREAM_END) {
      if (bytes.starts_with(kMagic)) {  // members one behind the other are one body
        inflater.reset();
        continue;
      }
      cut = false;
      return true;
    }
    if ((answer != Z_OK && answer != Z_BUF_ERROR) || (used == 0 && made == 0)) {
      break;
    }
  }
  return !out.empty();
}

}  // namespace

bool is_gzip(std::string_view head) {
  return head.starts_with(kMagic.substr(0, 2));
}

std::unique_ptr<ByteStream> make_gzip_stream(std::unique_ptr<FileInput> input) {
  return std::make_unique<GzipStream>(std::move(input));
}

std::unique_ptr<Compressor> make_gzip_compressor() {
  return std::make_unique<GzipCompressor>();
}

bool inflate_body(std::string_view bytes, std::size_t limit, std::string& out, bool& cut) {
  Inflater wrapped;
  if (inflate_all(wrapped, bytes, limit, out, cut)) {
    return true;
  }
  Inflater raw(-15);  // servers also send "deflate" without zlib's wrapper
  return inflate_all(raw, bytes, limit, out, cut);
}

}  // namespace imprimatur::audit
