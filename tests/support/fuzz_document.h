// What holds for every document that a reader gives, whatever the input: valid text, regions in
// order, everything inside the source, and an error that says something.
#ifndef IMPRIMATUR_TESTS_SUPPORT_FUZZ_DOCUMENT_H_
#define IMPRIMATUR_TESTS_SUPPORT_FUZZ_DOCUMENT_H_

#include "formats/reader.h"
#include "support/fuzz_check.h"

#include <algorithm>
#include <string_view>

namespace imprimatur::fuzz {

inline void check_document(const Document& document) {
  require(is_valid_utf8(document.text), "the text is UTF-8");
  require(document.encoding.empty() || is_valid_utf8(document.source), "the source is UTF-8");
  Span last;
  for (std::size_t at = 0; at < document.text.size();) {
    std::size_t length = 1;
    while (at + length < document.text.size() &&
           (static_cast<unsigned char>(document.text[at + length]) & 0xC0U) == 0x80U) {
      ++length;
    }
    const Span span = document.text_map.to_source(Span{at, at + length});
    require(span.begin <= span.end && span.end <= document.source.size(), "inside the source");
    require(last.begin <= span.begin, "places only grow");
    last = span;
    at += length;
  }
  std::size_t end = 0;
  for (const Region& region : document.regions) {
    require(end <= region.span.begin && region.span.begin < region.span.end, "regions in order");
    end = region.span.end;
  }
  require(end <= document.text.size(), "regions inside the text");
  require(std::is_sorted(document.pages.begin(), document.pages.end()) &&
              (document.pages.empty() || document.pages.back() <= document.text.size()),
          "pages in order");
  for (const Field& field : document.fields) {
    require(field.span.begin <= field.span.end && field.span.end <= document.source.size(),
            "fields inside the source");
    require(!field.name.empty() && !field.value.empty(), "a field says something");
  }
  require(!document.error || !document.error->message.empty(), "an error says something");
}

// Reads the input, checks every document; `least` documents, or an error.
inline void check_reader(Reader& reader, std::string_view bytes, std::string_view name, int least) {
  int documents = 0;
  ReadOptions options;
  options.name = name;
  const auto read = reader.read(bytes, options, [&](const Document& document) {
    ++documents;
    check_document(document);
    return true;
  });
  require(read ? documents >= least : !read.error().message.empty(), "a document or an error");
}

}  // namespace imprimatur::fuzz

#endif  // IMPRIMATUR_TESTS_SUPPORT_FUZZ_DOCUMENT_H_
