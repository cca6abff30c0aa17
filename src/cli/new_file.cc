#include "cli/new_file.h"

#include "cli/commands.h"
#include "engine/walk.h"
#include "report/escape.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

namespace imprimatur::cli {
namespace {

// O_EXCL refuses an existing file without a moment between looking and creating.
int create(const std::string& path, std::string_view text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return errno;
  }
  int failed = 0;
  while (!text.empty() && failed == 0) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0) {
      failed = errno;
      break;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(descriptor) != 0 && failed == 0) {
    failed = errno;
  }
  if (failed != 0) {
    (void)::unlink(path.c_str());
  }
  return failed;
}

}  // namespace

int write_new_file(const Terminal& terminal,
                   const std::string& folder,
                   const std::string& name,
                   std::string_view text) {
  std::string path = folder;
  if (!path.empty() && path.back() != '/') {
    path += '/';
  }
  path += name;
  const int failed = create(path, text);
  if (failed == EEXIST) {
    return report_failure(
        terminal,
        {ErrorCode::usage, fmt::format("'{}' exists; not overwritten", display_name(path))});
  }
  if (failed != 0) {
    return report_failure(
        terminal,
        {ErrorCode::usage,
         fmt::format("cannot write '{}': {}", display_name(path), file_error(failed).message)});
  }
  return print_result(terminal, fmt::format("wrote {}\n", display_name(path)));
}

}  // namespace imprimatur::cli
