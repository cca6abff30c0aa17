#include "formats/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace imprimatur {
namespace {

struct Stream {
  z_stream state{};
  bool open = false;

  Stream() { open = inflateInit(&state) == Z_OK; }
  ~Stream() {
    if (open) {
      inflateEnd(&state);
    }
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
};

}  // namespace

Result<std::string> inflate_text(std::string_view packed, std::size_t most) {
  Stream stream;
  if (!stream.open || packed.size() > std::numeric_limits<uInt>::max()) {
    return fail(ErrorCode::unreadable, "it cannot be unpacked");
  }
  // zlib reads through a pointer that is not const, and writes nothing there.
  std::string input(packed);
  stream.state.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.state.avail_in = static_cast<uInt>(input.size());
  std::string text;
  std::array<char, 16 * 1024> part{};
  int status = Z_OK;
  while (status == Z_OK) {
    stream.state.next_out = reinterpret_cast<Bytef*>(part.data());
    stream.state.avail_out = static_cast<uInt>(part.size());
    status = inflate(&stream.state, Z_NO_FLUSH);
    text.append(part.data(), part.size() - stream.state.avail_out);
    if (text.size() > most) {
      return fail(ErrorCode::limit,
                  "it unpacks to more than " + std::to_string(most / 1024) + " KiB");
    }
  }
  if (status != Z_STREAM_END) {
    return fail(ErrorCode::unreadable, "it is damaged or cut short");
  }
  return text;
}

}  // namespace imprimatur
