#include "formats/png_text.h"

#include "formats/ascii.h"
#include "formats/inflate.h"

#include <algorithm>

namespace imprimatur {
namespace {

// Metadata of a picture; thumbnails and editors' histories are longer and say nothing of rights.
constexpr std::size_t kMaxUnpacked = std::size_t{4} << 20U;

}  // namespace

Result<std::optional<PngText>> read_png_text(std::string_view file,
                                             std::string_view kind,
                                             Span block) {
  const std::string_view chunk = file.substr(block.begin, block.size());
  const std::size_t name_end = chunk.find('\0');
  if ((kind != "tEXt" && kind != "zTXt" && kind != "iTXt") || name_end == std::string_view::npos) {
    return std::nullopt;
  }
  PngText text;
  text.name = ascii_lower(chunk.substr(0, name_end));
  std::size_t at = name_end + 1;
  bool packed = kind == "zTXt";
  if (packed) {
    ++at;  // the method, of which there is one
  } else if (kind == "iTXt") {
    // flag and method, then the language and the keyword in it, each with an end mark
    packed = at < chunk.size() && chunk[at] != '\0';
    at += 2;
    for (int i = 0; i < 2; ++i) {
      const std::size_t end = at > chunk.size() ? at : chunk.find('\0', at);
      at = end == std::string_view::npos ? end : end + 1;
      if (at > chunk.size()) {
        return std::nullopt;
      }
    }
  }
  if (at > chunk.size()) {
    return std::nullopt;
  }
  text.written = {block.begin + at, block.end};
  if (packed) {
    IMPRIMATUR_TRY(text.unpacked, inflate_text(chunk.substr(at), kMaxUnpacked));
  }
  return text;
}

}  // namespace imprimatur
