// What the bytes of a tar or zip archive look like: where members and directories begin, also
// behind damage. Pure.
#ifndef IMPRIMATUR_AUDIT_ARCHIVE_BYTES_H_
#define IMPRIMATUR_AUDIT_ARCHIVE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace imprimatur::audit {

enum class ArchiveKind : unsigned char { tar, zip };

// The longest header of a zip member: two lengths of 16 bits behind 30 bytes.
inline constexpr std::size_t kMaxMemberHeader = 30 + 2 * 0xFFFF;

// The first 512 bytes tell. A zip that is one document (office file, book) is no archive.
[[nodiscard]] bool is_archive(std::string_view head);

// Where the first member or directory begins; npos: nowhere before `undecided`, which is how many
// of the last bytes may be the beginning of one.
struct FoundMember {
  std::size_t at = std::string_view::npos;
  std::size_t undecided = 0;
};
[[nodiscard]] FoundMember find_member(std::string_view bytes, ArchiveKind kind);

// How many bytes the content has whose header ends with `bytes`; empty: not said in front of it.
[[nodiscard]] std::optional<std::uint64_t> packed_size_of_zip_member(std::string_view bytes);

// Counts what a zip's directory lists. `next` gives the bytes behind the last member piece by
// piece, none at the end; empty: it is damaged or cut short.
[[nodiscard]] std::optional<std::uint64_t> count_listed(
    const std::function<std::string_view()>& next);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_ARCHIVE_BYTES_H_
