// The members of a tar or zip archive as they come, without ever holding one whole: datasets are
// archives of many gigabytes (formats/unpack.h reads small ones from memory). Behind damage
// reading goes on at the next member. Not thread-safe.
#ifndef IMPRIMATUR_AUDIT_ARCHIVE_MEMBERS_H_
#define IMPRIMATUR_AUDIT_ARCHIVE_MEMBERS_H_

#include "audit/archive_bytes.h"
#include "audit/byte_stream.h"
#include "base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprimatur::audit {

struct ArchiveMember {
  std::string name;            // UTF-8; a label, never a path to write to
  bool file = true;            // false: a folder, a link, a device
  std::optional<Error> error;  // it cannot be read (encrypted)
};

// What an archive that stands in another one has grown to, with all that stands in it: packing
// twice multiplies, which bombs are made of.
struct Growth {
  std::uint64_t packed = 0;
  std::uint64_t unpacked = 0;

  static constexpr std::uint64_t kMaxRatio = 250;
  static constexpr std::uint64_t kRatioFrom = std::uint64_t{256} << 20U;
  [[nodiscard]] bool too_much() const {
    return unpacked > kRatioFrom && unpacked / kMaxRatio > packed;
  }
};

class ArchiveMembers {
 public:
  // `growth` of the archive around it, if there is one. Errors: limit (memory).
  [[nodiscard]] static Result<std::unique_ptr<ArchiveMembers>> open(
      std::unique_ptr<ByteStream> stream, std::shared_ptr<Growth> growth);
  virtual ~ArchiveMembers() = default;
  ArchiveMembers(const ArchiveMembers&) = delete;
  ArchiveMembers& operator=(const ArchiveMembers&) = delete;

  // The next member, empty at the end. Errors: unreadable, limit: nothing behind it can be read.
  [[nodiscard]] virtual Result<std::optional<ArchiveMember>> next() = 0;
  // The bytes of the member; valid until the next call of next(). They count as packed ones of
  // `inside`, if that is given.
  [[nodiscard]] virtual std::unique_ptr<FileInput> content(std::shared_ptr<Growth> inside) = 0;
  // Of the archive's own stream, and of what stands between members.
  [[nodiscard]] virtual std::vector<Problem> take_problems() = 0;
  [[nodiscard]] virtual std::uint64_t consumed() const = 0;

 protected:
  ArchiveMembers() = default;
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_ARCHIVE_MEMBERS_H_
