// XML to a walk over its elements and text (XML 1.0, Namespaces in XML 1.0; the parser and why:
// src/design/0014-xml-parser.md). Elements, attributes and every piece of text know where they are
// written. For well-formed XML what the standard says; besides, what stands in real files is read
// and not refused: blanks in front of the declaration, control characters (blanks), "&" that begins
// no reference, HTML's named references, prefixes that nobody declared. Nothing outside of the text
// is ever read. Stateless; one call per thread.
#ifndef IMPRIMATUR_FORMATS_XML_EVENTS_H_
#define IMPRIMATUR_FORMATS_XML_EVENTS_H_

#include "base/result.h"
#include "formats/reader.h"
#include "text/decode.h"
#include "text/span.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

struct XmlAttribute {
  std::string_view ns;     // address of the namespace; empty: none, or its prefix is not declared
  std::string_view name;   // without prefix
  std::string_view value;  // references replaced
  Span span;               // of the value as written, without quotes
};

struct XmlElement {
  std::string_view ns;  // address of the namespace; empty: none, or `prefix` is not declared
  std::string_view prefix;
  std::string_view name;                 // without prefix
  Span tag;                              // the start tag, or in end() the end tag, as written
  std::vector<XmlAttribute> attributes;  // without declarations of namespaces; none in end()

  // By name, whatever the namespace; one without a namespace first. Null if there is none.
  [[nodiscard]] const XmlAttribute* find(std::string_view name) const;
  [[nodiscard]] const XmlAttribute* find(std::string_view ns, std::string_view name) const;
  // Empty if there is none.
  [[nodiscard]] std::string_view value(std::string_view name) const;
};

// What is handed over lives until the call returns.
class XmlHandler {
 public:
  XmlHandler() = default;
  virtual ~XmlHandler() = default;
  XmlHandler(const XmlHandler&) = delete;
  XmlHandler& operator=(const XmlHandler&) = delete;

  virtual void start(const XmlElement& element) = 0;
  virtual void end(const XmlElement& element) = 0;
  // A piece of text or CDATA. Either `written` holds the same bytes as `value`, or all of `value`
  // stands for all of `written` (a reference, CRLF). A text comes in any number of pieces.
  virtual void text(std::string_view value, Span written) = 0;
  // Asked behind each start and end; false ends the walk, which is no error.
  [[nodiscard]] virtual bool wants_more() const { return true; }
};

struct XmlLimits {
  std::size_t depth = 512;  // of nested elements
  std::size_t attributes = 2000;
  std::size_t attribute_bytes = std::size_t{4} << 20U;
};

// `utf8`: valid UTF-8; spans count its bytes. What stands before an error has been handed over.
// Errors: unreadable (malformed: where and why), limit (nesting, attributes, entities that
// multiply), unsupported (it refers to an entity in another file).
[[nodiscard]] Result<void> parse_xml(std::string_view utf8,
                                     XmlHandler& handler,
                                     const XmlLimits& limits = {});

// The label in the XML declaration, for decode(); empty if there is none, or if it cannot be true
// (see declared_html_encoding).
[[nodiscard]] std::string declared_xml_encoding(std::string_view bytes);

// Decoded as the options declare, else as the XML declaration does. Errors: those of decode().
[[nodiscard]] Result<Decoded> decode_xml(std::string_view bytes, const ReadOptions& options);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_XML_EVENTS_H_
