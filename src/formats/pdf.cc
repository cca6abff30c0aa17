#include "formats/pdf.h"

#include "formats/ascii.h"
#include "formats/pdf_pages.h"
#include "formats/xmp.h"
#include "text/decode.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::size_t kHeadBytes = 1024;  // within which readers look for the mark
constexpr std::size_t kMaxPackets = 16;
constexpr std::size_t kMaxSaid = 200;

// pdftotext's exit status where the document does not allow that its text is copied.
constexpr int kNotAllowed = 3;

std::string first_line(std::string_view errors) {
  errors = trim_blanks(errors);
  return std::string(errors.substr(0, std::min(errors.find('\n'), kMaxSaid)));
}

Error failure(const ProgramOutput& output) {
  const std::string said = first_line(output.errors);
  if (said.find("password") != std::string::npos) {
    return {ErrorCode::unreadable, "the PDF is encrypted: save it without a password"};
  }
  if (output.status == kNotAllowed) {
    return {ErrorCode::unreadable, "the PDF does not allow that its text is read"};
  }
  return {ErrorCode::unreadable, "the PDF cannot be read: pdftotext says \"" + said + "\""};
}

// What pdftotext says when it had to rebuild the file's table of contents.
std::optional<Error> damage(std::string_view errors) {
  constexpr std::array<std::string_view, 4> kSaid = {
      "xref table", "trailer dictionary", "May not be a PDF", "Couldn't read"};
  const bool damaged = std::any_of(kSaid.begin(), kSaid.end(), [&](std::string_view text) {
    return errors.find(text) != std::string_view::npos;
  });
  if (!damaged) {
    return std::nullopt;
  }
  return Error{
      ErrorCode::unreadable,
      "the PDF is damaged, parts may be missing: pdftotext says \"" + first_line(errors) + "\""};
}

// Metadata streams are left unpacked, so that tools that know no PDF find them.
std::vector<std::string_view> xmp_packets(std::string_view bytes) {
  constexpr std::string_view kBegin = "<x:xmpmeta";
  constexpr std::string_view kEnd = "</x:xmpmeta>";
  std::vector<std::string_view> packets;
  for (std::size_t at = 0;
       packets.size() < kMaxPackets && (at = bytes.find(kBegin, at)) != std::string_view::npos;) {
    const std::size_t end = bytes.find(kEnd, at);
    if (end == std::string_view::npos) {
      break;
    }
    packets.push_back(bytes.substr(at, end + kEnd.size() - at));
    at = end;
  }
  return packets;
}

// Pages of pictures are no text that was read. What is drawn on a page without any is not known.
std::optional<Error> unread_pages(std::string_view bytes,
                                  const OutsideProgram& program,
                                  const std::vector<std::size_t>& empty) {
  if (empty.empty()) {
    return std::nullopt;
  }
  const auto listed = program.run({"pdfimages",
                                   "-list",
                                   "-f",
                                   std::to_string(empty.front()),
                                   "-l",
                                   std::to_string(empty.back()),
                                   "-"},
                                  bytes);
  if (!listed || listed->status != 0) {
    return Error{ErrorCode::unreadable,
                 page_words(empty) +
                     " of the PDF: no text, and pdfimages (poppler-utils) does not "
                     "say whether there are pictures"};
  }
  const std::vector<std::size_t> pictured = pictured_pages(listed->output, empty);
  if (pictured.empty()) {
    return std::nullopt;
  }
  return Error{
      ErrorCode::unreadable,
      page_words(pictured) + " of the PDF: pictures without text; recognise their text first"};
}

class PdfReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    if (!is_pdf(bytes)) {
      return fail(ErrorCode::unsupported, "no PDF: it does not begin with \"%PDF-\"");
    }
    if (options.program == nullptr) {
      return fail(ErrorCode::unsupported, "PDF is not read here: turn it into text first");
    }
    auto ran =
        options.program->run({"pdftotext", "-enc", "UTF-8", "-eol", "unix", "-", "-"}, bytes);
    if (!ran) {
      return ran.error().code == ErrorCode::not_found
                 ? fail(ErrorCode::unreadable,
                        "PDF is read by pdftotext, which is not installed: install poppler-utils")
                 : tl::unexpected<Error>(ran.error());
    }
    if (ran->status != 0) {
      return tl::unexpected<Error>(failure(*ran));
    }
    std::string source = valid(ran->output);
    if (trim_blanks(source).empty()) {
      return fail(ErrorCode::unreadable,
                  "the PDF holds no text, perhaps pictures of pages: recognise their text first");
    }
    std::vector<std::size_t> pages = page_begins(source);
    const auto unread = unread_pages(bytes, *options.program, empty_pages(source, pages));
    std::replace(source.begin(), source.end(), '\f', '\n');
    std::optional<Error> error = damage(ran->errors);
    return give(bytes, std::move(source), std::move(pages), error ? error : unread, sink);
  }

 private:
  static std::string valid(const std::string& text) {
    const auto decoded = decode(text, "utf-8");
    return decoded ? std::string(decoded->text) : std::string();
  }

  static Result<void> give(std::string_view bytes,
                           std::string source,
                           std::vector<std::size_t> pages,
                           const std::optional<Error>& error,
                           const DocumentSink& sink) {
    const std::size_t size = source.size();
    std::vector<std::size_t> places;
    for (const std::string_view packet : xmp_packets(bytes)) {
      if (is_valid_utf8(packet)) {
        places.push_back(source.size());
        source += packet;
      }
    }
    places.push_back(source.size());
    Document document;
    document.media_type = "application/pdf";
    document.source = source;
    document.text = document.source.substr(0, size);
    document.text_map.add({0, 0, true, 1, 1});
    document.text_map.finish(size, size);
    document.lines_of_text = true;
    document.pages = std::move(pages);
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
      // Malformed metadata do not make the text unreadable.
      static_cast<void>(read_xmp(
          document.source.substr(places[i], places[i + 1] - places[i]), places[i], document));
    }
    document.error = error;
    static_cast<void>(sink(document));
    return {};
  }
};

}  // namespace

std::unique_ptr<Reader> make_pdf_reader() {
  return std::make_unique<PdfReader>();
}

bool is_pdf(std::string_view head) {
  return head.starts_with("%PDF-") ||
         (head.find('\0') != std::string_view::npos &&
          head.substr(0, kHeadBytes).find("%PDF-") != std::string_view::npos);
}

}  // namespace imprimatur
