// The formats that are read: one row each. Detection, help and documentation go by these rows.
#ifndef IMPRIMATUR_FORMATS_REGISTRY_H_
#define IMPRIMATUR_FORMATS_REGISTRY_H_

#include "formats/reader.h"

#include <memory>
#include <span>
#include <string_view>

namespace imprimatur {

struct Format {
  std::string_view id;                   // "html"
  std::string_view name;                 // "Markdown"
  std::string_view suffixes;             // without dots, blank between; lower case
  std::string_view media_types;          // the first one is what reports say
  std::string_view reads;                // what is read besides the text, for people
  bool (*sniff)(std::string_view head);  // true if the bytes are of this format; null: never asked
  std::unique_ptr<Reader> (*make)();
  bool archive = false;  // of other documents: where it was met by chance, only its name decides
  bool picture_or_sound = false;  // whose metadata alone are read
};

// In the order in which contents are sniffed; plain text first, for what nothing else claims.
[[nodiscard]] std::span<const Format> formats();

// By declared media type, then by the name's suffix, then by content. Never fails: what nothing
// claims is plain text.
[[nodiscard]] const Format& detect_format(std::string_view bytes, const ReadOptions& options);

// The name's suffix promises a text: it must not be passed over where it turns out to be none.
[[nodiscard]] bool promises_text(std::string_view name);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_REGISTRY_H_
