// Any bytes as Markdown with front matter.
#include "formats/plain_text.h"
#include "support/fuzz_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  imprimatur::fuzz::check_reader(*imprimatur::make_markdown_reader(), bytes, "fuzz.md", 1);
  return 0;
}
