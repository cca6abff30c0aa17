// Reader: the bytes of one input to documents, pushed one at a time, so that a container of any
// length streams. One per thread; reusable. Never touches files or the network.
#ifndef IMPRIMATUR_FORMATS_READER_H_
#define IMPRIMATUR_FORMATS_READER_H_

#include "base/result.h"
#include "formats/document.h"
#include "formats/outside_program.h"

#include <functional>
#include <string_view>

namespace imprimatur {

struct Expansion;

// What is known about an input besides its bytes; views what the caller owns.
struct ReadOptions {
  std::string_view name;               // path, address or record name, for its suffix
  std::string_view media_type;         // declared, empty if not
  std::string_view declared_encoding;  // from a flag or header, empty if not
  // Met in a folder or archive, not named by anybody: an archive only if its name says so.
  bool found = false;
  const OutsideProgram* program = nullptr;  // that may be run (formats/outside_program.h), or none
  Expansion* expansion = nullptr;           // what it was unpacked from (formats/unpack.h), or none
};

// Takes a document, which lives until the call returns; false ends the reading.
using DocumentSink = std::function<bool(const Document&)>;

class Reader {
 public:
  Reader() = default;
  virtual ~Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // An error means that not all was read; documents given before it stand.
  [[nodiscard]] virtual Result<void> read(std::string_view bytes,
                                          const ReadOptions& options,
                                          const DocumentSink& sink) = 0;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_READER_H_
