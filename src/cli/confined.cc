#include "cli/confined.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kErrors = 4096;
constexpr std::size_t kChunk = std::size_t{64} << 10U;
constexpr int kCannotRun = 127;

class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void close() {
    if (value_ >= 0) {
      (void)::close(value_);
      value_ = -1;
    }
  }
  void take(int value) {
    close();
    value_ = value;
  }
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};

// Where the program is, by PATH; empty if nowhere.
std::string find_program(const std::string& name) {
  const char* set = std::getenv("PATH");
  std::string_view path = set == nullptr ? "/usr/bin:/bin" : set;
  while (true) {
    const std::size_t end = std::min(path.find(':'), path.size());
    const std::string file = std::string(path.substr(0, end)) + "/" + name;
    // Not from the folder that is being checked.
    if (file.front() == '/' && ::access(file.c_str(), X_OK) == 0) {
      return file;
    }
    if (end == path.size()) {
      return {};
    }
    path.remove_prefix(end + 1);
  }
}

// The input as a file without a name, so that the program can read it in any order.
bool put_input(std::string_view input, Descriptor& file) {
  file.take(::memfd_create("input", MFD_CLOEXEC));
  while (file.get() >= 0 && !input.empty()) {
    const ssize_t written = ::write(file.get(), input.data(), input.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return false;
    }
    input.remove_prefix(static_cast<std::size_t>(written));
  }
  return file.get() >= 0 && ::lseek(file.get(), 0, SEEK_SET) == 0;
}

void limit(int resource, rlim_t most) {
  const rlimit value{most, most};
  (void)::setrlimit(static_cast<__rlimit_resource>(resource), &value);
}

struct Child {
  const char* file;
  char* const* arguments;
  char* const* environment;
  int input;
  int output;
  int errors;
  ConfinedLimits limits;
};

// Between fork and exec, where only calls that are safe in a signal handler are allowed.
[[noreturn]] void become(const Child& child) {
  (void)::setpgid(0, 0);
  (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
  (void)::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  (void)std::signal(SIGPIPE, SIG_DFL);
  limit(RLIMIT_CPU, child.limits.seconds / 2 + 1);
  limit(RLIMIT_AS, child.limits.memory);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
  if (::dup2(child.input, STDIN_FILENO) >= 0 && ::dup2(child.output, STDOUT_FILENO) >= 0 &&
      ::dup2(child.errors, STDERR_FILENO) >= 0) {
    (void)::execve(child.file, child.arguments, child.environment);
  }
  ::_exit(kCannotRun);
}

// Ends the whole group, and waits.
int reap(pid_t id, bool kill_it) {
  if (kill_it) {
    (void)::kill(-id, SIGKILL);
    (void)::kill(id, SIGKILL);
  }
  int status = 0;
  while (::waitpid(id, &status, 0) < 0 && errno == EINTR) {
  }
  (void)::kill(-id, SIGKILL);  // what it left behind
  return status;
}

enum class Ended : unsigned char { well, too_long, too_much };

// Both pipes up to their ends.
Ended collect(const Descriptor& output,
              const Descriptor& errors,
              const ConfinedLimits& limits,
              ProgramOutput& result) {
  using Clock = std::chrono::steady_clock;
  const auto stop = Clock::now() + std::chrono::seconds(limits.seconds);
  std::array<pollfd, 2> pipes = {pollfd{output.get(), POLLIN, 0}, pollfd{errors.get(), POLLIN, 0}};
  std::string chunk(kChunk, '\0');
  while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(stop - Clock::now());
    if (left.count() <= 0) {
      return Ended::too_long;
    }
    if (::poll(pipes.data(), pipes.size(), static_cast<int>(left.count())) < 0 && errno != EINTR) {
      return Ended::too_long;
    }
    for (std::size_t i = 0; i < pipes.size(); ++i) {
      if (pipes[i].fd < 0 || (pipes[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0) {
        continue;
      }
      const ssize_t got = ::read(pipes[i].fd, chunk.data(), chunk.size());
      if (got < 0 && errno == EINTR) {
        continue;
      }
      if (got <= 0) {
        pipes[i].fd = -1;
        continue;
      }
      const auto size = static_cast<std::size_t>(got);
      if (i == 1) {
        result.errors.append(
            chunk, 0, std::min(size, kErrors - std::min(result.errors.size(), kErrors)));
      } else {
        result.output.append(chunk, 0, size);
      }
      if (result.output.size() > limits.output) {
        return Ended::too_much;
      }
    }
  }
  return Ended::well;
}

bool make_pipe(Descriptor& read, Descriptor& write) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return false;
  }
  read.take(ends[0]);
  write.take(ends[1]);
  return true;
}

}  // namespace

Result<ProgramOutput> ConfinedProgram::run(const std::vector<std::string>& arguments,
                                           std::string_view input) const {
  const std::string& name = arguments.front();
  const std::string file = find_program(name);
  if (file.empty()) {
    return fail(ErrorCode::not_found, fmt::format("there is no program '{}'", name));
  }
  std::vector<std::string> owned = arguments;
  std::vector<char*> pointers;
  for (std::string& argument : owned) {
    pointers.push_back(argument.data());
  }
  pointers.push_back(nullptr);
  std::string locale = "LC_ALL=C.UTF-8";
  const std::array<char*, 2> environment = {locale.data(), nullptr};
  Descriptor in;
  Descriptor output;
  Descriptor output_end;
  Descriptor errors;
  Descriptor errors_end;
  if (!put_input(input, in) || !make_pipe(output, output_end) || !make_pipe(errors, errors_end)) {
    return fail(ErrorCode::unreadable,
                fmt::format("cannot run '{}': no memory or pipe for it", name));
  }
  const Child child{file.c_str(),
                    pointers.data(),
                    environment.data(),
                    in.get(),
                    output_end.get(),
                    errors_end.get(),
                    limits_};
  const pid_t id = ::fork();
  if (id == 0) {
    become(child);
  }
  if (id < 0) {
    return fail(ErrorCode::unreadable, fmt::format("cannot run '{}'", name));
  }
  output_end.close();
  errors_end.close();
  ProgramOutput result;
  const Ended ended = collect(output, errors, limits_, result);
  const int status = reap(id, ended != Ended::well);
  if (ended == Ended::too_long || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
    return fail(
        ErrorCode::limit,
        fmt::format("'{}' was stopped: it took more than {} seconds", name, limits_.seconds));
  }
  if (ended == Ended::too_much) {
    return fail(
        ErrorCode::limit,
        fmt::format("'{}' was stopped: it gave more than {} MiB", name, limits_.output >> 20U));
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) == kCannotRun) {
    return fail(
        ErrorCode::unreadable,
        fmt::format("'{}' ended by itself: damaged input, or more memory needed than it may have",
                    name));
  }
  result.status = WEXITSTATUS(status);
  return result;
}

}  // namespace imprimatur::cli
