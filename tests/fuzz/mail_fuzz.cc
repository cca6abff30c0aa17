// Any bytes as a message and as a mailbox: parts, encodings and attachments.
#include "formats/mail.h"
#include "support/fuzz_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  imprimatur::fuzz::check_reader(*imprimatur::make_mail_reader(), bytes, "fuzz.eml", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_mailbox_reader(), bytes, "fuzz.mbox", 0);
  return 0;
}
