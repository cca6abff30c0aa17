#include "engine/file_reader.h"

#include "engine/walk.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>

namespace imprimatur {
namespace {

constexpr std::size_t kKeep = std::size_t{16} << 20U;  // larger buffers are given back
constexpr std::size_t kChunk = std::size_t{256} << 10U;

// A signal handler can only reach static storage: the mapped ranges, and whether one was cut.
struct MappedRange {
  std::atomic<std::uintptr_t> begin{0};
  std::atomic<std::uintptr_t> end{0};
  std::atomic<bool> cut{false};
};
std::array<MappedRange, 512> mapped_ranges;

void on_bus_error(int signal_number, siginfo_t* info, void*) {
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  for (MappedRange& range : mapped_ranges) {
    const std::uintptr_t begin = range.begin.load();
    const std::uintptr_t end = range.end.load();
    if (begin == 0 || address < begin || address >= end) {
      continue;
    }
    const std::uintptr_t page = address & ~std::uintptr_t{4095};
    void* fixed = ::mmap(reinterpret_cast<void*>(page),
                         end - page,
                         PROT_READ,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
                         -1,
                         0);
    if (fixed != MAP_FAILED) {
      range.cut.store(true);
      return;
    }
  }
  (void)std::signal(signal_number, SIG_DFL);  // not ours: the default action follows
}

std::string_view kind_of_special(mode_t mode) {
  if (S_ISDIR(mode)) {
    return "a folder";
  }
  if (S_ISFIFO(mode)) {
    return "a named pipe";
  }
  if (S_ISSOCK(mode)) {
    return "a socket";
  }
  return S_ISCHR(mode) || S_ISBLK(mode) ? "a device" : "a special file";
}

bool is_shell_descriptor(const std::string& path) {
  return path == "/dev/stdin" || path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/");
}

bool same_file_state(const struct stat& a, const struct stat& b) {
  return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

}  // namespace

void install_map_guard() {
  struct sigaction action {};
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO;
  (void)::sigemptyset(&action.sa_mask);
  (void)::sigaction(SIGBUS, &action, nullptr);
}

FileReader::FileReader(std::size_t map_above) : map_above_(map_above) {}
FileReader::~FileReader() {
  release();
}

void FileReader::release() {
  if (mapping_ != nullptr) {
    pages_.reset();
    mapped_ranges[guard_].begin.store(0);
    (void)::munmap(mapping_, mapping_size_);
    mapping_ = nullptr;
  }
  if (descriptor_ >= 0) {
    (void)::close(descriptor_);
    descriptor_ = -1;
  }
  if (capacity_ > kKeep) {
    buffer_.reset();
    capacity_ = 0;
  }
}

void FileReader::reserve(std::size_t size) {
  if (size > capacity_) {
    buffer_.reset();
    capacity_ = 0;
    buffer_.reset(new char[size]);  // make_unique would fill it with zeros
    capacity_ = size;
  }
}

Result<std::string_view> FileReader::read(const std::string& path) {
  release();
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return tl::unexpected<Error>(file_error(errno));
  }
  const bool stream = is_shell_descriptor(path) && !S_ISDIR(status.st_mode);
  if (!S_ISREG(status.st_mode) && !stream) {
    return fail(ErrorCode::unsupported,
                "not a regular file but " + std::string(kind_of_special(status.st_mode)));
  }
  // A pipe could have taken the file's place: never wait for a writer.
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | (stream ? 0 : O_NONBLOCK));
  if (descriptor_ < 0 || ::fstat(descriptor_, &before_) != 0) {
    return tl::unexpected<Error>(file_error(errno));
  }
  if (stream && !S_ISREG(before_.st_mode)) {
    auto bytes = read_stream(descriptor_);
    (void)::close(descriptor_);
    descriptor_ = -1;
    return bytes;
  }
  if (!S_ISREG(before_.st_mode)) {
    return fail(ErrorCode::unreadable, "changed while it was read");
  }
  return read_open(before_);
}

Result<std::string_view> FileReader::read_open(const struct stat& status) {
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > map_above_) {
    return map(size);
  }
  if (size == 0) {
    return read_stream(descriptor_);  // empty, or a file of /proc that does not know its size
  }
  reserve(size + 1);
  std::size_t used = 0;
  while (used <= size) {
    const ssize_t got = ::read(descriptor_, buffer_.get() + used, size + 1 - used);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return tl::unexpected<Error>(file_error(errno));
    }
    if (got == 0) {
      break;
    }
    used += static_cast<std::size_t>(got);
  }
  if (used != size) {
    return fail(ErrorCode::unreadable, "changed while it was read");
  }
  return std::string_view(buffer_.get(), used);
}

Result<std::string_view> FileReader::map(std::size_t size) {
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor_, 0);
  if (address == MAP_FAILED) {
    return tl::unexpected<Error>(file_error(errno));
  }
  (void)::madvise(address, size, MADV_SEQUENTIAL);
  const auto begin = reinterpret_cast<std::uintptr_t>(address);
  for (std::size_t i = 0; i < mapped_ranges.size(); ++i) {
    std::uintptr_t free_slot = 0;
    if (mapped_ranges[i].begin.compare_exchange_strong(free_slot, begin)) {
      mapped_ranges[i].cut.store(false);
      mapped_ranges[i].end.store(begin + size);
      mapping_ = address;
      mapping_size_ = size;
      guard_ = i;
      if (size >= PageRelease::kWorthIt) {
        pages_.emplace(address, size);
      }
      return std::string_view(static_cast<const char*>(address), size);
    }
  }
  (void)::munmap(address, size);
  return fail(ErrorCode::limit, "too many large files at once");
}

Result<std::string_view> FileReader::read_stream(int descriptor) {
  std::size_t used = 0;
  while (true) {
    if (capacity_ - used < kChunk) {
      const std::size_t larger = std::max(capacity_ * 2, used + 2 * kChunk);
      std::unique_ptr<char[]> next(new char[larger]);
      if (used > 0) {
        std::memcpy(next.get(), buffer_.get(), used);
      }
      buffer_ = std::move(next);
      capacity_ = larger;
    }
    const ssize_t got = ::read(descriptor, buffer_.get() + used, capacity_ - used);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return tl::unexpected<Error>(file_error(errno));
    }
    if (got == 0) {
      return std::string_view(buffer_.get(), used);
    }
    used += static_cast<std::size_t>(got);
  }
}

Result<void> FileReader::finish() {
  bool changed = mapping_ != nullptr && mapped_ranges[guard_].cut.load();
  if (descriptor_ >= 0) {
    struct stat after {};
    changed |= ::fstat(descriptor_, &after) != 0 || !same_file_state(before_, after);
  }
  release();
  if (changed) {
    return fail(ErrorCode::unreadable, "changed while it was read");
  }
  return {};
}

}  // namespace imprimatur
