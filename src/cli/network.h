// The network of a run: built when the first address is named, from the options and the
// environment. Nothing else in the program reaches it.
#ifndef IMPRIMATUR_CLI_NETWORK_H_
#define IMPRIMATUR_CLI_NETWORK_H_

#include "cli/options.h"
#include "engine/run.h"
#include "engine/web.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace imprimatur::cli {

// What differs where somebody waits for the answer.
struct NetworkHaste {
  int tries = 3;
  std::function<bool()> stopped = {};  // asked before each request: nothing more is wanted
};

class Network {
 public:
  explicit Network(const Options& options, NetworkHaste haste = {})
      : options_(options), haste_(std::move(haste)) {}
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  // Fills in what the address gives; what goes wrong becomes the item's error. Errors: usage.
  [[nodiscard]] Result<void> fetch(const std::string& address, RunItem& item);
  // For a document that is here, of --source-url; null without it. Errors: usage.
  [[nodiscard]] Result<std::shared_ptr<const Surroundings>> around_source();

 private:
  [[nodiscard]] Result<void> start();

  const Options& options_;
  NetworkHaste haste_;
  std::unique_ptr<HttpClient> client_;
  std::unique_ptr<HttpCache> cache_;
  std::unique_ptr<Web> web_;
};

// Whether the options about addresses fit together; errors: usage.
[[nodiscard]] Result<void> check_network_options(const Options& options);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_NETWORK_H_
