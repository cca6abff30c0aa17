// Server: the language server of `imprimatur lsp` (LSP 3.17), without its pipes: bytes of the
// client come in, messages go out through a function. Documents are the client's buffers, never
// files. Diagnostics are pulled if the client can, pushed a moment after the last change if not.
// Not thread-safe: one thread receives, works and waits in turn.
#ifndef IMPRIMATUR_LSP_SERVER_H_
#define IMPRIMATUR_LSP_SERVER_H_

#include "lsp/desk.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace imprimatur::lsp {

using Clock = std::chrono::steady_clock;

class Server {
 public:
  // `send` gets one framed message at a time; `desk` outlives the server.
  Server(Desk& desk, std::function<void(std::string_view)> send);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Bytes of the client. Messages wait until step(), so that a request which is cancelled in the
  // meantime is not worked on.
  void receive(std::string_view bytes);
  // Handles one waiting message; false if none waits.
  bool step(Clock::time_point now);
  // Checks the buffers whose time has come; when to call again, none if nothing is due.
  std::optional<Clock::time_point> work(Clock::time_point now);
  // The status to end with, once the client has said "exit" or its stream cannot be read.
  [[nodiscard]] std::optional<int> ended() const;
  // The status when the client's stream ends without "exit".
  [[nodiscard]] int status_at_end() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace imprimatur::lsp

#endif  // IMPRIMATUR_LSP_SERVER_H_
