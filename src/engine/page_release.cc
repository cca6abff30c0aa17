#include "engine/page_release.h"

#include <sys/mman.h>

#include <chrono>

namespace imprimatur {
namespace {

// The fastest passes over a text (is it UTF-8?) read some fifty MiB in this time where pages have
// to come back, the search for rules less than one.
constexpr std::chrono::milliseconds kPause{2};

}  // namespace

PageRelease::PageRelease(void* mapping, std::size_t size)
    : thread_([this, mapping, size] { run(mapping, size); }) {}

PageRelease::~PageRelease() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    done_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void PageRelease::run(void* mapping, std::size_t size) {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!changed_.wait_for(lock, kPause, [this] { return done_; })) {
    (void)::madvise(mapping, size, MADV_DONTNEED);
  }
}

}  // namespace imprimatur
