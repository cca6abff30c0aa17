// Archives: each member is read as what its own name and content say, archives within archives
// too. A document's record is the member, "b.html", "inner.zip!c.html". A member that cannot be
// read is a document with an error, and the others are read all the same.
#ifndef IMPRIMATUR_FORMATS_ARCHIVE_H_
#define IMPRIMATUR_FORMATS_ARCHIVE_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_zip_reader();
// A tar, packed or not, or one packed file.
[[nodiscard]] std::unique_ptr<Reader> make_stream_reader();

[[nodiscard]] bool is_zip(std::string_view head);
[[nodiscard]] bool is_tar(std::string_view head);
[[nodiscard]] bool is_gzip(std::string_view head);
[[nodiscard]] bool is_xz(std::string_view head);
[[nodiscard]] bool is_zstd(std::string_view head);
[[nodiscard]] bool is_bzip2(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_ARCHIVE_H_
