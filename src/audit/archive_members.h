// The members of a tar or zip archive as they come, without ever holding one whole: datasets are
// archives of many gigabytes (formats/unpack.h reads small ones from memory). Not thread-safe.
#ifndef IMPRIMATUR_AUDIT_ARCHIVE_MEMBERS_H_
#define IMPRIMATUR_AUDIT_ARCHIVE_MEMBERS_H_

#include "audit/byte_stream.h"
#include "base/result.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace imprimatur::audit {

struct ArchiveMember {
  std::string name;            // UTF-8; a label, never a path to write to
  bool file = true;            // false: a folder, a link, a device
  std::optional<Error> error;  // it cannot be read (encrypted)
};

class ArchiveMembers {
 public:
  // Errors: limit (memory).
  [[nodiscard]] static Result<std::unique_ptr<ArchiveMembers>> open(
      std::unique_ptr<ByteStream> stream);
  virtual ~ArchiveMembers() = default;
  ArchiveMembers(const ArchiveMembers&) = delete;
  ArchiveMembers& operator=(const ArchiveMembers&) = delete;

  // The next member, empty at the end. Errors: unreadable: nothing behind it can be read.
  [[nodiscard]] virtual Result<std::optional<ArchiveMember>> next() = 0;
  // The bytes of the member; valid until the next call of next().
  [[nodiscard]] virtual std::unique_ptr<FileInput> content() = 0;
  // After an error of content(): true if next() can go on behind the member.
  [[nodiscard]] virtual bool sound() const = 0;
  // Of the archive's own stream.
  [[nodiscard]] virtual std::vector<Problem> take_problems() = 0;
  [[nodiscard]] virtual std::uint64_t consumed() const = 0;

 protected:
  ArchiveMembers() = default;
};

// The first 512 bytes tell. A zip that is one document (office file, book) is no archive.
[[nodiscard]] bool is_archive(std::string_view head);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_ARCHIVE_MEMBERS_H_
