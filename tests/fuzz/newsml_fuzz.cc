// Any bytes as a news message: documents whose places are true, or an error.
#include "formats/newsml.h"
#include "support/fuzz_item.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  static_cast<void>(imprimatur::is_newsml_g2(bytes));
  const auto reader = imprimatur::make_newsml_g2_reader();
  imprimatur::fuzz::require_documents(*reader, bytes);
  return 0;
}
