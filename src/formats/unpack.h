// The members of an archive in memory, one at a time: zip, tar, and streams compressed with gzip,
// xz, zstd or bzip2 (a stream that holds no tar is one member). Names are labels, never paths:
// nothing is written anywhere. Members within members share one budget. Private to the formats
// layer; not thread-safe.
#ifndef IMPRIMATUR_FORMATS_UNPACK_H_
#define IMPRIMATUR_FORMATS_UNPACK_H_

#include "base/result.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

struct archive_entry;

namespace imprimatur {

// What one input has grown to, with all that is nested in it.
struct Expansion {
  std::size_t input = 0;    // bytes of the outermost archive
  std::size_t bytes = 0;    // unpacked
  std::size_t members = 0;  // met
  std::size_t depth = 0;    // archives that stand inside each other here

  static constexpr std::size_t kMaxDepth = 4;
  static constexpr std::size_t kMaxMembers = 100'000;
  static constexpr std::size_t kMaxMember = std::size_t{256} << 20U;
  static constexpr std::size_t kMaxBytes = std::size_t{2} << 30U;
  // Text shrinks to a tenth, logs to a fiftieth. What grows more, beyond a size that does no harm,
  // was made to.
  static constexpr std::size_t kMaxRatio = 250;
  static constexpr std::size_t kRatioFrom = std::size_t{32} << 20U;
};

struct Member {
  std::string name;            // UTF-8, as stored; may be anything
  std::string bytes;           // up to where it could be read
  std::optional<Error> error;  // not all of it could be read
};

enum class Packing : unsigned char { zip, stream };

struct UnpackOptions {
  Packing packing = Packing::zip;
  std::string single;                                   // name of a stream's only member
  std::function<bool(std::string_view name)> wanted{};  // others are passed over; empty: all
};

// A member with an error does not end it; false from the sink does. Errors: unreadable (damaged, so
// that what follows is not known), limit (a bomb: said with the member at which it was stopped).
[[nodiscard]] Result<void> unpack(std::string_view bytes,
                                  const UnpackOptions& options,
                                  Expansion& expansion,
                                  const std::function<bool(Member&&)>& sink);

// As UTF-8, whatever it was stored as; cut if it is absurdly long. A zip without a mark for UTF-8
// holds UTF-8 all the same (many programs) or what its specification says, code page 437
// (APPNOTE 6.3.10, 4.4.4 bit 11 and appendix D); its field for Unicode names, 0x7075, comes first.
[[nodiscard]] std::string archive_member_name(archive_entry* entry, bool zip);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_UNPACK_H_
