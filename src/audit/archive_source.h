// The bytes of an archive on their way to the library that reads it: the last ones are kept, so
// that reading can begin again behind damage. Not thread-safe.
#ifndef IMPRIMATUR_AUDIT_ARCHIVE_SOURCE_H_
#define IMPRIMATUR_AUDIT_ARCHIVE_SOURCE_H_

#include "audit/archive_bytes.h"
#include "audit/byte_stream.h"
#include "base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur::audit {

class ArchiveSource {
 public:
  explicit ArchiveSource(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  // The next bytes, none at the end; `used` of all are done with. Errors: a part is missing here,
  // or the stream ends in an error. Valid until the next call.
  [[nodiscard]] Result<std::string_view> next(std::uint64_t used);
  // Goes to the first member or directory behind `from`; counting begins there. False: there is
  // none.
  [[nodiscard]] bool begin_again(std::uint64_t from, ArchiveKind kind);
  // The bytes in front of `used` that are still here, for what they say about the member there.
  [[nodiscard]] std::string_view before(std::uint64_t used) const;
  // All from `used` on, for a directory; piece by piece.
  [[nodiscard]] std::optional<std::uint64_t> count_listed(std::uint64_t used);
  // Reads to the end: what is around the archive may find that it is damaged.
  [[nodiscard]] Result<void> drain();

  [[nodiscard]] std::vector<Problem> take_problems() { return std::exchange(problems_, {}); }
  [[nodiscard]] std::uint64_t consumed() const { return stream_->consumed(); }

 private:
  [[nodiscard]] Result<std::string_view> read();

  std::unique_ptr<ByteStream> stream_;
  std::vector<Problem> problems_;
  std::string window_;                // the last bytes given
  std::uint64_t window_at_ = 0;       // where they begin
  std::string behind_gap_;            // read, but not yet given
  std::optional<std::string> again_;  // given next
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_ARCHIVE_SOURCE_H_
