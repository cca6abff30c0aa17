#include "audit/pipeline.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace imprimatur::audit {
namespace {

BatchOutput work_on(Worker& worker, const std::vector<Part>& parts, const Job& job) {
  BatchOutput output = worker.work(parts[job.part], job.batch);
  output.last = job.last;
  return output;
}

class Pipeline {
 public:
  Pipeline(std::size_t jobs,
           const WorkOptions& options,
           const std::vector<Part>& parts,
           const NextJob& next)
      : jobs_(jobs), options_(options), parts_(parts), next_(next) {}

  Result<void> run(const TakeOutput& take) {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < jobs_; ++i) {
      threads.emplace_back([this] { work(); });
    }
    Result<void> result = take_all(take);
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    space_.notify_all();
    return result;
  }

 private:
  struct Slot {
    std::size_t part = 0;
    std::optional<BatchOutput> output;
  };

  // Reading holds `reading_`, so that others can deliver meanwhile; slots are made in the same
  // order, because both happen under it.
  void work() {
    Worker worker(options_);
    while (true) {
      std::optional<Job> job;
      Slot* slot = nullptr;
      {
        const std::lock_guard reading(reading_);
        {
          std::unique_lock lock(mutex_);
          space_.wait(lock, [this] { return stopped_ || window_.size() < jobs_ * 3; });
          if (stopped_) {
            return;
          }
        }
        job = next_();
        const std::lock_guard lock(mutex_);
        if (!job) {
          stopped_ = true;
          ready_.notify_one();
          space_.notify_all();
          return;
        }
        slot = &window_.emplace_back();
        slot->part = job->part;
      }
      BatchOutput output = work_on(worker, parts_, *job);
      const std::lock_guard lock(mutex_);
      slot->output = std::move(output);
      if (slot == &window_.front()) {
        ready_.notify_one();
      }
    }
  }

  Result<void> take_all(const TakeOutput& take) {
    std::unique_lock lock(mutex_);
    while (true) {
      ready_.wait(
          lock, [this] { return window_.empty() ? stopped_ : window_.front().output.has_value(); });
      if (window_.empty()) {
        return {};
      }
      const std::size_t part = window_.front().part;
      BatchOutput output = std::move(*window_.front().output);
      window_.pop_front();
      lock.unlock();
      space_.notify_all();
      if (Result<void> taken = take(part, std::move(output)); !taken) {
        return taken;
      }
      lock.lock();
    }
  }

  std::size_t jobs_;
  const WorkOptions& options_;
  const std::vector<Part>& parts_;
  const NextJob& next_;
  std::mutex reading_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::condition_variable space_;
  std::deque<Slot> window_;  // references to elements stay valid while ends move
  bool stopped_ = false;
};

}  // namespace

Result<void> run_pipeline(std::size_t jobs,
                          const WorkOptions& options,
                          const std::vector<Part>& parts,
                          const NextJob& next,
                          const TakeOutput& take) {
  if (jobs > 1) {
    return Pipeline(jobs, options, parts, next).run(take);
  }
  Worker worker(options);
  while (const std::optional<Job> job = next()) {
    if (Result<void> taken = take(job->part, work_on(worker, parts, *job)); !taken) {
      return taken;
    }
  }
  return {};
}

}  // namespace imprimatur::audit
