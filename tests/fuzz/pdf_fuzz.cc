// Any bytes as what pdftotext says of a PDF, and as the XMP in it.
#include "formats/pdf.h"
#include "support/fuzz_document.h"

namespace {

class Says : public imprimatur::OutsideProgram {
 public:
  explicit Says(std::string_view text) : text_(text) {}
  [[nodiscard]] imprimatur::Result<imprimatur::ProgramOutput> run(
      const std::vector<std::string>& /*arguments*/, std::string_view /*input*/) const override {
    return imprimatur::ProgramOutput{static_cast<int>(text_.size() % 4), text_, text_};
  }

 private:
  std::string text_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = imprimatur::fuzz::as_text(data, size);
  const Says program(bytes);
  imprimatur::ReadOptions options;
  options.program = &program;
  int documents = 0;
  const auto read = imprimatur::make_pdf_reader()->read(
      "%PDF-1.4\n" + std::string(bytes), options, [&](const imprimatur::Document& document) {
        ++documents;
        imprimatur::fuzz::check_document(document);
        return true;
      });
  imprimatur::fuzz::require(read ? documents == 1 : !read.error().message.empty(),
                            "a document or an error");
  return 0;
}
