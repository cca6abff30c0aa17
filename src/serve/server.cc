#include "serve/server.h"

#include "serve/places.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace imprimatur::serve {
namespace {

constexpr std::chrono::milliseconds kTick{200};
// Besides those that check: somebody always is there for whoever only asks or is to be refused.
constexpr std::size_t kMoreThreads = 2;
constexpr std::uint32_t kOnce = EPOLLONESHOT;

}  // namespace

struct Server::State {
  State(const Listener& listener_in, Api& api, ServerOptions options_in)
      : listener(listener_in),
        options(std::move(options_in)),
        places(options.checks, options.waiting, options.longest_wait) {
    around.api = &api;
    around.patience = options.patience;
    around.idle = options.idle;
    around.longest_check = options.longest_check;
    around.memory_limit = options.memory;
    around.log = options.log;
  }
  ~State() {
    for (const int descriptor : {listener.descriptor, epoll, wake}) {
      if (descriptor >= 0) {
        (void)::close(descriptor);
      }
    }
  }

  Listener listener;
  ServerOptions options;
  Surroundings around;
  Places places;
  int epoll = -1;
  int wake = -1;
  std::mutex mutex;  // of the table, and so of the life of what is in it
  std::condition_variable changed;
  std::unordered_map<Connection*, std::unique_ptr<Connection>> table;
  std::vector<std::thread> threads;
  std::thread keeper;
  bool stopped = false;

  [[nodiscard]] bool prepare();
  void run();
  void keep_time();
  void accept_some();
  void make_room();
  void add(int socket);
  void work(Connection* connection);
  void wait_for(Connection* connection, std::uint32_t events);
  void remove(Connection* connection);
};

bool Server::State::prepare() {
  epoll = ::epoll_create1(EPOLL_CLOEXEC);
  wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event listening{};
  listening.events = EPOLLIN | EPOLLEXCLUSIVE;
  listening.data.ptr = &listener;
  epoll_event waking{};
  waking.events = EPOLLIN;
  waking.data.ptr = &wake;
  return epoll >= 0 && wake >= 0 &&
         ::epoll_ctl(epoll, EPOLL_CTL_ADD, listener.descriptor, &listening) == 0 &&
         ::epoll_ctl(epoll, EPOLL_CTL_ADD, wake, &waking) == 0;
}

void Server::State::run() {
  for (;;) {
    epoll_event event{};
    const int ready = ::epoll_wait(epoll, &event, 1, -1);
    if (ready < 0 && errno != EINTR) {
      return;
    }
    if (ready < 1) {
      continue;
    }
    if (event.data.ptr == &wake) {
      return;
    }
    if (event.data.ptr == &listener) {
      accept_some();
    } else {
      work(static_cast<Connection*>(event.data.ptr));
    }
  }
}

void Server::State::accept_some() {
  constexpr int kAtOnce = 16;
  for (int i = 0; i < kAtOnce && !around.stopping; ++i) {
    const int socket =
        ::accept4(listener.descriptor, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) {
      if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
        make_room();
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
      return;
    }
    const int yes = 1;
    (void)::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    add(socket);
  }
}

// Whoever has made the server wait for longest goes first.
void Server::State::make_room() {
  const std::lock_guard lock(mutex);
  Connection* slowest = nullptr;
  Clock::time_point since = Clock::time_point::max();
  for (const auto& [connection, owner] : table) {
    const auto waiting = connection->waiting_since();
    if (waiting && *waiting < since) {
      since = *waiting;
      slowest = connection;
    }
  }
  if (slowest != nullptr) {
    slowest->break_off();
  }
}

void Server::State::add(int socket) {
  auto made = std::make_unique<Connection>(socket, around);
  Connection* connection = made.get();
  bool full = false;
  {
    const std::lock_guard lock(mutex);
    full = table.size() >= options.connections;
    table.emplace(connection, std::move(made));
  }
  changed.notify_all();
  if (full) {
    make_room();
  }
  epoll_event event{};
  event.events = EPOLLIN | kOnce;
  event.data.ptr = connection;
  if (::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) != 0) {
    remove(connection);
  }
}

void Server::State::wait_for(Connection* connection, std::uint32_t events) {
  epoll_event event{};
  event.events = events | kOnce;
  event.data.ptr = connection;
  // From here on it may be another thread's.
  if (::epoll_ctl(epoll, EPOLL_CTL_MOD, connection->socket(), &event) != 0) {
    remove(connection);
  }
}

void Server::State::remove(Connection* connection) {
  {
    const std::lock_guard lock(mutex);
    table.erase(connection);
  }
  changed.notify_all();
}

// This thread's connection, and those whose turn comes meanwhile.
void Server::State::work(Connection* connection) {
  Metrics& metrics = around.api->metrics();
  bool has_place = false;
  bool too_late = false;
  while (connection != nullptr) {
    const Connection::Step step = connection->advance();
    if (step == Connection::Step::check) {
      if (has_place) {
        const Places::Turn turn = places.swap(connection);
        connection = turn.connection;
        too_late = turn.too_late;
      } else {
        const Places::Entry entry = places.enter(connection, metrics);
        if (entry == Places::Entry::waiting) {
          return;
        }
        has_place = entry == Places::Entry::admitted;
        too_late = !has_place;
      }
    } else {
      if (step == Connection::Step::closed) {
        remove(connection);
      } else {
        wait_for(connection, step == Connection::Step::read ? EPOLLIN : EPOLLOUT);
      }
      const Places::Turn turn = has_place ? places.next(metrics) : Places::Turn{};
      connection = turn.connection;
      too_late = turn.too_late;
      has_place = connection != nullptr;
    }
    if (connection != nullptr && too_late) {
      connection->refuse_busy();
    } else if (connection != nullptr) {
      connection->answer();
    }
  }
}

// Ends what takes too long. Sleeps while nobody is connected.
void Server::State::keep_time() {
  std::unique_lock lock(mutex);
  while (!stopped) {
    if (table.empty()) {
      changed.wait(lock, [&] { return stopped || !table.empty(); });
      continue;
    }
    changed.wait_for(lock, kTick, [&] { return stopped; });
    const Clock::time_point now = Clock::now();
    for (const auto& [connection, owner] : table) {
      connection->end_if_late(now);
    }
  }
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() {
  stop();
}

Result<std::unique_ptr<Server>> Server::start(const Listener& listener,
                                              Api& api,
                                              ServerOptions options) {
  const std::size_t threads = options.checks + kMoreThreads;
  std::unique_ptr<Server> server(
      new Server(std::make_unique<State>(listener, api, std::move(options))));
  State& state = *server->state_;
  if (!state.prepare()) {
    return fail(ErrorCode::unreadable,
                std::string("cannot wait for connections: ") + std::strerror(errno));
  }
  for (std::size_t i = 0; i < threads; ++i) {
    state.threads.emplace_back([&state] { state.run(); });
  }
  state.keeper = std::thread([&state] { state.keep_time(); });
  return server;
}

void Server::stop(std::chrono::milliseconds grace) {
  State& state = *state_;
  {
    std::unique_lock lock(state.mutex);
    if (state.stopped) {
      return;
    }
    state.around.stopping = true;
    (void)::epoll_ctl(state.epoll, EPOLL_CTL_DEL, state.listener.descriptor, nullptr);
    for (const auto& [connection, owner] : state.table) {
      connection->end_if_idle();
    }
    const auto is_empty = [&] { return state.table.empty(); };
    if (!state.changed.wait_for(lock, grace, is_empty)) {
      for (const auto& [connection, owner] : state.table) {
        connection->end_if_asking();
      }
      state.changed.wait(lock, is_empty);
    }
    state.stopped = true;
  }
  state.changed.notify_all();
  const std::uint64_t one = 1;
  if (state.wake >= 0) {
    (void)!::write(state.wake, &one, sizeof one);
  }
  for (std::thread& thread : state.threads) {
    thread.join();
  }
  if (state.keeper.joinable()) {
    state.keeper.join();
  }
}

}  // namespace imprimatur::serve
