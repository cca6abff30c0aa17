#include "cli/output.h"

#include "engine/walk.h"
#include "report/escape.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace imprimatur::cli {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10U;

// Names of temporary files for the signal handler, which can only reach static storage.
struct TemporaryName {
  std::atomic<bool> used{false};
  std::array<char, PATH_MAX> path{};
};
std::array<TemporaryName, 32> temporary_names;

void remember(const std::string& path) {
  for (TemporaryName& name : temporary_names) {
    if (!name.used.load() && path.size() < name.path.size()) {
      std::memcpy(name.path.data(), path.c_str(), path.size() + 1);
      name.used.store(true);
      return;
    }
  }
}

void forget(const std::string& path) {
  for (TemporaryName& name : temporary_names) {
    if (name.used.load() && path == name.path.data()) {
      name.used.store(false);
    }
  }
}

void on_signal(int number) {
  for (const TemporaryName& name : temporary_names) {
    if (name.used.load()) {
      (void)::unlink(name.path.data());
    }
  }
  ::_exit(128 + number);
}

std::string resolve_links(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode)) {
    if (std::string target = absolute_path(path); !target.empty()) {
      return target;
    }
  }
  return path;
}

std::string temporary_beside(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  return folder + ".imprimatur-XXXXXX";
}

mode_t wanted_mode(const struct stat* existing) {
  if (existing != nullptr) {
    return existing->st_mode & 07777U;
  }
  const mode_t mask = ::umask(0);
  (void)::umask(mask);
  return 0666U & ~mask;
}

}  // namespace

void install_signal_handlers() {
  (void)std::signal(SIGPIPE, SIG_IGN);
  (void)std::signal(SIGXFSZ, SIG_IGN);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    action.sa_handler = on_signal;
    (void)::sigemptyset(&action.sa_mask);
    struct sigaction before {};
    // A shell that starts us in the background with SIGINT or SIGHUP ignored means it.
    if (::sigaction(number, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) {
      (void)::sigaction(number, &action, nullptr);
    }
  }
}

std::unique_ptr<Output> Output::standard_output() {
  return std::unique_ptr<Output>(new Output(STDOUT_FILENO, "standard output"));
}

Result<std::unique_ptr<Output>> Output::file(const std::string& path) {
  const std::string name = fmt::format("'{}'", display_name(path));
  const std::string target = resolve_links(path);
  struct stat status {};
  const bool exists = ::stat(target.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    const int descriptor = ::open(target.c_str(), O_WRONLY | O_CLOEXEC);
    std::unique_ptr<Output> output(new Output(descriptor, name));
    return descriptor < 0 ? Result<std::unique_ptr<Output>>(output->failure(errno))
                          : Result<std::unique_ptr<Output>>(std::move(output));
  }
  std::string temporary = temporary_beside(target);
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  std::unique_ptr<Output> output(new Output(descriptor, name));
  if (descriptor < 0) {
    return output->failure(errno);
  }
  remember(temporary);
  output->temporary_ = temporary;
  output->target_ = target;
  if (::fchmod(descriptor, wanted_mode(exists ? &status : nullptr)) != 0) {
    return output->failure(errno);
  }
  return output;
}

Output::~Output() {
  if (!temporary_.empty()) {
    (void)::unlink(temporary_.c_str());
    forget(temporary_);
  }
  if (descriptor_ > STDERR_FILENO) {
    (void)::close(descriptor_);
  }
}

tl::unexpected<Error> Output::failure(int error_number) {
  broken_pipe_ = error_number == EPIPE;
  const Error error = file_error(error_number);
  return fail(error.code, fmt::format("cannot write {}: {}", name_, error.message));
}

Result<void> Output::write(std::string_view text) {
  buffer_ += text;
  return buffer_.size() >= kBuffer ? flush() : Result<void>();
}

Result<void> Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      buffer_.clear();
      return failure(errno);
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return {};
}

Result<void> Output::commit() {
  if (auto flushed = flush(); !flushed) {
    return flushed;
  }
  if (temporary_.empty()) {
    return {};
  }
  if (::fsync(descriptor_) != 0 && errno != EINVAL) {
    return failure(errno);
  }
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
    return failure(errno);
  }
  forget(temporary_);
  temporary_.clear();
  return {};
}

}  // namespace imprimatur::cli
