// Server: the sockets of `imprimatur serve`. A few threads share all connections: each takes what
// is ready, and none ever waits for a client, so that slow ones cost memory alone, which has a
// limit. Checks take places, of which there are fewer than threads; who finds none waits in a
// queue, and who finds that full is told to come again.
#ifndef IMPRIMATUR_SERVE_SERVER_H_
#define IMPRIMATUR_SERVE_SERVER_H_

#include "base/result.h"
#include "serve/api.h"
#include "serve/connection.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace imprimatur::serve {

struct Address {
  std::string host = "127.0.0.1";  // a name or an address, IPv6 without brackets
  std::uint16_t port = 0;          // 0: any that is free
};
// "HOST:PORT", "HOST", ":PORT", "[::1]:8765"; what is missing comes from `usual`. Errors: usage.
[[nodiscard]] Result<Address> parse_address(const std::string& text, const Address& usual);
// As part of a web address: "127.0.0.1:8765", "[::1]:8765".
[[nodiscard]] std::string text_of(const Address& address);

struct ServerOptions {
  std::size_t checks = 1;    // at once
  std::size_t waiting = 64;  // checks that wait for their turn
  std::size_t connections = 512;
  std::int64_t memory = std::int64_t{256} << 20;  // bytes of all requests and answers
  std::chrono::milliseconds patience{30'000};
  std::chrono::milliseconds idle{60'000};
  std::chrono::milliseconds longest_wait{30'000};
  std::chrono::milliseconds longest_check{30'000};
  std::function<void(const LogLine&)> log;  // called by any thread; may be empty
};

// A socket that listens.
struct Listener {
  int descriptor = -1;
  Address address;        // with the port that it got
  bool loopback = false;  // only this machine reaches it
};
// Errors: usage (no such host), unreadable (the address is taken, or may not be used).
[[nodiscard]] Result<Listener> listen_at(const Address& address);

class Server {
 public:
  // Takes the socket; `api` outlives the server. Begins to answer at once.
  // Errors: unreadable, if the system gives no threads or descriptors.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(const Listener& listener,
                                                             Api& api,
                                                             ServerOptions options);
  ~Server();  // stop()
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // No more connections; what was asked is answered, then it returns. Requests that are not whole
  // after `grace` are left, answers that are not taken after the usual time.
  void stop(std::chrono::milliseconds grace = std::chrono::seconds(10));

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_SERVER_H_
