// FileReader: the bytes of one file at a time, in a buffer that is kept or, for large files, in a
// mapping. A file that shrinks or changes while it is read is an error, never a crash and never a
// half-read document. One per thread.
#ifndef IMPRIMATUR_ENGINE_FILE_READER_H_
#define IMPRIMATUR_ENGINE_FILE_READER_H_

#include "base/result.h"
#include "engine/page_release.h"

#include <sys/stat.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace imprimatur {

class FileReader {
 public:
  // Files of more than `map_above` bytes are mapped. Mapping needs install_map_guard().
  static constexpr std::size_t kNeverMap = static_cast<std::size_t>(-1);
  explicit FileReader(std::size_t map_above = kNeverMap);
  ~FileReader();
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  // The whole file; valid until the next call. Anything but a regular file is an error, save the
  // descriptors that a shell hands over (/dev/fd/N, /dev/stdin).
  [[nodiscard]] Result<std::string_view> read(const std::string& path);
  // Everything up to the end of an open descriptor.
  [[nodiscard]] Result<std::string_view> read_stream(int descriptor);
  // Call when the bytes have been used: an error if the file changed meanwhile. Releases them.
  [[nodiscard]] Result<void> finish();

 private:
  [[nodiscard]] Result<std::string_view> read_open(const struct stat& status);
  [[nodiscard]] Result<std::string_view> map(std::size_t size);
  void reserve(std::size_t size);
  void release();

  std::size_t map_above_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  int descriptor_ = -1;
  struct stat before_ {};
  void* mapping_ = nullptr;
  std::size_t mapping_size_ = 0;
  std::size_t guard_ = 0;
  std::optional<PageRelease> pages_;  // of a large mapping
};

// Makes SIGBUS inside a mapped file (it was cut while being read) harmless: the pages read as
// zeros and finish() reports the change. Once a process, before the first thread.
void install_map_guard();

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_FILE_READER_H_
