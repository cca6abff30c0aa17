#include "engine/page_release.h"

#include <catch2/catch.hpp>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>

namespace imprimatur {
namespace {

constexpr std::size_t kSize = std::size_t{8} << 20U;

// KiB of the mapping that are in memory, as the kernel counts them.
std::size_t resident(const void* mapping) {
  std::ostringstream begin;
  begin << std::hex << reinterpret_cast<std::uintptr_t>(mapping) << '-';
  std::ifstream maps("/proc/self/smaps");
  bool here = false;
  for (std::string line; std::getline(maps, line);) {
    here = here || line.starts_with(begin.str());
    if (here && line.starts_with("Rss:")) {
      const std::string_view digits =
          std::string_view(line).substr(std::min(line.find_first_of("0123456789"), line.size()));
      std::size_t kib = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), kib);
      return kib;
    }
  }
  FAIL("the mapping is not listed");
  return 0;
}

std::size_t sum_of(const unsigned char* bytes) {
  std::size_t sum = 0;
  for (std::size_t at = 0; at < kSize; ++at) {
    sum += bytes[at];
  }
  return sum;
}

TEST_CASE("pages that were read leave memory, and come back with what they held") {
  const int file = ::memfd_create("page_release_test", MFD_CLOEXEC);
  REQUIRE(file >= 0);
  const std::string content(kSize, 'x');
  REQUIRE(::write(file, content.data(), content.size()) == static_cast<ssize_t>(kSize));
  void* mapping = ::mmap(nullptr, kSize, PROT_READ, MAP_PRIVATE, file, 0);
  REQUIRE(mapping != MAP_FAILED);
  const auto* bytes = static_cast<const unsigned char*>(mapping);
  CHECK(sum_of(bytes) == kSize * 'x');
  CHECK(resident(mapping) > 0);
  {
    const PageRelease release(mapping, kSize);
    std::size_t left = resident(mapping);
    for (int i = 0; left > 0 && i < 1000; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      left = resident(mapping);
    }
    CHECK(left == 0);
    CHECK(sum_of(bytes) == kSize * 'x');
  }
  CHECK(sum_of(bytes) == kSize * 'x');
  ::munmap(mapping, kSize);
  ::close(file);
}

}  // namespace
}  // namespace imprimatur
