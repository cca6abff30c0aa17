// imprimatur serve: the web page and the HTTP API.
#include "cli/commands.h"
#include "cli/network.h"
#include "cli/output.h"
#include "cli/serve_desk.h"
#include "cli/session.h"
#include "report/escape.h"
#include "serve/api.h"
#include "serve/files.h"
#include "serve/server.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kMinTokenBytes = 16;
constexpr std::size_t kMostQueue = 100'000;
constexpr std::size_t kMostBodyMebibytes = 1'024;
constexpr std::size_t kMostSeconds = 3'600;
constexpr const char* kTokenVariable = "IMPRIMATUR_TOKEN";

Result<std::size_t> number_of(const char* option,
                              const std::string& text,
                              std::size_t usual,
                              std::size_t most) {
  std::size_t value = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (text.empty()) {
    return usual;
  }
  if (parsed.ec != std::errc() || parsed.ptr != end || value < 1 || value > most) {
    return fail(
        ErrorCode::usage,
        fmt::format("{} '{}' is not a number from 1 to {}", option, display_name(text), most));
  }
  return value;
}

Result<serve::Address> address_of(const ServeWords& words) {
  const serve::Address usual{"127.0.0.1", 8765};
  auto address = serve::parse_address(words.listen, usual);
  if (!address) {
    return fail(ErrorCode::usage, "--listen: " + address.error().message);
  }
  if (!words.port.empty()) {
    const auto port = serve::parse_address(":" + words.port, *address);
    if (!port) {
      return fail(
          ErrorCode::usage,
          fmt::format("--port '{}' is not a number from 0 to 65535", display_name(words.port)));
    }
    address->port = port->port;
  }
  return address;
}

// Of a file, or of the environment; without what ends its line.
Result<std::string> token_of(const ServeWords& words) {
  std::string token;
  if (!words.token.empty()) {
    const auto text = read_text_file(words.token);
    if (!text) {
      return fail(ErrorCode::usage,
                  fmt::format("cannot read the token from '{}': {}",
                              display_name(words.token),
                              text.error().message));
    }
    token = text->substr(0, text->find_last_not_of("\r\n \t") + 1);
  } else if (const char* value = std::getenv(kTokenVariable)) {
    token = value;
  }
  const bool printable =
      std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7F'; });
  const bool wanted = !words.token.empty() || !token.empty();
  if (wanted && (token.size() < kMinTokenBytes || !printable)) {
    return fail(
        ErrorCode::usage,
        fmt::format("the token is not {} or more printable ASCII characters without blanks; "
                    "make one with 'openssl rand -hex 32'",
                    kMinTokenBytes));
  }
  return token;
}

// Which of the connections that the system allows are left for clients.
std::size_t most_connections() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) {
    return serve::ServerOptions().connections;
  }
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 4'096);
  (void)::setrlimit(RLIMIT_NOFILE, &files);
  (void)::getrlimit(RLIMIT_NOFILE, &files);
  constexpr rlim_t kOthers = 64;
  const rlim_t left = files.rlim_cur > 2 * kOthers ? files.rlim_cur - kOthers : kOthers;
  return std::min<std::size_t>(left, 2'048);
}

struct Wishes {
  serve::Address address;
  serve::ApiOptions api;
  serve::ServerOptions server;
};

Result<Wishes> wishes_of(const Invocation& invocation) {
  const ServeWords& words = invocation.options.serve;
  Wishes wishes;
  IMPRIMATUR_TRY(wishes.address, address_of(words));
  IMPRIMATUR_TRY(wishes.api.access.token, token_of(words));
  IMPRIMATUR_TRY(const std::size_t body,
                 number_of("--max-body", words.max_body, 16, kMostBodyMebibytes));
  IMPRIMATUR_TRY(const std::size_t seconds,
                 number_of("--timeout", invocation.options.timeout, 30, kMostSeconds));
  if (auto fits = check_network_options(invocation.options); !fits) {
    return tl::unexpected<Error>(fits.error());
  }
  if (invocation.options.allow_private_network && !words.allow_urls) {
    return fail(ErrorCode::usage, "--allow-private-network is of use with --allow-urls alone");
  }
  IMPRIMATUR_TRY(wishes.server.waiting, number_of("--queue", words.queue, 64, kMostQueue));
  for (const std::string& host : words.hosts) {
    wishes.api.access.hosts.push_back(serve::lower_case(host));
  }
  wishes.api.max_body = body << 20U;
  wishes.server.memory = std::max(wishes.server.memory, static_cast<std::int64_t>(4 * body << 20U));
  wishes.server.checks = invocation.checked.jobs + (words.allow_urls ? serve::kMostFetching : 0);
  wishes.server.longest_check = std::chrono::seconds(seconds);
  wishes.server.connections = most_connections();
  wishes.server.patience = std::chrono::seconds(seconds);
  wishes.server.idle = std::chrono::seconds(2 * seconds);
  wishes.server.longest_wait = std::chrono::seconds(seconds);
  if (invocation.options.verbose) {
    wishes.server.log = [](const serve::LogLine& line) {
      const std::string text =
          fmt::format("{} {} {} {} B {:.1f} ms\n",
                      line.method,
                      line.route,
                      line.status,
                      line.bytes,
                      std::chrono::duration<double, std::milli>(line.time).count());
      std::fwrite(text.data(), 1, text.size(), stderr);
    };
  }
  return wishes;
}

// SIGINT and SIGTERM wait for wait_for_end(); of all threads that start after this one.
sigset_t hold_signals() {
  sigset_t signals;
  (void)::sigemptyset(&signals);
  (void)::sigaddset(&signals, SIGINT);
  (void)::sigaddset(&signals, SIGTERM);
  (void)::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// A second signal ends the program at once.
void wait_for_end(const sigset_t& signals) {
  int number = 0;
  (void)::sigwait(&signals, &number);
  (void)::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

// Nobody waits for the browser, which may stay in front for as long as it is open.
void open_page(const Terminal& terminal, std::string address) {
  std::string program = "xdg-open";
  std::array<char*, 3> arguments = {program.data(), address.data(), nullptr};
  posix_spawnattr_t attributes;
  sigset_t none;
  (void)::sigemptyset(&none);
  (void)::posix_spawnattr_init(&attributes);
  (void)::posix_spawnattr_setsigmask(&attributes, &none);
  (void)::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  posix_spawn_file_actions_t actions;
  (void)::posix_spawn_file_actions_init(&actions);
  // Its words are not results of ours.
  (void)::posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  pid_t id = 0;
  const int wrong =
      ::posix_spawnp(&id, program.c_str(), &actions, &attributes, arguments.data(), environ);
  (void)::posix_spawn_file_actions_destroy(&actions);
  (void)::posix_spawnattr_destroy(&attributes);
  if (wrong != 0) {
    print_warning(terminal,
                  fmt::format("cannot open a browser by {}: {}; open the address yourself",
                              program,
                              std::strerror(wrong)));
  }
}

Result<void> say_where(const Terminal& terminal,
                       const std::string& address,
                       const std::string& token) {
  // The token belongs on a screen, not into a log.
  const bool shown = terminal.output_is_terminal && !token.empty();
  const auto output = Output::standard_output();
  auto said = output->write(
      fmt::format("listening on {}{}\n", address, shown ? "#token=" + token : std::string()));
  return said ? output->flush() : said;
}

}  // namespace

int run_serve(const Invocation& invocation) {
  const Terminal& terminal = invocation.terminal;
  auto wishes = wishes_of(invocation);
  if (!wishes) {
    return report_failure(terminal, wishes.error());
  }
  const auto listener = serve::listen_at(wishes->address);
  if (!listener) {
    return report_failure(terminal, listener.error());
  }
  serve::AccessRules& access = wishes->api.access;
  access.loopback = listener->loopback;
  if (!access.loopback && access.token.empty()) {
    return report_failure(
        terminal,
        {ErrorCode::usage,
         fmt::format("others can reach {}, so a token is needed: --token FILE, or {}",
                     serve::text_of(listener->address),
                     kTokenVariable)});
  }
  const auto desk = ServeDesk::make(invocation);
  if (!desk) {
    return report_failure(terminal, desk.error());
  }
  const sigset_t signals = hold_signals();
  (*desk)->watch();
  const std::string token = access.token;
  serve::Api api(**desk, std::move(wishes->api));
  const auto server = serve::Server::start(*listener, api, std::move(wishes->server));
  if (!server) {
    return report_failure(terminal, server.error());
  }
  const std::string address = fmt::format("http://{}/", serve::text_of(listener->address));
  if (const auto said = say_where(terminal, address, token); !said) {
    return report_failure(terminal, said.error());
  }
  if (invocation.options.serve.open && serve::page_files().empty()) {
    print_warning(terminal, "this program was built without the page: there is nothing to open");
  } else if (invocation.options.serve.open) {
    open_page(terminal, token.empty() ? address : address + "#token=" + token);
  }
  wait_for_end(signals);
  (*server)->stop();
  return kFine;
}

}  // namespace imprimatur::cli
