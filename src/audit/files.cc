#include "audit/files.h"

#include "audit/file_input.h"
#include "engine/walk.h"
#include "report/escape.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;

tl::unexpected<Error> cannot(std::string_view what, const std::string& path, int number) {
  const Error error = file_error(number);
  return fail(error.code,
              fmt::format("cannot {} '{}': {}", what, display_name(path), error.message));
}

}  // namespace

bool file_exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

std::uint64_t file_size(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

Result<std::string> read_whole_file(const std::string& path) {
  auto input = FileInput::open(path);
  if (!input) {
    return fail(input.error().code,
                fmt::format("cannot read '{}': {}", display_name(path), input.error().message));
  }
  std::string text;
  while (true) {
    IMPRIMATUR_TRY(const std::string_view bytes, (*input)->peek(1));
    if (bytes.empty()) {
      return text;
    }
    text += bytes;
    (*input)->consume(bytes.size());
  }
}

Result<void> write_whole_file(const std::string& path, std::string_view text) {
  const std::string temporary = path + ".tmp";
  auto file = GrowingFile::open(temporary, 0);
  if (!file) {
    return tl::unexpected<Error>(file.error());
  }
  if (auto written = file->append(text); !written) {
    return written;
  }
  if (auto synced = file->sync(); !synced) {
    return synced;
  }
  return rename_file(temporary, path);
}

Result<void> make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    return cannot("make the folder", path, error.value());
  }
  return {};
}

Result<void> make_folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? Result<void>() : make_folder(file.substr(0, slash));
}

Result<void> rename_file(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) {
    return cannot("write", to, errno);
  }
  return {};
}

void remove_tree(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}

GrowingFile::~GrowingFile() {
  if (descriptor_ >= 0) {
    (void)::close(descriptor_);
  }
}

GrowingFile::GrowingFile(GrowingFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      path_(std::move(other.path_)) {}

GrowingFile& GrowingFile::operator=(GrowingFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  std::swap(path_, other.path_);
  return *this;
}

Result<GrowingFile> GrowingFile::open(const std::string& path, std::uint64_t size) {
  GrowingFile file;
  file.path_ = path;
  file.descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (file.descriptor_ < 0) {
    return cannot("write", path, errno);
  }
  struct stat status {};
  if (::fstat(file.descriptor_, &status) != 0) {
    return cannot("write", path, errno);
  }
  if (static_cast<std::uint64_t>(status.st_size) < size) {
    return fail(ErrorCode::usage,
                fmt::format("'{}' is shorter than its checkpoint says: begin again with --restart",
                            display_name(path)));
  }
  if (::ftruncate(file.descriptor_, static_cast<off_t>(size)) != 0 ||
      ::lseek(file.descriptor_, 0, SEEK_END) < 0) {
    return cannot("write", path, errno);
  }
  file.size_ = size;
  return file;
}

Result<void> GrowingFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return cannot("write", path_, errno);
    }
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> GrowingFile::append_file(const std::string& path, std::uint64_t without) {
  IMPRIMATUR_TRY(const std::unique_ptr<FileInput> input, FileInput::open(path));
  while (true) {
    IMPRIMATUR_TRY(const std::string_view bytes, input->peek(kBlock));
    if (bytes.empty()) {
      return {};
    }
    const std::size_t left_out = std::min<std::uint64_t>(without, bytes.size());
    without -= left_out;
    if (auto written = append(bytes.substr(left_out)); !written) {
      return written;
    }
    input->consume(bytes.size());
  }
}

Result<void> GrowingFile::sync() {
  if (::fdatasync(descriptor_) != 0 && errno != EINVAL && errno != EROFS) {
    return cannot("write", path_, errno);
  }
  return {};
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) {
    (void)::close(descriptor_);
  }
}

Result<FolderLock> FolderLock::take(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return cannot("use the folder", folder, errno);
  }
  FolderLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return fail(ErrorCode::usage,
                fmt::format("another audit is writing to '{}'", display_name(folder)));
  }
  return lock;
}

}  // namespace imprimatur::audit
