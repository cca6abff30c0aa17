// Pool<T>: things with scratch memory that are dear to make and serve one thread at a time. Any
// number of threads may take one at once; there come to be as many as were in use together. What
// was in use while an exception passed is not used again.
#ifndef IMPRIMATUR_BASE_POOL_H_
#define IMPRIMATUR_BASE_POOL_H_

#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace imprimatur {

template <typename T>
class Pool {
 public:
  // `make` is called by several threads at once. The pool outlives what is taken from it.
  explicit Pool(std::function<std::unique_ptr<T>()> make) : make_(std::move(make)) {}

  // One of them, given back at the end of the lease.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<T> thing) : pool_(pool), thing_(std::move(thing)) {}
    ~Lease() {
      if (std::uncaught_exceptions() == exceptions_) {
        pool_.give_back(std::move(thing_));
      }
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    [[nodiscard]] T& operator*() const { return *thing_; }
    [[nodiscard]] T* operator->() const { return thing_.get(); }

   private:
    Pool& pool_;
    std::unique_ptr<T> thing_;
    int exceptions_ = std::uncaught_exceptions();
  };

  [[nodiscard]] Lease take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<T> thing = std::move(idle_.back());
        idle_.pop_back();
        return Lease(*this, std::move(thing));
      }
    }
    return Lease(*this, make_());
  }

 private:
  void give_back(std::unique_ptr<T> thing) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(thing));
  }

  std::function<std::unique_ptr<T>()> make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> idle_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_BASE_POOL_H_
