#include "serve/places.h"

namespace imprimatur::serve {

Places::Entry Places::enter(Connection* connection, Metrics& metrics) {
  const std::lock_guard lock(mutex_);
  if (free_ > 0) {
    --free_;
    ++metrics.checks_running;
    return Entry::admitted;
  }
  if (waiting_.size() >= most_waiting_) {
    return Entry::refused;
  }
  waiting_.push_back({connection, Clock::now()});
  ++metrics.checks_waiting;
  return Entry::waiting;
}

Places::Turn Places::take() {
  const Waiting first = waiting_.front();
  waiting_.pop_front();
  return {first.connection, Clock::now() - first.since > longest_wait_};
}

Places::Turn Places::next(Metrics& metrics) {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) {
    ++free_;
    --metrics.checks_running;
    return {};
  }
  --metrics.checks_waiting;
  return take();
}

Places::Turn Places::swap(Connection* connection) {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) {
    return {connection, false};
  }
  waiting_.push_back({connection, Clock::now()});
  return take();
}

}  // namespace imprimatur::serve
