// Document: one text that gets a verdict, as a Reader makes it from an input's bytes: the text that
// people read, the exact way back to the input, what its structure says about each part, and
// machine-readable rights. Views the reader's memory: it lives no longer than the call it is given
// to (Reader::read). Knows nothing of rules.
#ifndef IMPRIMATUR_FORMATS_DOCUMENT_H_
#define IMPRIMATUR_FORMATS_DOCUMENT_H_

#include "base/result.h"
#include "base/terms.h"
#include "text/decode.h"
#include "text/span.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

// A part of the text whose zone or scope the structure tells ("<figcaption>"). Where the zone is
// empty, the shape of the text decides.
struct Region {
  Span span;  // bytes of Document::text
  std::optional<Zone> zone;
  Scope scope = Scope::document;
};

// Machine-readable rights as they are written; the signals layer says what they mean.
struct Field {
  enum class Kind : unsigned char {
    meta,       // <meta name=... content=...>, a header, a property of a package
    link,       // rel=... href=...; the name is the relation
    microdata,  // itemprop, property
    json_ld,    // the value is a whole JSON text
    property,   // of this very work: front matter, a package's or an image's metadata
    rights,     // of a feed, news format or wire; the names are below
    policy,     // a rights expression: a whole XML ("odrl-xml", "rsl") or JSON text ("odrl-json")
  };
  // Names of `rights`, whatever the format calls it. Texts: "notice", "terms" (what may be done),
  // "ednote", "limitations". Parties: "holder", "owner", "agent", "credit", "provider", "source",
  // "byline". Codes: "status", "data-mining", "geography", "media-restriction". Times (ISO 8601):
  // "embargo" (empty value: "none given"), "starts", "expires". "licence": an address or name.
  Kind kind = Kind::meta;
  std::string name;  // lower case
  std::string value;
  Span span;  // of the value as written, bytes of Document::source
  Scope scope = Scope::document;
  OffsetMap map =
      {};  // value -> source, where it is not written as it is; empty: it is, or unknown
  std::string why_not = {};  // it does not decide: the reason
};

// A cell of a sheet, up to where the next one begins (cells.h names it).
struct Cell {
  std::size_t begin = 0;    // offset in Document::text
  std::uint32_t sheet = 0;  // index in Document::sheets
  std::uint32_t row = 0;    // 1-based; 0: what stands here is in no cell
  std::uint32_t column = 0;
  std::uint32_t uses = 0;  // how many cells show the same stored text
};

struct Document {
  std::string record;  // name within a container; empty: the input is this one document
  std::string media_type = "text/plain";
  std::string encoding = "utf-8";
  std::string title;
  std::string language;  // as declared, BCP 47, empty if it is not
  std::string url;       // where it was published, as declared

  std::string_view source;                // UTF-8 of the input, or of the container's member
  const OffsetMap* source_map = nullptr;  // source -> bytes of the input; null: the same
  std::string_view text;                  // UTF-8, valid: what people read
  OffsetMap text_map;                     // text -> source
  std::vector<Region> regions;            // in order, without overlap
  std::vector<Field> fields;
  bool markdown = false;  // zones by shape know Markdown
  bool member = false;    // the record is a member of an archive: "a.zip!b.html"
  bool picture = false;   // an image: its metadata are the rights of that image
  // The source is for machines (XML in a package): lines and columns are those of the text, offsets
  // still those of the source.
  bool lines_of_text = false;
  // Where the pages begin, offsets in the text, ascending; empty: it has none.
  std::vector<std::size_t> pages = {};
  // Where the cells of sheets begin, ascending, and the titles of the sheets; empty: it has none.
  std::vector<Cell> cells = {};
  std::vector<std::string> sheets = {};
  std::optional<Error> error;  // not all of it could be read; the text is what could

  // The way from the text to the bytes of the input.
  [[nodiscard]] Span to_bytes(Span text_span) const {
    return source_to_bytes(text_map.to_source(text_span));
  }
  [[nodiscard]] Span source_to_bytes(Span source_span) const {
    return source_map == nullptr ? source_span : source_map->to_source(source_span);
  }
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_DOCUMENT_H_
