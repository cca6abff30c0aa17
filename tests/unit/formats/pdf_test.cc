// PDF: what is made of what pdftotext says.
#include "formats/pdf.h"

#include "formats/pdf_pages.h"

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

class Says : public OutsideProgram {
 public:
  explicit Says(Result<ProgramOutput> result, std::string pictures = {})
      : result_(std::move(result)), pictures_(std::move(pictures)) {}
  [[nodiscard]] Result<ProgramOutput> run(const std::vector<std::string>& arguments,
                                          std::string_view /*input*/) const override {
    if (arguments.front() == "pdfimages") {
      return ProgramOutput{pictures_ == "broken" ? 1 : 0, pictures_, ""};
    }
    CHECK(arguments.front() == "pdftotext");
    return result_;
  }

 private:
  Result<ProgramOutput> result_;
  std::string pictures_;
};

struct Read {
  std::string text;
  std::string error;
  std::size_t fields = 0;
};

Read read_pdf(std::string_view bytes, const OutsideProgram* program) {
  Read read;
  ReadOptions options;
  options.program = program;
  const auto done = make_pdf_reader()->read(bytes, options, [&](const Document& document) {
    read.text = document.text;
    read.error = document.error ? document.error->message : std::string();
    read.fields = document.fields.size();
    return true;
  });
  if (!done) {
    read.error = done.error().message;
  }
  return read;
}

TEST_CASE("pdf: text, errors, and no program") {
  const Says text(ProgramOutput{0, "one\n\ftwo\n", ""});
  CHECK(read_pdf("%PDF-1.4", &text).text == "one\n\ntwo\n");
  CHECK(read_pdf("%PDF-1.4", &text).error.empty());
  const Says damaged(ProgramOutput{0, "one\n", "Syntax Error: Couldn't find trailer dictionary\n"});
  CHECK(read_pdf("%PDF-1.4", &damaged).text == "one\n");
  CHECK(read_pdf("%PDF-1.4", &damaged).error.find("damaged") != std::string::npos);
  const Says locked(ProgramOutput{1, "", "Command Line Error: Incorrect password\n"});
  CHECK(read_pdf("%PDF-1.4", &locked).error.find("encrypted") != std::string::npos);
  const Says closed(ProgramOutput{3, "", "Permission Error\n"});
  CHECK(read_pdf("%PDF-1.4", &closed).error.find("allow") != std::string::npos);
  const Says scanned(ProgramOutput{0, "\f\f", ""});
  CHECK(read_pdf("%PDF-1.4", &scanned).error.find("no text") != std::string::npos);
  const Says missing(fail(ErrorCode::not_found, "x"));
  CHECK(read_pdf("%PDF-1.4", &missing).error.find("poppler-utils") != std::string::npos);
  CHECK(read_pdf("%PDF-1.4", nullptr).error.find("not read here") != std::string::npos);
  CHECK(read_pdf("PDF", &text).error.find("no PDF") != std::string::npos);
}

TEST_CASE("pdf: pages that are pictures are not read, and told") {
  const std::string head = "page   num  type   width height color comp bpc  enc interp\n-----\n";
  const ProgramOutput pages{0, "one\n\f\f \n\ffour\n\f", ""};
  const std::string scan = "   2     0 image    1654  2339  gray    1   8  jpeg   no\n";
  const std::string logo = "   3     1 image     120    80  rgb     3   8  image  no\n";
  const std::string error =
      read_pdf("%PDF-1.4", std::make_unique<Says>(pages, head + scan + logo).get()).error;
  CHECK(error.starts_with("page 2 of the PDF: pictures without text"));
  CHECK(read_pdf("%PDF-1.4", std::make_unique<Says>(pages, head + logo).get()).error.empty());
  CHECK(read_pdf("%PDF-1.4", std::make_unique<Says>(pages, head).get()).error.empty());
  CHECK(read_pdf("%PDF-1.4", std::make_unique<Says>(pages, "broken").get())
            .error.starts_with("pages 2 and 3 of the PDF: no text"));
}

TEST_CASE("pdf: where pages begin, and which are named") {
  CHECK(page_begins("") == std::vector<std::size_t>{0});
  CHECK(page_begins("a\fb\f") == std::vector<std::size_t>{0, 2});
  CHECK(page_begins("a\fb") == std::vector<std::size_t>{0, 2});
  CHECK(empty_pages("a\f\fb\f", page_begins("a\f\fb\f")) == std::vector<std::size_t>{2});
  CHECK(page_words({3}) == "page 3");
  CHECK(page_words({1, 2, 7}) == "pages 1, 2 and 7");
  CHECK(page_words({1, 2, 3, 4, 5, 6, 7, 8, 9}) == "pages 1, 2, 3, 4, 5, 6, 7, 8 and more");
}

TEST_CASE("pdf: metadata that stand unpacked in the file") {
  const Says text(ProgramOutput{0, "one\n", ""});
  const Read read = read_pdf(
      "%PDF-1.4\n<x:xmpmeta xmlns:x='x'><r xmlns:xr='http://ns.adobe.com/xap/1.0/rights/' "
      "xr:UsageTerms='none'/></x:xmpmeta>",
      &text);
  CHECK(read.text == "one\n");
  CHECK(read.fields == 1);
}

}  // namespace
}  // namespace imprimatur
