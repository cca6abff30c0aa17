// Small file operations with errors that say what could not be done to which file.
#ifndef IMPRIMATUR_AUDIT_FILES_H_
#define IMPRIMATUR_AUDIT_FILES_H_

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace imprimatur::audit {

[[nodiscard]] bool file_exists(const std::string& path);
[[nodiscard]] std::uint64_t file_size(const std::string& path);
[[nodiscard]] Result<std::string> read_whole_file(const std::string& path);
// The file appears whole or not at all.
[[nodiscard]] Result<void> write_whole_file(const std::string& path, std::string_view text);
// With the folders above it.
[[nodiscard]] Result<void> make_folder(const std::string& path);
[[nodiscard]] Result<void> make_folder_of(const std::string& file);
[[nodiscard]] Result<void> rename_file(const std::string& from, const std::string& to);
void remove_tree(const std::string& path);

// A file that grows at its end.
class GrowingFile {
 public:
  GrowingFile() = default;
  ~GrowingFile();
  GrowingFile(GrowingFile&& other) noexcept;
  GrowingFile& operator=(GrowingFile&& other) noexcept;
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;

  // Cuts or creates it to `size` bytes; an error if it is shorter.
  [[nodiscard]] static Result<GrowingFile> open(const std::string& path, std::uint64_t size);
  [[nodiscard]] Result<void> append(std::string_view bytes);
  // Adds the content of another file, without its first bytes.
  [[nodiscard]] Result<void> append_file(const std::string& path, std::uint64_t without = 0);
  [[nodiscard]] Result<void> sync();
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::string path_;
};

// Holds a folder for one process; released when destroyed.
class FolderLock {
 public:
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept : descriptor_(other.descriptor_) {
    other.descriptor_ = -1;
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  FolderLock& operator=(FolderLock&&) = delete;
  // Errors: usage (another process is at work there).
  [[nodiscard]] static Result<FolderLock> take(const std::string& folder);

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_FILES_H_
