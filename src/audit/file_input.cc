#include "audit/file_input.h"

#include "engine/walk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10U;

tl::unexpected<Error> system_error(int number) {
  return tl::unexpected<Error>(file_error(number));
}

}  // namespace

Result<std::unique_ptr<FileInput>> FileInput::open(const std::string& path, std::string head) {
  if (path == "-") {
    std::unique_ptr<FileInput> input(new FileInput(STDIN_FILENO));
    input->size_ = head.size();
    input->buffer_ = std::move(head);
    return input;
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return system_error(errno);
  }
  std::unique_ptr<FileInput> input(new FileInput(descriptor));
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) {
    return system_error(errno);
  }
  if (S_ISDIR(status.st_mode)) {
    return system_error(EISDIR);
  }
  (void)::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  return input;
}

std::unique_ptr<FileInput> FileInput::of_bytes(std::string bytes) {
  std::unique_ptr<FileInput> input(new FileInput(-1));
  input->size_ = bytes.size();
  input->buffer_ = std::move(bytes);
  input->ended_ = true;
  return input;
}

std::unique_ptr<FileInput> FileInput::of_source(Source source) {
  std::unique_ptr<FileInput> input(new FileInput(-1));
  input->source_ = std::move(source);
  return input;
}

FileInput::~FileInput() {
  if (descriptor_ > STDERR_FILENO) {
    (void)::close(descriptor_);
  }
}

Result<std::size_t> FileInput::read(char* to, std::size_t room) {
  if (source_) {
    return source_(to, room);
  }
  while (true) {
    const ssize_t got = ::read(descriptor_, to, room);
    if (got >= 0) {
      return static_cast<std::size_t>(got);
    }
    if (errno != EINTR) {
      return system_error(errno);
    }
  }
}

Result<std::string_view> FileInput::peek(std::size_t wanted) {
  while (size_ - head_ < wanted && !ended_) {
    if (head_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + head_, size_ - head_);
      size_ -= head_;
      head_ = 0;
    }
    const std::size_t room = std::max(wanted, size_ + kBlock);
    if (buffer_.size() < room) {
      buffer_.resize(room);
    }
    const Result<std::size_t> got = read(buffer_.data() + size_, buffer_.size() - size_);
    if (!got && size_ == head_) {
      return tl::unexpected<Error>(got.error());
    }
    if (!got) {
      break;  // what is here first: the error comes again
    }
    ended_ = *got == 0;
    size_ += *got;
  }
  return std::string_view(buffer_.data() + head_, size_ - head_);
}

void FileInput::consume(std::size_t count) {
  count = std::min(count, size_ - head_);
  head_ += count;
  offset_ += count;
}

Result<void> FileInput::seek(std::uint64_t offset) {
  if (offset == offset_) {
    return {};
  }
  while (source_ && offset_ < offset) {
    IMPRIMATUR_TRY(const std::string_view bytes, peek(1));
    if (bytes.empty()) {
      return {};
    }
    consume(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), offset - offset_)));
  }
  if (source_) {
    return {};
  }
  if (descriptor_ < 0) {
    head_ = static_cast<std::size_t>(std::min<std::uint64_t>(offset, size_));
    offset_ = offset;
    return {};
  }
  if (::lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET) < 0) {
    return system_error(errno);
  }
  head_ = size_ = 0;
  offset_ = offset;
  ended_ = false;
  return {};
}

}  // namespace imprimatur::audit
