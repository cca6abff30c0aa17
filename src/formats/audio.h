// Audio files with ID3 tags (id3.org/id3v2.3.0, id3.org/id3v2.4.0-frames): what the tag says about
// rights. The sound itself is not read, and says nothing in words.
#ifndef IMPRIMATUR_FORMATS_AUDIO_H_
#define IMPRIMATUR_FORMATS_AUDIO_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_audio_reader();
[[nodiscard]] bool is_audio(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_AUDIO_H_
