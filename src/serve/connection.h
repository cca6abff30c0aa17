// Connection: one client's socket, with what it has sent and what it still gets. Does as much as is
// possible without waiting; whoever owns it then waits for the socket. One thread at a time, but
// for what is marked. Closes the socket at its end.
#ifndef IMPRIMATUR_SERVE_CONNECTION_H_
#define IMPRIMATUR_SERVE_CONNECTION_H_

#include "serve/api.h"
#include "serve/request_parser.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace imprimatur::serve {

using Clock = std::chrono::steady_clock;

// One answered request, for a log: nothing that a client wrote.
struct LogLine {
  std::string_view method;  // "-" for any that is not known
  std::string_view route;
  int status = 0;
  std::size_t bytes = 0;  // of the request's body
  std::chrono::nanoseconds time{0};
};

// Shared by all connections of a server.
struct Surroundings {
  Api* api = nullptr;
  std::chrono::milliseconds patience{0};  // for a head, and for a body besides its length
  std::chrono::milliseconds idle{0};      // between requests
  std::chrono::milliseconds longest_check{0};
  std::int64_t memory_limit = 0;        // of all buffers
  std::atomic<std::int64_t> memory{0};  // what they have
  std::atomic<bool> stopping{false};
  std::function<void(const LogLine&)> log;  // may be empty
};

class Connection {
 public:
  enum class Step : std::uint8_t {
    read,   // wait until there is something to read
    write,  // wait until something can be written
    check,  // there is a request whose answer takes long: answer() or refuse_busy(), then advance()
    closed,  // the end
  };
  Connection(int socket, Surroundings& around);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Out of memory is the end of this connection alone.
  [[nodiscard]] Step advance();
  void answer();
  void refuse_busy();
  [[nodiscard]] int socket() const { return socket_; }

  // These may be called by any thread while the connection lives.
  // What it waits for has taken too long by then: it ends, with an answer if it has asked.
  void end_if_late(Clock::time_point now);
  // It ends if it has not asked for anything, or has not asked to the end.
  void end_if_idle() const;
  void end_if_asking() const;
  void break_off() const;
  // Since when it has been waiting for its client; none if it is not.
  [[nodiscard]] std::optional<Clock::time_point> waiting_since() const;

 private:
  enum class Phase : std::uint8_t { idle, head, body, checking, writing, draining };
  enum class Io : std::uint8_t { some, none, end };
  [[nodiscard]] Step go_on();
  [[nodiscard]] Step read_on();
  [[nodiscard]] Step drain();
  void enter(Phase phase);
  void extend(std::size_t bytes);
  [[nodiscard]] bool take_input();
  [[nodiscard]] Io receive();
  [[nodiscard]] Io send_out();
  void on_head();
  void send(Response&& response);
  void close_after(Response&& response);
  void count_memory();
  [[nodiscard]] Waiting waiting(Clock::time_point began);

  const int socket_;
  Surroundings& around_;
  RequestParser parser_;
  std::string in_;  // read, but not parsed
  std::string out_;
  std::size_t sent_ = 0;
  std::size_t drained_ = 0;
  std::size_t asked_bytes_ = 0;  // of the request that is answered
  std::int64_t counted_ = 0;     // of the memory
  Clock::time_point began_;      // the request
  Clock::time_point looked_;     // whether the client is there
  bool closing_ = false;         // after what is in out_
  bool broken_ = false;          // nothing more can be done with it
  bool unread_ = false;          // the client may still be sending what nobody reads
  std::atomic<Phase> phase_{Phase::idle};
  std::atomic<Clock::rep> since_{0};
  std::atomic<Clock::rep> deadline_{0};
  std::atomic<bool> late_{false};
};

}  // namespace imprimatur::serve

#endif  // IMPRIMATUR_SERVE_CONNECTION_H_
