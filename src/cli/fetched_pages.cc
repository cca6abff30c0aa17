#include "cli/fetched_pages.h"

#include <algorithm>

namespace imprimatur::cli {
namespace {

constexpr std::chrono::seconds kKept{60};
constexpr std::size_t kMost = 8;
constexpr std::size_t kMostBytes = std::size_t{4} << 20U;

}  // namespace

void FetchedPages::forget(std::chrono::steady_clock::time_point now) {
  while (!entries_.empty() && (entries_.size() > kMost || now - entries_.front().since > kKept)) {
    entries_.pop_front();
  }
}

void FetchedPages::forget_old() {
  const std::lock_guard lock(mutex_);
  forget(std::chrono::steady_clock::now());
}

std::optional<serve::Page> FetchedPages::find(const std::string& address) {
  const std::lock_guard lock(mutex_);
  forget(std::chrono::steady_clock::now());
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.address == address;
  });
  return found == entries_.end() ? std::nullopt : std::optional(found->page);
}

void FetchedPages::add(const std::string& address, const serve::Page& page) {
  if (page.bytes->size() > kMostBytes) {
    return;
  }
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  entries_.push_back({address, page, now});
  forget(now);
}

}  // namespace imprimatur::cli
