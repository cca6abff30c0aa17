// Places: how many checks are at work at once, and which requests wait for a place, in the order in
// which they came. Any thread may call it.
#ifndef IMPRIMATUR_SERVE_PLACES_H_
#define IMPRIMATUR_SERVE_PLACES_H_

#include "serve/connection.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>

namespace imprimatur::serve {

class Places {
 public:
  enum class Entry : std::uint8_t { admitted, waiting, refused };
  struct Turn {
    Connection* connection = nullptr;  // null: nobody waits
    bool too_late = false;             // it has waited for too long to be checked
  };

  Places(std::size_t places, std::size_t most_waiting, std::chrono::milliseconds longest_wait)
      : free_(places), most_waiting_(most_waiting), longest_wait_(longest_wait) {}

  // After `waiting` the connection belongs to whoever gets it from next() or swap().
  [[nodiscard]] Entry enter(Connection* connection, Metrics& metrics);
  // Of whoever has a place: the next one for it. The place is free again if nobody waits.
  [[nodiscard]] Turn next(Metrics& metrics);
  // The same, but this one wants a place again: behind all who wait.
  [[nodiscard]] Turn swap(Connection* connection);

 private:
  struct Waiting {
    Connection* connection;
    Clock::time_point since;
  };
  [[nodiscard]] Turn take();

  std::mutex mutex_;
  std::size_t free_;
  std::size_t most_waiting_;
  std::chrono::milliseconds longest_wait_;
  std::deque<Waiting> waiting_;
};

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_PLACES_H_
