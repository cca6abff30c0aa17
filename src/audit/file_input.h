// FileInput: the bytes of a file or of standard input in order, with as much look-ahead as asked
// for. One per stream; not thread-safe.
#ifndef IMPRIMATUR_AUDIT_FILE_INPUT_H_
#define IMPRIMATUR_AUDIT_FILE_INPUT_H_

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace imprimatur::audit {

class FileInput {
 public:
  // "-" is standard input, of which `head` may have been read before. Errors: not_found,
  // unreadable.
  [[nodiscard]] static Result<std::unique_ptr<FileInput>> open(const std::string& path,
                                                               std::string head = {});
  // Bytes that are here already.
  [[nodiscard]] static std::unique_ptr<FileInput> of_bytes(std::string bytes);
  // Bytes that a call gives: up to `room`, none at the end. They can be sought forward only.
  using Source = std::function<Result<std::size_t>(char* to, std::size_t room)>;
  [[nodiscard]] static std::unique_ptr<FileInput> of_source(Source source);
  ~FileInput();
  FileInput(const FileInput&) = delete;
  FileInput& operator=(const FileInput&) = delete;

  // The bytes from here on: at least `wanted`, less only at the end or in front of an error. Valid
  // until the next call.
  [[nodiscard]] Result<std::string_view> peek(std::size_t wanted);
  void consume(std::size_t count);
  // Where the next byte stands in the file.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  [[nodiscard]] Result<void> seek(std::uint64_t offset);

 private:
  explicit FileInput(int descriptor) : descriptor_(descriptor) {}

  [[nodiscard]] Result<std::size_t> read(char* to, std::size_t room);

  int descriptor_;
  Source source_;
  std::string buffer_;
  std::size_t head_ = 0;
  std::size_t size_ = 0;  // of what is read, from the buffer's beginning
  std::uint64_t offset_ = 0;
  bool ended_ = false;
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_FILE_INPUT_H_
