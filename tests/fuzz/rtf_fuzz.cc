// Any bytes as an RTF.
#include "formats/rtf.h"
#include "support/fuzz_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reader = imprimatur::make_rtf_reader();
  imprimatur::fuzz::check_reader(*reader, imprimatur::fuzz::as_text(data, size), "fuzz.rtf", 1);
  return 0;
}
