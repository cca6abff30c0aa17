// What is taken is given back, is never in two hands, and is dropped where an exception passed.
#include "base/pool.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace imprimatur {
namespace {

TEST_CASE("what was given back is taken again") {
  int made = 0;
  Pool<int> pool([&] { return std::make_unique<int>(++made); });
  *pool.take() = 7;
  {
    const auto first = pool.take();
    const auto second = pool.take();
    CHECK(*first == 7);
    CHECK(*second == 2);
  }
  (void)pool.take();
  CHECK(made == 2);
}

TEST_CASE("what was in use when an exception passed is not used again") {
  int made = 0;
  Pool<int> pool([&] { return std::make_unique<int>(++made); });
  CHECK_THROWS_AS(
      [&] {
        const auto lease = pool.take();
        throw std::runtime_error("stop");
      }(),
      std::runtime_error);
  CHECK(*pool.take() == 2);
}

TEST_CASE("one thread at a time has a thing") {
  std::atomic<int> made = 0;
  Pool<std::atomic<int>> pool([&] {
    ++made;
    return std::make_unique<std::atomic<int>>(0);
  });
  std::atomic<int> shared = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 2000; ++turn) {
        const auto lease = pool.take();
        shared += lease->fetch_add(1);
        lease->fetch_sub(1);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(shared == 0);
  CHECK(made <= 4);
}

}  // namespace
}  // namespace imprimatur
