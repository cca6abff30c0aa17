// Any bytes as a DataCite record: documents whose places are true, or an error.
#include "formats/datacite.h"
#include "support/fuzz_item.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  static_cast<void>(imprimatur::is_datacite(bytes));
  const auto reader = imprimatur::make_datacite_reader();
  imprimatur::fuzz::require_documents(*reader, bytes);
  return 0;
}
