// Any bytes as news in JSON: documents whose places are true, or an error.
#include "formats/ninjs.h"
#include "support/fuzz_item.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  static_cast<void>(imprimatur::is_ninjs(bytes));
  const auto reader = imprimatur::make_ninjs_reader();
  imprimatur::fuzz::require_documents(*reader, bytes);
  return 0;
}
