#include "serve/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <limits>
#include <new>
#include <utility>

namespace imprimatur::serve {
namespace {

constexpr std::size_t kReadAtOnce = std::size_t{32} << 10U;
constexpr std::size_t kKeptBuffer = std::size_t{64} << 10U;
// Whoever is slower than that is not waited for.
constexpr std::size_t kBytesPerSecond = std::size_t{64} << 10U;
constexpr std::size_t kMostDrained = std::size_t{4} << 20U;
constexpr std::chrono::milliseconds kDrainTime{2'000};
constexpr std::size_t kRequestsInTurn = 16;
constexpr int kRetryAfter = 1;
constexpr std::chrono::milliseconds kLook{50};
constexpr std::chrono::milliseconds kHalfClosed{1'000};

constexpr Clock::rep kNever = std::numeric_limits<Clock::rep>::max();

Clock::rep ticks(Clock::time_point at) {
  return at.time_since_epoch().count();
}

std::string_view known_method(const std::string& method) {
  for (const std::string_view known :
       {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
    if (method == known) {
      return known;
    }
  }
  return "-";
}

}  // namespace

Connection::Connection(int socket, Surroundings& around) : socket_(socket), around_(around) {
  ++around_.api->metrics().connections;
  enter(Phase::idle);
}

Connection::~Connection() {
  around_.memory -= counted_;
  --around_.api->metrics().connections;
  (void)::close(socket_);
}

void Connection::enter(Phase phase) {
  const Clock::time_point now = Clock::now();
  late_ = false;
  since_ = ticks(now);
  switch (phase) {
    case Phase::idle:
      deadline_ = ticks(now + around_.idle);
      break;
    case Phase::head:
      began_ = now;
      deadline_ = ticks(now + around_.patience);
      break;
    case Phase::body:
    case Phase::writing:
      deadline_ = ticks(now + around_.patience);
      break;
    case Phase::checking:
      deadline_ = kNever;
      break;
    case Phase::draining:
      deadline_ = ticks(now + kDrainTime);
      break;
  }
  phase_ = phase;
}

// What moves has more time.
void Connection::extend(std::size_t bytes) {
  const auto more = std::chrono::nanoseconds(std::chrono::seconds(1)) *
                    static_cast<std::int64_t>(bytes) / static_cast<std::int64_t>(kBytesPerSecond);
  deadline_ += std::chrono::duration_cast<Clock::duration>(more).count();
}

void Connection::end_if_late(Clock::time_point now) {
  if (ticks(now) < deadline_) {
    return;
  }
  late_ = true;
  const Phase phase = phase_;
  const bool mute = phase == Phase::writing || phase == Phase::draining;
  (void)::shutdown(socket_, mute ? SHUT_RDWR : SHUT_RD);
}

void Connection::end_if_idle() const {
  if (phase_ == Phase::idle) {
    (void)::shutdown(socket_, SHUT_RD);
  }
}

void Connection::end_if_asking() const {
  const Phase phase = phase_;
  if (phase == Phase::idle || phase == Phase::head || phase == Phase::body) {
    break_off();
  }
}

void Connection::break_off() const {
  (void)::shutdown(socket_, SHUT_RDWR);
}

std::optional<Clock::time_point> Connection::waiting_since() const {
  if (phase_ == Phase::checking) {
    return std::nullopt;
  }
  return Clock::time_point(Clock::duration(since_));
}

Connection::Io Connection::receive() {
  std::array<char, kReadAtOnce> buffer;
  ssize_t got = 0;
  do {
    got = ::recv(socket_, buffer.data(), buffer.size(), 0);
  } while (got < 0 && errno == EINTR);
  if (got > 0) {
    in_.append(buffer.data(), static_cast<std::size_t>(got));
    return Io::some;
  }
  return got < 0 && errno == EAGAIN ? Io::none : Io::end;
}

Connection::Io Connection::send_out() {
  while (sent_ < out_.size()) {
    const ssize_t put = ::send(socket_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) {
      continue;
    }
    if (put < 0) {
      return errno == EAGAIN ? Io::none : Io::end;
    }
    sent_ += static_cast<std::size_t>(put);
    extend(static_cast<std::size_t>(put));
  }
  out_.clear();
  if (out_.capacity() > kKeptBuffer) {
    out_.shrink_to_fit();
  }
  sent_ = 0;
  return Io::some;
}

void Connection::count_memory() {
  const auto now = static_cast<std::int64_t>(parser_.request().body.capacity() + in_.capacity() +
                                             out_.capacity());
  around_.memory += now - counted_;
  counted_ = now;
}

// Parses what was read; false if there is nothing more to parse.
bool Connection::take_input() {
  if (in_.empty()) {
    return false;
  }
  if (phase_ == Phase::idle) {
    enter(Phase::head);
  }
  const std::size_t used = parser_.feed(in_);
  if (phase_ == Phase::body) {
    extend(used);
  }
  in_.erase(0, used);
  return true;
}

Connection::Step Connection::advance() {
  try {
    return broken_ ? Step::closed : go_on();
  } catch (const std::bad_alloc&) {
    return Step::closed;
  }
}

Connection::Step Connection::go_on() {
  for (std::size_t turns = 0;;) {
    if (!out_.empty()) {
      const Io io = send_out();
      count_memory();
      if (io != Io::some) {
        return io == Io::none ? Step::write : Step::closed;
      }
      if (!closing_) {
        enter(in_.empty() ? Phase::idle : Phase::head);
      }
      // Others have their turn, too; the socket can be written to, so this one's comes again.
      if (++turns == kRequestsInTurn) {
        return Step::write;
      }
    }
    if (closing_) {
      return unread_ ? drain() : Step::closed;
    }
    switch (parser_.state()) {
      case RequestParser::State::head:
      case RequestParser::State::body:
        if (const Step step = read_on(); step != Step::check) {
          return step;
        }
        break;
      case RequestParser::State::head_done:
        on_head();
        break;
      case RequestParser::State::complete:
        if (Api::is_heavy(parser_.request())) {
          enter(Phase::checking);
          return Step::check;
        }
        answer();
        break;
      case RequestParser::State::failed:
        close_after(response_of(parser_.problem()));
        break;
    }
  }
}

// More of a request; `check` means that it goes on.
Connection::Step Connection::read_on() {
  if (take_input()) {
    count_memory();
    return Step::check;
  }
  if (phase_ == Phase::body && around_.memory > around_.memory_limit) {
    close_after(response_of(
        {503, "busy", "the server holds as much as it may", "try again", "", "", kRetryAfter}));
    return Step::check;
  }
  const Io io = receive();
  if (io == Io::some) {
    return Step::check;
  }
  // Only who has sent nothing more is late: it may be us who were.
  if (late_ && !parser_.idle()) {
    close_after(response_of({408,
                             "too-slow",
                             "the request did not come in time",
                             "send it faster, or start the server with a higher --timeout"}));
    return Step::check;
  }
  const bool done = io == Io::end || late_ || (around_.stopping && parser_.idle());
  return done ? Step::closed : Step::read;
}

// Throws away what still comes, until the client has seen the answer.
Connection::Step Connection::drain() {
  if (phase_ != Phase::draining) {
    (void)::shutdown(socket_, SHUT_WR);
    enter(Phase::draining);
  }
  for (;;) {
    in_.clear();
    const Io io = receive();
    drained_ += in_.size();
    if (io == Io::none) {
      return Step::read;
    }
    if (io == Io::end || drained_ > kMostDrained) {
      return Step::closed;
    }
  }
}

void Connection::on_head() {
  if (auto refusal = around_.api->refusal(parser_.request())) {
    close_after(std::move(*refusal));
    return;
  }
  const bool wants_body = parser_.expects_continue();
  parser_.read_body(around_.api->body_limit(parser_.request()));
  if (parser_.state() == RequestParser::State::body) {
    enter(Phase::body);
    if (wants_body) {
      // Few bytes to a client that has been silent: they always fit.
      constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
      (void)::send(socket_, kGoOn.data(), kGoOn.size(), MSG_NOSIGNAL);
    }
  }
}

// Nothing after this request is read, and what the client still sends is thrown away, lest the
// answer is lost with the connection.
void Connection::close_after(Response&& response) {
  closing_ = true;
  unread_ = true;
  send(std::move(response));
}

void Connection::answer() {
  Request& request = parser_.request();
  asked_bytes_ = request.body.size();
  request.waiting = [this, began = Clock::now()] { return waiting(began); };
  try {
    send(around_.api->answer(request));
  } catch (const std::bad_alloc&) {
    broken_ = true;
  }
}

// Some clients close their sending side and wait, which looks as if they had left: what is ready
// soon is sent to them, too.
Waiting Connection::waiting(Clock::time_point began) {
  const Clock::time_point now = Clock::now();
  if (now - looked_ < kLook) {
    return Waiting::yes;
  }
  looked_ = now;
  pollfd client{socket_, POLLRDHUP, 0};
  (void)::poll(&client, 1, 0);
  const auto seen = static_cast<unsigned>(client.revents);
  const bool half = (seen & static_cast<unsigned>(POLLRDHUP)) != 0;
  if ((seen & static_cast<unsigned>(POLLHUP | POLLERR)) != 0 ||
      (half && now - Clock::time_point(Clock::duration(since_)) > kHalfClosed)) {
    return Waiting::gone;
  }
  return now - began > around_.longest_check ? Waiting::too_long : Waiting::yes;
}

void Connection::refuse_busy() {
  send(response_of({503, "busy", "too many checks are waiting", "try again", "", "", kRetryAfter}));
}

void Connection::send(Response&& response) {
  const Request& request = parser_.request();
  closing_ = closing_ || !request.keep_alive || around_.stopping;
  around_.api->finish(request, response);
  if (around_.log) {
    around_.log({known_method(request.method),
                 route_name(request),
                 response.status,
                 std::exchange(asked_bytes_, 0),
                 Clock::now() - began_});
  }
  out_ = written(response, {!closing_, request.method != "HEAD", std::time(nullptr)});
  if (!closing_) {
    parser_.next();
  }
  count_memory();
  enter(Phase::writing);
}

}  // namespace imprimatur::serve
