// The network of a run: built when the first address is named, from the options and the
// environment. Nothing else in the program reaches it.
#ifndef IMPRIMATUR_CLI_NETWORK_H_
#define IMPRIMATUR_CLI_NETWORK_H_

#include "cli/options.h"
#include "engine/run.h"
#include "engine/web.h"

#include <memory>
#include <string>

namespace imprimatur::cli {

class Network {
 public:
  explicit Network(const Options& options) : options_(options) {}
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
  std::unique_ptr<HttpClient> client_;
  std::unique_ptr<HttpCache> cache_;
  std::unique_ptr<Web> web_;
};

// Whether the options about addresses fit together; errors: usage.
[[nodiscard]] Result<void> check_network_options(const Options& options);

}  // namespace imprimatur::cli

#endif  // IMPRIMATUR_CLI_NETWORK_H_
