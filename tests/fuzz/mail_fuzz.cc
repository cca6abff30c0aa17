// Any bytes as a message: parts, encodings and attachments.
#include "formats/mail.h"
#include "support/fuzz_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reader = imprimatur::make_mail_reader();
  imprimatur::fuzz::check_reader(*reader, imprimatur::fuzz::as_text(data, size), "fuzz.eml", 1);
  return 0;
}
