// Bodies of HTTP messages, compressed by the server (RFC 9110 8.4.1): whole in memory, unlike the
// streams of files. Pure; thread-safe.
#ifndef IMPRIMATUR_AUDIT_BODY_CODEC_H_
#define IMPRIMATUR_AUDIT_BODY_CODEC_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace imprimatur::audit {

struct BodyCodec {
  std::string_view name;  // of the content coding, in lower case
  bool marked;            // bytes that are not of it are told at once, by a magic or checks
  // At most `limit` bytes of a body; false if it is not what the header says. `cut`: there is more,
  // or its end is missing or damaged.
  bool (*unpack)(std::string_view bytes, std::size_t limit, std::string& out, bool& cut);
};
// By the name of a content coding in any case; null if it is not known.
[[nodiscard]] const BodyCodec* find_body_codec(std::string_view name);

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_BODY_CODEC_H_
