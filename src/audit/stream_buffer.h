// StreamBuffer: a ByteStream as one run of bytes that can be looked at before it is consumed.
// Bytes on both sides of a gap are never seen together. Not thread-safe.
#ifndef IMPRIMATUR_AUDIT_STREAM_BUFFER_H_
#define IMPRIMATUR_AUDIT_STREAM_BUFFER_H_

#include "audit/byte_stream.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur::audit {

class StreamBuffer {
 public:
  // Begins at `from`; what the stream gives of its member before that is dropped.
  StreamBuffer(std::unique_ptr<ByteStream> stream, StreamPosition from);

  // The bytes that are there, up to a gap. Valid until the next call that is not const.
  [[nodiscard]] std::string_view view() const {
    return std::string_view(data_).substr(head_, data_.size() - head_);
  }
  // Adds to the view; false: it cannot grow, because a gap or the end follows.
  [[nodiscard]] Result<bool> more();
  // After more() was false: does the view end where something is missing?
  [[nodiscard]] bool cut() const { return pending_.has_value() || cut_end_; }
  [[nodiscard]] bool ended() const { return ended_ && !pending_; }
  // Drops the rest of the view and goes on behind the gap.
  void cross_gap();
  void consume(std::size_t count);
  // Where the view begins.
  [[nodiscard]] StreamPosition position() const;
  // The offset in the view, at or behind `from`, where the next compressed member or frame begins;
  // npos: none in view.
  [[nodiscard]] std::size_t next_member(std::size_t from) const;
  // The same place as the end of what is in front: reading that begins there again meets what was
  // wrong between the two.
  [[nodiscard]] StreamPosition end_position() const;
  // Problems in front of what has been consumed, each once; `all` at the end of the input. When a
  // problem is given depends on the consumer alone, not on how far the stream has read ahead.
  [[nodiscard]] std::vector<Problem> take_problems(bool all);
  [[nodiscard]] std::uint64_t bytes_used() const { return stream_->consumed(); }

 private:
  struct Mark {
    std::size_t offset;  // in all bytes that were given out
    StreamPosition at;
  };
  struct Pending {
    std::string bytes;
    StreamPosition at;
  };
  void add(std::string_view bytes, StreamPosition at);
  [[nodiscard]] StreamPosition position_by(const Mark& mark) const;

  std::unique_ptr<ByteStream> stream_;
  StreamPosition from_;
  std::string data_;
  std::size_t head_ = 0;
  std::size_t given_ = 0;  // of all bytes, the number in front of data_
  std::vector<Mark> marks_;
  std::size_t first_mark_ = 0;
  std::optional<Pending> pending_;                         // what follows a gap
  std::vector<std::pair<std::size_t, Problem>> problems_;  // with their place in all bytes
  bool skipping_;
  bool ended_ = false;
  bool cut_end_ = false;
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_STREAM_BUFFER_H_
