// PageRelease: keeps the pages of a large mapped file from piling up in memory while it is read.
// From time to time all of them are given back to the system, which keeps the file; what is read
// again comes back from there. Only for mappings that nobody writes to.
#ifndef IMPRIMATUR_ENGINE_PAGE_RELEASE_H_
#define IMPRIMATUR_ENGINE_PAGE_RELEASE_H_

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>

namespace imprimatur {

class PageRelease {
 public:
  // Smaller mappings are not worth a thread.
  static constexpr std::size_t kWorthIt = std::size_t{64} << 20U;

  // Goes on until it is destroyed, which has to be before the mapping is.
  PageRelease(void* mapping, std::size_t size);
  ~PageRelease();
  PageRelease(const PageRelease&) = delete;
  PageRelease& operator=(const PageRelease&) = delete;

 private:
  void run(void* mapping, std::size_t size);

  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_PAGE_RELEASE_H_
