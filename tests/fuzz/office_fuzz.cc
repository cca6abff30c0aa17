// Any bytes as an office file, a spreadsheet and a book.
#include "formats/book.h"
#include "formats/office.h"
#include "formats/old_office.h"
#include "formats/spreadsheet.h"
#include "support/fuzz_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  imprimatur::fuzz::check_reader(*imprimatur::make_office_open_reader(), bytes, "fuzz.docx", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_open_document_reader(), bytes, "fuzz.odt", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_spreadsheet_reader(), bytes, "fuzz.xlsx", 1);
  imprimatur::fuzz::check_reader(*imprimatur::make_old_office_reader(), bytes, "fuzz.doc", 0);
  imprimatur::fuzz::check_reader(*imprimatur::make_book_reader(), bytes, "fuzz.epub", 1);
  return 0;
}
