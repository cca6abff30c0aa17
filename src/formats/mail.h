// Messages (RFC 5322 with MIME): sender and subject, the body's text once (of alternatives the last
// that is text, as mail programs show it), and each attachment as a member of its own,
// "mail.eml!report.docx". Positions count bytes of the file, whatever the transfer encoding. A
// mailbox (RFC 4155) is a document for each message, by its number.
#ifndef IMPRIMATUR_FORMATS_MAIL_H_
#define IMPRIMATUR_FORMATS_MAIL_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_mail_reader();
[[nodiscard]] std::unique_ptr<Reader> make_mailbox_reader();

// Strict: begins with a whole header in which mail servers have written.
[[nodiscard]] bool is_mail(std::string_view head);
[[nodiscard]] bool is_mailbox(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_MAIL_H_
