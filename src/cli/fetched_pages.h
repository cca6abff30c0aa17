// FetchedPages: what clients of the server have asked for within the last minute, so that another
// question about the same page does not ask its site again. In memory alone. Thread-safe.
#ifndef IMPRIMATUR_CLI_FETCHED_PAGES_H_
#define IMPRIMATUR_CLI_FETCHED_PAGES_H_

#include "serve/desk.h"

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

namespace imprimatur::cli {

class FetchedPages {
 public:
  [[nodiscard]] std::optional<serve::Page> find(const std::string& address);
  void add(const std::string& address, const serve::Page& page);
  // Also done by the others, but only when somebody asks.
  void forget_old();

 private:
  struct Entry {
    std::string address;
    serve::Page page;
    std::chrono::steady_clock::time_point since;
  };
  void forget(std::chrono::steady_clock::time_point now);

  std::mutex mutex_;
  std::deque<Entry> entries_;  // the oldest first
};

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_FETCHED_PAGES_H_
