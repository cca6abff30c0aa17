// imprimatur lsp: the language server on standard input and output.
#include "cli/commands.h"
#include "cli/lsp_desk.h"
#include "cli/output.h"
#include "lsp/server.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kReadAtOnce = std::size_t{64} << 10U;
constexpr int kForever = -1;

// True if the client has sent something, or has gone.
bool wait_for_input(int milliseconds) {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return ::poll(&input, 1, milliseconds) > 0;
}

int milliseconds_until(lsp::Clock::time_point due) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(due - lsp::Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left + 1, 0, 60'000));
}

enum class Read { something, end };

Read read_some(lsp::Server& server) {
  std::array<char, kReadAtOnce> buffer{};
  ssize_t got = 0;
  do {
    got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
  } while (got < 0 && errno == EINTR);
  if (got <= 0) {
    return Read::end;
  }
  server.receive({buffer.data(), static_cast<std::size_t>(got)});
  return Read::something;
}

int serve(lsp::Server& server, const bool& client_gone) {
  for (bool more = true; !server.ended() && !client_gone;) {
    const auto due = server.work(lsp::Clock::now());
    // All that has come is taken before the next message is worked on: it may cancel it.
    const int wait = more ? 0 : due ? milliseconds_until(*due) : kForever;
    bool input = wait_for_input(wait);
    while (input && !server.ended()) {
      if (read_some(server) == Read::end) {
        while (server.step(lsp::Clock::now())) {
        }
        return server.ended().value_or(server.status_at_end());
      }
      input = wait_for_input(0);
    }
    more = server.step(lsp::Clock::now());
  }
  return server.ended().value_or(server.status_at_end());
}

}  // namespace

int run_lsp(const Invocation& invocation) {
  if (invocation.terminal.input_is_terminal) {
    print_note(invocation.terminal,
               "waiting for a text editor on standard input; Ctrl-D ends the server");
  }
  const auto output = Output::standard_output();
  bool client_gone = false;
  LspDesk desk(invocation);
  lsp::Server server(desk, [&](std::string_view message) {
    if (!output->write(message) || !output->flush()) {
      client_gone = true;
    }
  });
  return serve(server, client_gone);
}

}  // namespace imprimatur::cli
