// What mail is written in (RFC 5322, 2045 to 2047, 2231, 2183): header fields, their parameters,
// encoded words, transfer encodings. Spans count bytes of the whole message. Lenient as mail
// programs are: what is malformed is taken as it stands. Private to the formats layer. Pure.
#ifndef IMPRIMATUR_FORMATS_MIME_H_
#define IMPRIMATUR_FORMATS_MIME_H_

#include "text/decode.h"
#include "text/span.h"

#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct MimeField {
  std::string name;  // lower case
  Span value;        // without the blanks around it, folded as it stands
};

struct MimeHeader {
  std::vector<MimeField> fields;
  std::size_t end = 0;  // where the body begins

  [[nodiscard]] const MimeField* find(std::string_view name) const;
};

[[nodiscard]] MimeHeader read_mime_header(std::string_view message, Span part);

// "text/html" of "Text/HTML; charset=x": the value without parameters and comments, lower case.
[[nodiscard]] std::string mime_value(std::string_view field);
// A parameter as UTF-8; empty if there is none.
[[nodiscard]] std::string mime_parameter(std::string_view field, std::string_view name);

// A header's text in pieces, encoded words decoded; each with where it is written.
struct MimeWords {
  std::string text;
  Span written;
};
[[nodiscard]] std::vector<MimeWords> read_encoded_words(std::string_view message, Span value);

// The bytes that a body stands for, with the way back; an unknown encoding is none.
struct MimeBody {
  std::string bytes;
  OffsetMap map;  // to bytes of the message
};
[[nodiscard]] MimeBody decode_mime_body(std::string_view message,
                                        Span body,
                                        std::string_view encoding);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_MIME_H_
