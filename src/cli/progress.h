// A line on standard error that says how far the run is. Silent unless switched on.
#ifndef IMPRIMATUR_CLI_PROGRESS_H_
#define IMPRIMATUR_CLI_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <optional>

namespace imprimatur::cli {

class Progress {
 public:
  // `total` documents, if it is known.
  Progress(bool enabled, std::optional<std::size_t> total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void add(std::size_t bytes, bool found);
  // Takes the line away, so that other output can be written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  void draw();

  bool enabled_;
  std::optional<std::size_t> total_;
  Clock::time_point start_;
  Clock::time_point drawn_;
  bool visible_ = false;
  std::size_t documents_ = 0;
  std::size_t bytes_ = 0;
  std::size_t found_ = 0;
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_PROGRESS_H_
