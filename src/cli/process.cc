#include "cli/process.h"

#include "report/escape.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10U;

void close_one(int& descriptor) {
  if (descriptor >= 0) {
    (void)::close(descriptor);
    descriptor = -1;
  }
}

struct Pipe {
  int read = -1;
  int write = -1;
};

bool make_pipe(Pipe& made) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return false;
  }
  made = {ends[0], ends[1]};
  return true;
}

// The attributes of the child: it dies of a broken pipe, as programs expect.
class Attributes {
 public:
  Attributes() {
    (void)::posix_spawnattr_init(&value_);
    sigset_t defaults;
    (void)::sigemptyset(&defaults);
    (void)::sigaddset(&defaults, SIGPIPE);
    (void)::sigaddset(&defaults, SIGXFSZ);
    (void)::posix_spawnattr_setsigdefault(&value_, &defaults);
    (void)::posix_spawnattr_setflags(&value_, POSIX_SPAWN_SETSIGDEF);
  }
  ~Attributes() { (void)::posix_spawnattr_destroy(&value_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  [[nodiscard]] const posix_spawnattr_t* get() const { return &value_; }

 private:
  posix_spawnattr_t value_{};
};

int spawn(const std::vector<std::string>& arguments, int input, int output, int errors, pid_t& id) {
  std::vector<std::string> owned = arguments;
  std::vector<char*> pointers;
  for (std::string& argument : owned) {
    pointers.push_back(argument.data());
  }
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  (void)::posix_spawn_file_actions_init(&actions);
  if (input >= 0) {
    (void)::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  } else {
    (void)::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  (void)::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  (void)::posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  const Attributes attributes;
  const int failed =
      ::posix_spawnp(&id, pointers[0], &actions, attributes.get(), pointers.data(), environ);
  (void)::posix_spawn_file_actions_destroy(&actions);
  return failed;
}

}  // namespace

Result<std::unique_ptr<Process>> Process::start(const std::vector<std::string>& arguments,
                                                bool with_input) {
  std::unique_ptr<Process> process(new Process());
  Pipe input;
  Pipe output;
  process->errors_ = ::memfd_create("errors", MFD_CLOEXEC);
  int failed =
      process->errors_ < 0 || !make_pipe(output) || (with_input && !make_pipe(input)) ? errno : 0;
  process->output_ = output.read;
  process->input_ = input.write;
  if (failed == 0) {
    failed = spawn(arguments, input.read, output.write, process->errors_, process->id_);
  }
  close_one(input.read);
  close_one(output.write);
  if (failed != 0) {
    process->id_ = -1;
    return fail(ErrorCode::usage,
                fmt::format("cannot run '{}': {}", arguments.front(), std::strerror(failed)));
  }
  return process;
}

Process::~Process() {
  (void)finish();
  close_one(errors_);
}

bool Process::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(input_, text.data(), text.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool Process::fill() {
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kChunk);
  ssize_t count = -1;
  do {
    count = ::read(output_, buffer_.data() + before, kChunk);
  } while (count < 0 && errno == EINTR);
  buffer_.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
  return count > 0;
}

bool Process::read_exactly(std::size_t size, std::string& out) {
  while (buffer_.size() - at_ < size) {
    if (!fill()) {
      return false;
    }
  }
  out = buffer_.substr(at_, size);
  at_ += size;
  return true;
}

bool Process::read_line(std::string& line) {
  std::size_t end = std::string::npos;
  while ((end = buffer_.find('\n', at_)) == std::string::npos) {
    if (!fill()) {
      return false;
    }
  }
  line = buffer_.substr(at_, end - at_);
  at_ = end + 1;
  return true;
}

std::string Process::read_all() {
  while (fill()) {
  }
  at_ = 0;
  return std::move(buffer_);
}

bool Process::finish() {
  close_one(input_);
  close_one(output_);
  if (id_ >= 0) {
    int status = 0;
    pid_t waited = -1;
    do {
      waited = ::waitpid(id_, &status, 0);
    } while (waited < 0 && errno == EINTR);
    ended_well_ = waited == id_ && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    id_ = -1;
  }
  return ended_well_;
}

std::string Process::errors() const {
  std::array<char, 4096> text{};
  const ssize_t count = ::pread(errors_, text.data(), text.size(), 0);
  return count > 0 ? std::string(text.data(), static_cast<std::size_t>(count)) : std::string();
}

}  // namespace imprimatur::cli
