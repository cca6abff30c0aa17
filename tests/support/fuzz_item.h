// What holds for the documents of any container: text is UTF-8, everything leads to a place in the
// source, and a character that is written as it is stands where it is said to stand.
#ifndef IMPRIMATUR_TESTS_SUPPORT_FUZZ_ITEM_H_
#define IMPRIMATUR_TESTS_SUPPORT_FUZZ_ITEM_H_

#include "formats/registry.h"
#include "support/fuzz_check.h"
#include "text/decode.h"

#include <set>
#include <string>
#include <string_view>

namespace imprimatur::fuzz {

inline void require_places(const Document& document) {
  require(is_valid_utf8(document.text), "the text is UTF-8");
  for (std::size_t at = 0; at < document.text.size(); ++at) {
    const Span span = document.text_map.to_source(Span{at, at + 1});
    require(span.begin <= span.end && span.end <= document.source.size(), "inside the source");
    const auto byte = static_cast<unsigned char>(document.text[at]);
    if (byte > ' ' && byte < 0x7F && span.size() == 1) {
      const char there = document.source[span.begin];
      require(there == document.text[at], "a letter is what is written there");
    }
  }
  std::size_t end = 0;
  for (const Region& region : document.regions) {
    require(end <= region.span.begin && region.span.begin < region.span.end, "regions in order");
    end = region.span.end;
  }
  require(end <= document.text.size(), "regions inside the text");
  for (const Field& field : document.fields) {
    require(field.span.begin <= field.span.end && field.span.end <= document.source.size(),
            "fields inside the source");
    require(!field.name.empty() && !field.value.empty(), "a field says something");
    require(is_valid_utf8(field.value), "a field is UTF-8");
    const Span all = field.map.to_source(Span{0, field.value.size()});
    require(field.map.identity() || all.end <= document.source.size(), "a value inside the source");
  }
}

// Reads `bytes` as `format`; each record has its own name.
inline void require_documents(Reader& reader, std::string_view bytes) {
  std::size_t documents = 0;
  std::set<std::string> records;
  const auto read = reader.read(bytes, {"fuzz", {}, {}}, [&](const Document& document) {
    ++documents;
    require_places(document);
    require(document.record.empty() || records.insert(document.record).second,
            "records have different names");
    require(is_valid_utf8(document.record), "a record's name is UTF-8");
    return true;
  });
  require(read ? documents > 0 : !read.error().message.empty(), "documents or an error");
}

}  // namespace imprimatur::fuzz

#endif  // IMPRIMATUR_TESTS_SUPPORT_FUZZ_ITEM_H_
