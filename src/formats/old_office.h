// Compound files (MS-CFB): Word, Excel and PowerPoint before 2007, Outlook's messages, and newer
// Office files under a password. Their text is not read; the error says what to do. What only has
// the name (RTF, HTML or plain text saved as .doc) is read as what it is.
#ifndef IMPRIMATUR_FORMATS_OLD_OFFICE_H_
#define IMPRIMATUR_FORMATS_OLD_OFFICE_H_

#include "formats/reader.h"

#include <memory>
#include <string>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_old_office_reader();

[[nodiscard]] bool is_compound_file(std::string_view head);
// What a compound file is and what to do about it, as the message of an error.
[[nodiscard]] std::string advice_on_compound_file(std::string_view bytes);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_OLD_OFFICE_H_
