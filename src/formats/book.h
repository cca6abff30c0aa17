// EPUB books (EPUB 3.3, and 2): the chapters in reading order, each read as the page it is, as one
// document; the package's metadata are fields. Offsets count bytes of the chapters, one behind the
// other, and of the package file behind them.
#ifndef IMPRIMATUR_FORMATS_BOOK_H_
#define IMPRIMATUR_FORMATS_BOOK_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_book_reader();
[[nodiscard]] bool is_book(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_BOOK_H_
