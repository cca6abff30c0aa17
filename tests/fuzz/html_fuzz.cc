// Any bytes as a page: each character of the visible text stands where it is said to be written,
// regions are in order, and what cannot be read is an error.
#include "formats/html.h"
#include "support/fuzz_check.h"
#include "text/decode.h"

#include <string_view>

using imprimatur::fuzz::require;

namespace {

std::size_t character_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
    ++length;
  }
  return length;
}

void check_text(const imprimatur::Document& document) {
  constexpr std::string_view kBlank = " \t\r\n\f";
  constexpr std::string_view kQuotes = "\xE2\x80\x9C\xE2\x80\x9D";
  require(imprimatur::is_valid_utf8(document.text), "the visible text is UTF-8");
  for (std::size_t at = 0; at < document.text.size();) {
    const std::size_t length = character_length(document.text.substr(at));
    const std::string_view character = document.text.substr(at, length);
    const imprimatur::Span span = document.text_map.to_source(imprimatur::Span{at, at + length});
    require(span.begin <= span.end && span.end <= document.source.size(), "inside the source");
    const std::string_view written = document.source.substr(span.begin, span.size());
    const bool blank = kBlank.find(character) != std::string_view::npos;
    const bool replaced = written.starts_with('&') || character == "\xEF\xBF\xBD";
    require(blank || replaced || written == character || kQuotes.find(character) % 3 == 0,
            "a character is what is written there");
    at += length;
  }
}

void check_parts(const imprimatur::Document& document) {
  std::size_t end = 0;
  for (const imprimatur::Region& region : document.regions) {
    require(end <= region.span.begin && region.span.begin < region.span.end, "regions in order");
    end = region.span.end;
  }
  require(end <= document.text.size(), "regions inside the text");
  for (const imprimatur::Field& field : document.fields) {
    require(field.span.begin <= field.span.end && field.span.end <= document.source.size(),
            "fields inside the source");
    require(!field.name.empty() && !field.value.empty(), "a field says something");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto reader = imprimatur::make_html_reader();
  int documents = 0;
  const auto read = reader->read(imprimatur::fuzz::as_text(data, size),
                                 {"fuzz.html", {}, {}},
                                 [&](const imprimatur::Document& document) {
                                   ++documents;
                                   check_text(document);
                                   check_parts(document);
                                   return true;
                                 });
  require(read ? documents == 1 : !read.error().message.empty(), "a document or an error");
  return 0;
}
