// Text whose bytes were once read in the wrong encoding and then written as UTF-8: UTF-8 taken for
// windows-1252 or windows-1251, Cyrillic or Chinese bytes taken for windows-1252. Pages are stored
// so by programs that did not look at what the page said of itself. Private to the text layer.
#ifndef IMPRIMATUR_TEXT_GARBLED_H_
#define IMPRIMATUR_TEXT_GARBLED_H_

#include "text/decode.h"

#include <string>
#include <string_view>

namespace imprimatur {

struct Misreading {
  std::string written;  // the encoding that the bytes were in; empty: nothing was misread
  std::string read_as;  // the one that they were taken for
};

// What happened to `text`, valid UTF-8, as far as its first characters beyond ASCII tell. Only what
// no language could be written like is found, if it is all of them or nearly so: letters that were
// misread here and there are read by the shadow (references.h).
[[nodiscard]] Misreading misreading_of(std::string_view text);

// Fills text, storage and map of `out` with what was meant. What was not misread stays as it is.
void undo_misreading(std::string_view text, const Misreading& misreading, Decoded& out);

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_GARBLED_H_
