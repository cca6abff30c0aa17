// Any bytes as a zip and as a tar or packed stream: members of any kind, within limits.
#include "formats/archive.h"
#include "support/fuzz_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  imprimatur::fuzz::check_reader(*imprimatur::make_zip_reader(), bytes, "fuzz.zip", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_stream_reader(), bytes, "fuzz.tar.gz", 1);
  return 0;
}
