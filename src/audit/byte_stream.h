// ByteStream: the content of an input, decompressed, in chunks. What is damaged is left out, told
// as a Problem, and marked as a gap, so that no reader joins bytes that do not belong together.
// One per input; not thread-safe.
#ifndef IMPRIMATUR_AUDIT_BYTE_STREAM_H_
#define IMPRIMATUR_AUDIT_BYTE_STREAM_H_

#include "audit/file_input.h"
#include "audit/problem.h"
#include "base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur::audit {

// A place in an input that reading can begin at again: the file's offset of a compressed member,
// and a number of bytes of its content. Plain files: member 0 and the offset.
struct StreamPosition {
  std::uint64_t member = 0;
  std::uint64_t skip = 0;
  friend bool operator==(const StreamPosition&, const StreamPosition&) = default;
};

struct Chunk {
  std::string_view bytes;  // valid until the next call; empty: the end
  StreamPosition at;
  bool gap = false;  // something is missing in front of these bytes
};

class ByteStream {
 public:
  explicit ByteStream(std::unique_ptr<FileInput> input) : input_(std::move(input)) {}
  virtual ~ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // Errors: the file cannot be read any further; damage is none. Problems that a call meets stand
  // in front of the bytes it gives.
  [[nodiscard]] virtual Result<Chunk> next() = 0;
  // Problems met since the last call.
  [[nodiscard]] std::vector<Problem> take_problems() { return std::exchange(problems_, {}); }
  // Bytes of the file used so far, for progress.
  [[nodiscard]] virtual std::uint64_t consumed() const { return input_->offset(); }

 protected:
  [[nodiscard]] FileInput& input() { return *input_; }
  void problem(ErrorCode code, std::uint64_t offset, std::string message) {
    problems_.push_back({code, offset, std::move(message)});
  }

 private:
  std::unique_ptr<FileInput> input_;
  std::vector<Problem> problems_;
};

// How outputs that mirror an input are compressed.
enum class Packing : unsigned char { plain, gzip, zstd };

struct Codec {
  std::string_view name;
  std::vector<std::string_view> suffixes;  // ".gz"
  bool (*sniff)(std::string_view head);
  std::unique_ptr<ByteStream> (*make)(std::unique_ptr<FileInput> input);
  Packing packing;
};
// One row a compression; the last takes everything.
[[nodiscard]] const std::vector<Codec>& codecs();

// The content of a file: finds its compression by its first bytes, and begins in or before the
// member of `from`. `codec` gets the row used, if not null.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> open_stream(std::unique_ptr<FileInput> input,
                                                              StreamPosition from = {},
                                                              const Codec** codec = nullptr);

// The name without the suffix of a compression: "a.jsonl.gz" -> "a.jsonl".
[[nodiscard]] std::string_view without_codec_suffix(std::string_view name);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_BYTE_STREAM_H_
